import { expect, test } from 'vitest';
import { readAudio, soundProblem } from '../../src/index.js';
import { chunk, fmt, pcm, wavFile } from './wav-builder.js';

const sampleRate = 8000;
const tone = Array.from({ length: 1000 }, (_, t) => Math.round(2000 * Math.sin(0.3 * t)) / 32768);

test('nothing is wrong with a second of sound, nor with one that a pipe wrote', () => {
  const whole = wavFile([fmt({ sampleRate }), chunk('data', pcm(tone, 16))]);
  const piped = wavFile([fmt({ sampleRate }), chunk('data', pcm(tone, 16), { size: 0x7fffffff })]);
  expect(soundProblem(readAudio(whole))).toBeUndefined();
  expect(soundProblem(readAudio(piped))).toBeUndefined();
  expect(soundProblem({ samples: Float32Array.from(tone), sampleRate })).toBeUndefined();
});

test('a file that was cut says how much is there', () => {
  const whole = wavFile([fmt({ sampleRate }), chunk('data', pcm(tone, 16))]);
  expect(soundProblem(readAudio(whole.subarray(0, 1844)))).toBe(
    'cut off: its header promises 2000 bytes of sound, 1800 are there',
  );
});

test('less than a tenth of a second is too short', () => {
  const samples = Float32Array.from(tone);
  expect(soundProblem({ samples: samples.slice(0, 1), sampleRate })).toBe(
    'too short: 1 sample at 8000 Hz, less than 0.1 s',
  );
  expect(soundProblem({ samples: samples.slice(0, 799), sampleRate })).toBe(
    'too short: 799 samples at 8000 Hz, less than 0.1 s',
  );
  expect(soundProblem({ samples: samples.slice(0, 800), sampleRate })).toBeUndefined();
});

test('a constant and the noise of a converter are silent, a whisper is not', () => {
  const sound = (valueAt: (t: number) => number) => ({
    samples: Float32Array.from({ length: 1000 }, (_, t) => valueAt(t)),
    sampleRate,
  });
  expect(soundProblem(sound(() => 0))).toBe('silent: all its samples are 0');
  expect(soundProblem(sound(() => 0.25))).toBe('silent: all its samples are 0.25');
  expect(soundProblem(sound((t) => ((t % 3) - 1) / 32768))).toBe(
    'silent: all its samples lie from -0.000030517578125 to 0.000030517578125',
  );
  expect(soundProblem(sound((t) => ((t % 4) - 1) / 32768))).toBeUndefined();
});
