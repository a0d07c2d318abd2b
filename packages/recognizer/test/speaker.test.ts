import '@tensorflow/tfjs-backend-wasm';
import { registerTrainingKernels } from '@aver/backend';
import { voiceNetwork } from '@aver/models';
import { speechEmbedding } from '@aver/models/speech-embedding';
import { voiceFeatureCount, voiceFeatures } from '@aver/spectrogram';
import { createLcg, expectAllClose } from '@aver/test-helpers';
import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { createListener, createRecognizer, type ModelCard, type Recognizer, type WindowAnswer } from '../src/index.js';
import { speechEmbedder } from '../src/speech-embedder.js';

const size = voiceFeatureCount;
const lcg = createLcg(3);
const list = (low: number, high: number) =>
  Array.from(lcg.array(size), (value) => low + (high - low) * (0.5 + value / 2));
const card: ModelCard = {
  labels: ['calm', 'loud'],
  input: { kind: 'voice' },
  inputScale: 1,
  standardization: { mean: list(-1, 1), deviation: list(1, 3) },
  voice: { threshold: 0.2 },
  speaker: { shrink: 2, usualShift: list(-0.2, 0.2) },
};
const sound = (seed: number, seconds = 1) => ({
  samples: Float32Array.from(createLcg(seed).array(16000 * seconds), (value, n) => value * Math.sin(n / 900) ** 2),
  sampleRate: 16000,
});
const network = () => voiceNetwork({ inputLength: 2 * size, classes: 3, seed: 5 });
let recognizer: Recognizer;

beforeAll(async () => {
  await tf.setBackend('wasm');
  recognizer = createRecognizer({ model: network(), card, embedding: speechEmbedding() });
});
afterAll(() => recognizer.dispose());

describe('a model that hears by the speech embedding', () => {
  test('needs it', () => {
    const model = network();
    expect(() => createRecognizer({ model, card })).toThrow(
      'createRecognizer: embedding must be given for an input of kind voice',
    );
    model.dispose();
  });

  test('is asked with the sound twice where nobody is known', async () => {
    const { samples, sampleRate } = sound(1);
    const { probabilities, speech } = await recognizer.recognize(samples, sampleRate);
    const { mean, deviation } = card.standardization as { mean: number[]; deviation: number[] };
    const { data } = recognizer.inputOf(samples, sampleRate);
    const half = Array.from(data, (value, i) => (value - mean[i]) / deviation[i]);
    const outputs = (recognizer.model.predict(tf.tensor2d([[...half, ...half]])) as tf.Tensor).dataSync();
    const odds = (p: number) => p / (1 - p);
    const { threshold } = card.voice as { threshold: number };
    const expected = odds(1 - outputs[2]) / odds(threshold);
    expect(speech).toBeCloseTo(expected / (1 + expected), 5);
    expect(probabilities[0].probability).toBeCloseTo(outputs[0] / (outputs[0] + outputs[1]), 5);
  });

  test('a long sound is embedded in pieces, to the same values', () => {
    const embedding = speechEmbedding();
    const frames = 76 + 8 * 600;
    const data = Float32Array.from(createLcg(2).array(32 * frames), (value) => 2 + value);
    const whole = (embedding.predict(tf.tensor(data, [1, 32, frames, 1])) as tf.Tensor).dataSync();
    const pieces = speechEmbedder(embedding)({ data, shape: [32, frames] });
    expect(pieces.shape).toEqual([601, 96]);
    expectAllClose(pieces.data, Array.from(whole), { rtol: 1e-4, atol: 1e-4 });
    embedding.dispose();
  });

  test.each([76, 77, 131])('with the kernel for it, %i frames have the embedding that predict gives', (frames) => {
    registerTrainingKernels();
    const embedding = speechEmbedding();
    const before = tf.memory().numTensors;
    const data = Float32Array.from(createLcg(frames).array(32 * frames), (value) => 3 + 4 * value);
    const runs = vi.spyOn(tf.engine(), 'runKernel');
    const { data: values, shape } = speechEmbedder(embedding)({ data, shape: [32, frames] });
    expect(runs.mock.calls.filter(([name]) => name === 'AverThreeTapConv2D')).toHaveLength(18);
    runs.mockRestore();
    expect(shape).toEqual([Math.floor((frames - 76) / 8) + 1, 96]);
    const expected = tf.tidy(() => (embedding.predict(tf.tensor(data, [1, 32, frames, 1])) as tf.Tensor).dataSync());
    expectAllClose(values, Array.from(expected), { rtol: 1e-4, atol: 2e-4 });
    expect(tf.memory().numTensors).toBe(before);
    embedding.dispose();
  });
});

