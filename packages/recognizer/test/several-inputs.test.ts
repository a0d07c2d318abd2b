import '@tensorflow/tfjs-backend-wasm';
import { ensemble, spectrogramCnn, voiceNetwork } from '@aver/models';
import { speechEmbedding } from '@aver/models/speech-embedding';
import { logMelSpectrogram, voiceFeatureCount, voiceFeatures } from '@aver/spectrogram';
import { createLcg } from '@aver/test-helpers';
import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  createListener,
  createRecognizer,
  hearsVoice,
  type ModelCard,
  RecognizerError,
  speechEmbedder,
} from '../src/index.js';

const logMel = {
  ...({ kind: 'logMel', rate: 16000, nFft: 512, hopLength: 256, bands: 16, fMin: 50, fMax: 8000 } as const),
  ...{ frames: 32, trimDb: 45, floorDb: -80 },
};
const card: ModelCard = {
  labels: ['calm', 'loud'],
  input: { kind: 'several', inputs: [logMel, { kind: 'voice' }] },
  inputScale: 1,
};
const samples = Float32Array.from(createLcg(8).array(48_000), (value, n) => value * Math.sin(n / 900) ** 2);
const options = { filters: [2, 3], bandPooling: [2, 2], classes: 2, seed: 3 };
const network = () =>
  ensemble([
    { model: spectrogramCnn({ ...options, bands: 16, frames: 32 }), inputScale: 1 / 40 },
    { model: voiceNetwork({ inputLength: voiceFeatureCount, classes: 2, seed: 4 }) },
  ]);

beforeAll(async () => {
  await tf.setBackend('wasm');
});
const recognizers: Array<{ dispose(): void }> = [];
afterAll(() => {
  for (const one of recognizers) one.dispose();
});

test('a model of several inputs is given one behind the other, and hears all of the sound', async () => {
  const recognizer = createRecognizer({ model: network(), card, embedding: speechEmbedding() });
  recognizers.push(recognizer);
  const embedding = speechEmbedding();
  const { kind, rate, bands, ...parameters } = logMel;
  expect(recognizer.inputOf(samples, 16000).data).toEqual(
    Float32Array.from([
      ...logMelSpectrogram(samples, 16000, { targetSampleRate: rate, nMels: bands, ...parameters }).data,
      ...voiceFeatures(samples, 16000, speechEmbedder(embedding)),
    ]),
  );
  embedding.dispose();
  const { probabilities, notes } = await recognizer.recognize(samples, 16000);
  expect(probabilities.reduce((sum, { probability }) => sum + probability, 0)).toBeCloseTo(1, 5);
  // The picture holds half a second of three, the voice features all.
  expect(notes).toEqual([]);
  expect((await recognizer.recognize(samples, 8000)).notes).toEqual([
    'recorded at 8000 Hz, which holds up to 4000 Hz; the model listens up to 8000 Hz',
  ]);
  const listener = createListener(recognizer, 16000);
  const answers = [...(await listener.push(samples)), ...(await listener.end())];
  expect(answers.map(({ start, end }) => [start, end])).toEqual([[0, 3]]);
});

test('it needs the speech embedding where one of its inputs is of the voice', () => {
  expect(hearsVoice(card.input)).toBe(true);
  expect(hearsVoice(logMel)).toBe(false);
  const model = network();
  recognizers.push(model);
  expect(() => createRecognizer({ model, card })).toThrow(TypeError);
});

test('a card of other inputs is that of another model', () => {
  const model = network();
  recognizers.push(model);
  const other: ModelCard = { ...card, input: { kind: 'several', inputs: [{ ...logMel, frames: 31 }, logMel] } };
  const error = (() => {
    try {
      createRecognizer({ model, card: other });
    } catch (caught) {
      return caught as RecognizerError;
    }
  })();
  expect(error).toBeInstanceOf(RecognizerError);
  expect(error).toMatchObject({ code: 'CARD_UNFIT', field: 'input.inputs' });
  expect(error?.message).toContain('must give [1371], which the model takes');
});
