import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { prepareBackend } from '@aver/backend';
import { loadModel, saveModel } from '@aver/backend/node';
import { createLcg } from '@aver/test-helpers';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from 'vitest';
import { ensemble, mlp, predictProbabilities, spectrogramCnn, standardized, voiceNetwork } from '../src/index.js';

beforeAll(async () => {
  await prepareBackend('wasm');
});

const random = createLcg(3);
const values = (length: number) => Float32Array.from(random.array(length));

test('answers with the mean of what its members answer, each of its own part of the values', async () => {
  const before = tf.memory().numTensors;
  const picture = spectrogramCnn({ bands: 8, frames: 16, seed: 1 });
  const voice = voiceNetwork({ inputLength: 10, hiddenUnits: 6, classes: 4, seed: 2 });
  const standardization = { mean: [...values(10)], deviation: [...values(10)].map((one) => 0.5 + Math.abs(one)) };
  const samples = 3;
  const [pictures, voices] = [values(samples * 128).map((one) => 40 * one), values(samples * 10)];
  const asked = async (model: typeof picture, data: Float32Array, shape: number[]) =>
    (await predictProbabilities(model, { data, shape: [samples, ...shape] })).data;
  const scaled = pictures.map((one) => one / 40);
  const first = await asked(picture, scaled, [8, 16, 1]);
  const second = await asked(voice, standardized({ data: voices, shape: [samples, 10] }, standardization).data, [10]);

  const both = ensemble([
    { model: picture, inputScale: 1 / 40 },
    { model: voice, standardization },
  ]);
  expect(both.inputs[0].shape).toEqual([null, 138]);
  const rows = new Float32Array(samples * 138);
  for (let i = 0; i < samples; i++) {
    rows.set(pictures.subarray(i * 128, (i + 1) * 128), i * 138);
    rows.set(voices.subarray(i * 10, (i + 1) * 10), i * 138 + 128);
  }
  const answers = await asked(both, rows, [138]);
  expect(answers).toHaveLength(4 * samples);
  for (const [i, answer] of answers.entries()) expect(answer).toBeCloseTo((first[i] + second[i]) / 2, 6);
  // The members differ, so that no answer is one of theirs.
  expect(Math.max(...first.map((one, i) => Math.abs(one - second[i])))).toBeGreaterThan(0.01);

  // A copy: it stands when they are gone, and leaves nothing behind.
  picture.dispose();
  voice.dispose();
  expect(await asked(both, rows, [138])).toEqual(answers);
  both.dispose();
  expect(tf.memory().numTensors).toBe(before);
});

test('is saved and loaded as any model of standard layers', async () => {
  const members = [1, 2].map((seed) => ({ model: mlp({ inputLength: 5, hiddenUnits: 3, classes: 2, seed }) }));
  const both = ensemble([...members, { ...members[0], inputScale: 2 }]);
  const x = { data: values(15), shape: [1, 15] };
  const answers = (await predictProbabilities(both, x)).data;
  const folder = await mkdtemp(join(tmpdir(), 'aver-ensemble-'));
  try {
    await saveModel(both, folder);
    const loaded = await loadModel(folder);
    expect((await predictProbabilities(loaded, x)).data).toEqual(answers);
  } finally {
    await rm(folder, { recursive: true });
  }
});

test('refuses members that do not go together', () => {
  const model = mlp({ inputLength: 5, hiddenUnits: 3, classes: 2 });
  const other = mlp({ inputLength: 5, hiddenUnits: 3, classes: 3 });
  expect(() => ensemble([{ model }])).toThrow(new RangeError('ensemble: members must be two or more; received 1'));
  expect(() => ensemble([{ model }, { model: other }])).toThrow(
    new RangeError(
      'ensemble: members[1].model must have one row of outputs, as all members the same: [2]; received [3]',
    ),
  );
  const standardization = { mean: [0, 0], deviation: [1, 1] };
  expect(() => ensemble([{ model, standardization }, { model }])).toThrow(
    new RangeError('ensemble: members[0].standardization must have 5 means and deviations; received 2 and 2'),
  );
});