describe('a listener', () => {
  const long = Float32Array.from(createLcg(8).array(3.7 * 48_000), (value, n) => value * Math.sin(n / 20_000) ** 2);

  test('hears in each window what recognize hears of the cut, whatever chunks the sound comes in', async () => {
    const hear = async (chunk: number) => {
      const listener = createListener(recognizer, 48_000, { windowSeconds: 1.2, smoothing: 0 });
      const answers: WindowAnswer[] = [];
      for (let at = 0; at < long.length; at += chunk)
        answers.push(...(await listener.push(long.subarray(at, at + chunk))));
      return [...answers, ...(await listener.end())];
    };
    const answers = await hear(7919);
    expect(answers.map(({ start }) => Number(start.toFixed(4)))).toEqual([0, 0.6, 1.2, 1.8, 2.4, 2.5]);
    expect(await hear(long.length)).toEqual(answers);
    for (const { start, end, probabilities, speech = 0 } of answers) {
      const cut = long.subarray(Math.round(start * 48_000), Math.round(end * 48_000));
      const alone = await recognizer.recognize(cut, 48_000);
      for (const [i, { probability }] of alone.probabilities.entries()) {
        expect(Math.abs(probabilities[i].probability - probability)).toBeLessThan(1e-4);
      }
      expect(Math.abs(speech - (alone.speech ?? 0))).toBeLessThan(1e-4);
    }
  });
});

describe('calibrate', () => {
  test('is the mean of the inputs, as JSON', () => {
    const recordings = [sound(1), sound(2)];
    const calibration = recognizer.calibrate(recordings);
    expect(JSON.parse(JSON.stringify(calibration))).toEqual(calibration);
    expect(calibration).toMatchObject({ recordings: 2, usual: true });
    const [a, b] = recordings.map(({ samples, sampleRate }) => recognizer.inputOf(samples, sampleRate).data);
    expectAllClose(
      Float32Array.from(calibration.mean),
      Array.from(a, (value, i) => (value + b[i]) / 2),
      { rtol: 1e-5, atol: 1e-5 },
    );
  });

  test.each([true, false])('takes the speaker from the second half, usual: %s', async (usual) => {
    const calibration = recognizer.calibrate([sound(1), sound(2), sound(4)], { usual });
    const { samples, sampleRate } = sound(3);
    const { data } = recognizer.inputOf(samples, sampleRate);
    const { mean, deviation } = card.standardization as { mean: number[]; deviation: number[] };
    const { usualShift } = card.speaker as { usualShift: readonly number[] };
    const z = Array.from(data, (value, i) => (value - mean[i]) / deviation[i]);
    // Three recordings count 3 / (3 + 2).
    const less = z.map(
      (value, i) => value - 0.6 * ((calibration.mean[i] - mean[i]) / deviation[i] + (usual ? usualShift[i] : 0)),
    );
    const outputs = (recognizer.model.predict(tf.tensor2d([[...z, ...less]])) as tf.Tensor).dataSync();
    const { probabilities } = await recognizer.forSpeaker(calibration).recognize(samples, sampleRate);
    expect(probabilities[0].probability).toBeCloseTo(outputs[0] / (outputs[0] + outputs[1]), 4);
    const anybody = await recognizer.recognize(samples, sampleRate);
    expect(anybody.probabilities[0].probability).not.toBeCloseTo(probabilities[0].probability, 4);
  });

  test('refuses what is none, and a model without', () => {
    const calibration = recognizer.calibrate([sound(1)]);
    expect(() => recognizer.calibrate([])).toThrow('calibrate: recordings must be one or more; received none');
    expect(() => recognizer.forSpeaker({ ...calibration, mean: [1] })).toThrow(
      `forSpeaker: mean must be ${size} numbers`,
    );
    expect(() => recognizer.forSpeaker({ ...calibration, recordings: 0 })).toThrow(
      'forSpeaker: recordings must be a whole number above 0',
    );
    expect(() => recognizer.forSpeaker(null as never)).toThrow(RangeError);
    const { speaker, ...without } = card;
    const model = voiceNetwork({ inputLength: size, classes: 3 });
    const other = createRecognizer({ model, card: without, embedding: speechEmbedding() });
    expect(() => other.calibrate([sound(1)])).toThrow(expect.objectContaining({ code: 'NOT_CALIBRATABLE' }));
    expect(() => other.forSpeaker(calibration)).toThrow(expect.objectContaining({ code: 'NOT_CALIBRATABLE' }));
    other.dispose();
  });

  test('a card says its fields rightly', () => {
    const model = network();
    const bad = (speaker: unknown) => () =>
      createRecognizer({ model, card: { ...card, speaker } as never, embedding: model });
    expect(bad({ shrink: 0, usualShift: card.speaker?.usualShift })).toThrow('speaker.shrink must be a number above 0');
    expect(bad({ shrink: 1, usualShift: [1] })).toThrow(`speaker.usualShift must be ${size} numbers`);
    model.dispose();
  });
});

test('voice features by the real embedding are those of voiceFeatures', () => {
  const { samples, sampleRate } = sound(1);
  const embedding = speechEmbedding();
  const direct = voiceFeatures(samples, sampleRate, speechEmbedder(embedding));
  expect(recognizer.inputOf(samples, sampleRate).data).toEqual(direct);
  embedding.dispose();
});
