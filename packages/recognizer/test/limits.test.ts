import '@tensorflow/tfjs-backend-cpu';
import { spectrogramCnn } from '@aver/models';
import { createLcg, processorTime } from '@aver/test-helpers';
import { beforeAll, describe, expect, test } from 'vitest';
import { createRecognizer, type Recognizer } from '../src/index.js';
import { middlePart } from '../src/middle-part.js';
import { card, knownModel } from './known-model.js';

const noise = (seconds: number, sampleRate = 16000) =>
  Float32Array.from(createLcg(4).array(Math.round(seconds * sampleRate)), (value) => value / 10);
const logMel = { kind: 'logMel', rate: 16000, nFft: 512, hopLength: 256, bands: 16, frames: 32 } as const;
const input = { ...logMel, fMin: 50, fMax: 8000, trimDb: 45, floorDb: -80 };

let recognizer: Recognizer;
beforeAll(() => {
  const model = spectrogramCnn({ bands: 16, frames: 32, filters: [2, 2], bandPooling: [2, 2], seed: 1 });
  recognizer = createRecognizer({ model, card: { labels: ['a', 'b'], input, inputScale: 1 / 40 } });
});

describe('recognize', () => {
  test('refuses a sound beyond the limits, before any work', async () => {
    const { recognize } = createRecognizer({ model: knownModel(), card });
    await expect(recognize(new Float32Array(601 * 8000), 8000)).rejects.toMatchObject({
      code: 'SOUND_TOO_LONG',
      message: 'the sound: its length must be at most maxSeconds = 600 s; received 601.0 s',
    });
    await expect(recognize(noise(1), 7999, { name: 'a.wav' })).rejects.toMatchObject({
      code: 'SAMPLE_RATE_TOO_LOW',
      path: 'a.wav',
      message: 'a.wav: sampleRate must be at least minSampleRate = 8000 Hz; received 7999',
    });
    await expect(recognize(noise(1), Number.NaN)).rejects.toThrow(/received NaN/);
    await expect(recognize(noise(1), 16000, { maxSeconds: 0.5 })).rejects.toThrow(/maxSeconds = 0.5 s; received 1.0 s/);
    await expect(recognize(noise(1), 4000, { minSampleRate: 4000 })).resolves.toMatchObject({ notes: [] });
    await expect(recognize(undefined as never, 16000)).rejects.toThrow(TypeError);
  });

  test('stops at a signal', async () => {
    const reason = new Error('enough');
    await expect(recognizer.recognize(noise(1), 16000, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    const controller = new AbortController();
    const answer = recognizer.recognize(noise(1), 16000, { signal: controller.signal });
    controller.abort(reason);
    await expect(answer).rejects.toBe(reason);
  });

  test('notes what is missing in the sound, and what of it is not heard', async () => {
    expect((await recognizer.recognize(noise(0.5), 16000)).notes).toEqual([]);
    expect((await recognizer.recognize(noise(0.4, 8000), 8000)).notes).toEqual([
      'recorded at 8000 Hz, which holds up to 4000 Hz; the model listens up to 8000 Hz',
    ]);
    expect((await recognizer.recognize(noise(1.5), 16000)).notes).toEqual([
      'only the middle 0.51 s of 1.5 s are heard',
    ]);
    const whole = createRecognizer({ model: knownModel(), card });
    expect((await whole.recognize(noise(20), 16000)).notes).toEqual([]);
  });

  test('of ten minutes hears what it would hear of their middle, at the cost of that', () => {
    const long = new Float32Array(600 * 16000);
    const voice = noise(0.5);
    long.set(voice, 400 * 16000);
    const inputOf = (samples: Float32Array) => recognizer.inputOf(samples, 16000);
    let heard = inputOf(voice);
    const cost = processorTime(() => {
      heard = inputOf(long);
    });
    expect(cost).toBeLessThan(5000); // all its spectra take longer
    // The frames lie elsewhere by less than a hop: what a band holds on the whole is the same.
    const bands = ({ data }: { data: ArrayLike<number> }) =>
      Array.from(
        { length: 16 },
        (_, band) =>
          Array.from(data)
            .slice(32 * band, 32 * band + 32)
            .reduce((a, b) => a + b) / 32,
      );
    const expected = bands(inputOf(long.subarray(399 * 16000, 401.5 * 16000)));
    for (const [i, value] of bands(heard).entries()) expect(Math.abs(value - expected[i])).toBeLessThan(2);
    expect(Math.max(...expected)).toBeGreaterThan(10);
  });
});

describe('middlePart', () => {
  test('is centred on what sounds, and ends within the recording', () => {
    const samples = new Float32Array(10000);
    samples.fill(0.5, 3000, 5000);
    const at = (part: Float32Array) => part.byteOffset / 4;
    const part = middlePart(samples, 1000, 1, 45);
    expect([at(part), part.length]).toEqual([3500, 1000]);
    expect(at(middlePart(new Float32Array(10000).fill(1, 9900), 1000, 1, 45))).toBe(9000);
    expect(at(middlePart(new Float32Array(10000).fill(1, 0, 100), 1000, 1, 45))).toBe(0);
    expect(at(middlePart(new Float32Array(10000), 1000, 1, 45))).toBe(4500);
    expect(middlePart(samples, 1000, 10, 45)).toBe(samples);
  });

  test('lets a sample that is no number be found', () => {
    const samples = noise(20);
    samples[7] = Number.NaN;
    expect(() => recognizer.inputOf(samples, 16000)).toThrow(/must be finite/);
  });
});
