import { readFileSync } from 'node:fs';
import { createLcg, expectAllClose } from '@aver/test-helpers';
import * as tf from '@tensorflow/tfjs-core';
import { afterEach, expect, test } from 'vitest';
import { mlp, type TrainModelOptions, trainModel } from '../src/index.js';
import { describeEachBackend } from './each-backend.js';

interface Run {
  labels: 'hard' | 'soft';
  classWeights: number[] | null;
  loss: number[];
  weights: number[][];
}

const golden: { balanced: number[]; runs: Run[] } = JSON.parse(
  readFileSync(new URL('golden/class-weights.json', import.meta.url), 'utf8'),
);

const hard = Float32Array.from({ length: 60 }, (_, i) => {
  const sample = Math.floor(i / 3);
  return i % 3 === (sample < 12 ? 0 : sample < 18 ? 1 : 2) ? 1 : 0;
});
const soft = Float32Array.from({ length: 60 }, (_, i) => [0.5, 0.3, 0.2][(i - Math.floor(i / 3) + 60) % 3]);

/** Trains the network of the golden runs. */
async function train(labels: Float32Array, options: Partial<TrainModelOptions> = {}) {
  const lcg = createLcg(13);
  const values = (size: number, scale: number) => Float32Array.from(lcg.array(size, scale));
  const x = { data: values(20 * 5, 2), shape: [20, 5] };
  const model = mlp({ inputLength: 5, hiddenUnits: 6, classes: 3 });
  model.setWeights([
    tf.tensor2d(values(30, 1), [5, 6]),
    tf.tensor1d(values(6, 0.2)),
    tf.tensor2d(values(18, 1), [6, 3]),
    tf.tensor1d(values(3, 0.2)),
  ]);
  const y = { data: labels, shape: [20, 3] };
  const fixed = { x, y, optimizer: tf.train.sgd(0.3), batchSize: 8, epochs: 6, seed: 1, shuffle: false };
  const { loss, validationLoss } = await trainModel(model, { ...fixed, ...options });
  return { loss, validationLoss, weights: model.getWeights().map((weight) => weight.dataSync().slice()) };
}

describeEachBackend('trainModel', () => {
  afterEach(() => tf.disposeVariables());

  test.each(golden.runs)("$labels labels and class weights $classWeights give Keras's training", async (run) => {
    const labels = run.labels === 'hard' ? hard : soft;
    const classWeights = run.classWeights ?? undefined;
    for (const probabilityFloor of [undefined, 1e-7]) {
      const { loss, weights } = await train(labels, { classWeights, probabilityFloor });
      expectAllClose(loss, run.loss, { rtol: 1e-5 });
      for (const [i, weight] of run.weights.entries()) expectAllClose(weights[i], weight, { rtol: 1e-5, atol: 1e-6 });
    }
  });

  test("'balanced' is scikit-learn's weights", async () => {
    const balanced = await train(hard, { classWeights: 'balanced' });
    expect(balanced).toEqual(await train(hard, { classWeights: golden.balanced }));
    // Uneven classes: the weights differ from none.
    expect(balanced.loss).not.toEqual((await train(hard)).loss);
  });

  test("'balanced' counts the samples that are trained on, soft labels by their shares", async () => {
    // Every label the same share: weights of 1.
    const even = new Float32Array(60).fill(1 / 3);
    expectAllClose((await train(even, { classWeights: 'balanced' })).loss, (await train(even)).loss, { rtol: 1e-6 });
    const held = { share: 0.5 };
    const { loss } = await train(hard, { classWeights: 'balanced', validation: held, batchSize: 20, epochs: 1 });
    const whole = await train(hard, { classWeights: golden.balanced, validation: held, batchSize: 20, epochs: 1 });
    expect(loss).not.toEqual(whole.loss);
  });

  test('weights of 1 change no more than rounding does, and leave the validation loss as it is', async () => {
    const { loss, weights } = await train(hard);
    const ones = await train(hard, { classWeights: [1, 1, 1] });
    expectAllClose(ones.loss, loss, { rtol: 1e-6 });
    for (const [i, weight] of weights.entries()) expectAllClose(ones.weights[i], weight, { rtol: 1e-5, atol: 1e-6 });
    // A rate of 0: the model stays what it is.
    const still = { optimizer: tf.train.sgd(0), validation: { share: 0.5 }, epochs: 1 };
    const { validationLoss } = await train(hard, { ...still, classWeights: [5, 0, 2] });
    expect(validationLoss).toEqual((await train(hard, still)).validationLoss);
  });
});

test.each<[unknown, string]>([
  [[1, 2], '[1,2]'],
  [[1, -1, 1], '[1,-1,1]'],
  [[1, Number.NaN, 1], '[1,NaN,1]'],
  [[1, Number.POSITIVE_INFINITY, 1], '[1,Infinity,1]'],
  [[0, 0, 0], '[0,0,0]'],
  ['even', 'even'],
  [2, '2'],
])('classWeights %j are refused', async (classWeights, received) => {
  await tf.setBackend('cpu');
  await expect(train(hard, { classWeights: classWeights as number[] })).rejects.toThrow(
    new RangeError(
      "trainModel: classWeights must be 'balanced' or 3 finite numbers of at least 0, not all of them 0; " +
        `received ${received}`,
    ),
  );
});
