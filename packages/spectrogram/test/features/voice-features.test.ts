import { createLcg, expectAllClose } from '@aver/test-helpers';
import { describe, expect, test } from 'vitest';
import { levelled } from '../../src/features/voice/levelled.js';
import { pitchContour } from '../../src/features/voice/pitch-contour.js';
import { percentile } from '../../src/features/voice/statistics.js';
import { modelInput, modelInputShape, resample, voiceFeatureCount, voiceFeatures } from '../../src/index.js';
import { pitchSignal } from '../golden/pitch-signal.js';

const nothing = { data: new Float32Array(96), shape: [1, 96] as [number, number] };
const embed = () => nothing;
const sine = (hz: number, length = 16000) =>
  Float32Array.from({ length }, (_, n) => 0.3 * Math.sin((2 * Math.PI * hz * n) / 16000));

describe('voiceFeatures', () => {
  const voice = pitchSignal();
  const values = voiceFeatures(voice, 16000, embed);

  test.each([-40, -20, 6])('loudness does not decide: %f dB', (decibels) => {
    const gain = 10 ** (decibels / 20);
    const other = voice.map((value) => gain * value);
    expectAllClose(voiceFeatures(other, 16000, embed), values, { rtol: 1e-3, atol: 1e-3 });
  });

  test('the embedding hears the levelled signal', () => {
    const heard: number[][] = [];
    for (const gain of [1, 0.01]) {
      voiceFeatures(
        voice.map((value) => gain * value),
        16000,
        ({ data, shape }) => {
          expect(shape).toEqual([32, 1 + Math.floor((voice.length - 512) / 160)]);
          heard.push(Array.from(data));
          return nothing;
        },
      );
    }
    expectAllClose(heard[0], heard[1], { rtol: 1e-4, atol: 1e-4 });
  });

  test('neither does the rate, as far as it holds the bands', () => {
    const at48 = resample(voice, 16000, 48000);
    const near = voiceFeatures(at48, 48000, embed);
    const off = Array.from(near, (value, i) => Math.abs(value - values[i])).sort((a, b) => a - b);
    expect(percentile(off, 50)).toBeLessThan(0.02);
  });

  test.each([
    ['nothing', new Float32Array(0)],
    ['one sample', new Float32Array([0.5])],
    ['silence', new Float32Array(16000)],
    ['noise', Float32Array.from(createLcg(1).array(3000))],
  ])('%s has finite values', (_, samples) => {
    const all = voiceFeatures(samples, 16000, embed);
    expect(all).toHaveLength(voiceFeatureCount);
    expect(all.every(Number.isFinite)).toBe(true);
  });

  test('refuses what is no signal', () => {
    expect(() => voiceFeatures([1] as never, 16000, embed)).toThrow('voiceFeatures: samples must be');
    expect(() => voiceFeatures(Float32Array.of(Number.NaN), 16000, embed)).toThrow(RangeError);
    expect(() => voiceFeatures(voice, 0.5, embed)).toThrow('voiceFeatures: sampleRate must be');
  });

  test('is a model input, which needs the network', () => {
    expect(modelInputShape({ kind: 'voice' })).toEqual([voiceFeatureCount]);
    expect(modelInput(voice, 16000, { kind: 'voice' }, embed)).toEqual({ data: values, shape: [voiceFeatureCount] });
    expect(() => modelInput(voice, 16000, { kind: 'voice' })).toThrow(
      'modelInput: embed must be given for voice features',
    );
  });
});

test('levelled: the 95th percentile of the frames is at -20 dB', () => {
  // A sine of 1 has a power of 1/2; a gain to 0.01 of power.
  expectAllClose(
    levelled(sine(400), 16000),
    sine(400).map((value) => (value / 0.3) * Math.sqrt(0.02)),
    { atol: 1e-4 },
  );
  expect(levelled(new Float32Array(1000), 16000)).toEqual(new Float32Array(1000));
});

describe('pitchContour', () => {
  test('of a sine is its frequency, without a step', () => {
    const [middle, spread, low, , high, step, , still, slope, fall, share] = pitchContour(sine(250), 16000, () => true);
    for (const octaves of [middle, low, high]) expect(octaves).toBeCloseTo(Math.log2(250), 2);
    for (const movement of [spread, step, slope, fall]) expect(Math.abs(movement)).toBeLessThan(0.02);
    expect([still, share].every((value) => value > 0.9)).toBe(true);
  });

  test('of a tone that climbs an octave a second climbs that much', () => {
    // Phase is 2 pi times the integral of 200 * 2^t.
    const climbing = Float32Array.from({ length: 16000 }, (_, n) =>
      Math.sin((2 * Math.PI * 200 * 2 ** (n / 16000)) / Math.LN2),
    );
    const slope = pitchContour(climbing, 16000, () => true)[8];
    expect(slope).toBeCloseTo(1, 1);
  });

  test('without a voice does not move', () => {
    const values = pitchContour(new Float32Array(8000), 16000, () => false);
    expect(values.slice(0, 4)).toEqual([Math.log2(150), 0, Math.log2(150), Math.log2(150)]);
    expect(values.every(Number.isFinite)).toBe(true);
  });
});
