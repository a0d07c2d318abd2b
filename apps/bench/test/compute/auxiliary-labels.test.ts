import { prepareBackend } from '@aver/backend';
import { mlp, predictProbabilities, trainModel } from '@aver/models';
import { createOptimizer, type OptimizerSpec } from '@aver/optim';
import { syntheticRecordings } from '@aver/ravdess/synthetic';
import { createLcg, expectAllClose } from '@aver/test-helpers';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from 'vitest';
import { type InputTable, selectInputs } from '../../src/compute/input-table.js';
import { runTrial } from '../../src/compute/run-trial.js';
import { splitItems, splitTrial } from '../../src/compute/split-trial.js';
import type { Trial } from '../../src/compute/trial.js';

const emotions = ['happy', 'sad'];
const auxiliary = ['calm', 'fearful'];
const learned = [...emotions, ...auxiliary];
const names = syntheticRecordings({ emotions: ['happy', 'sad', 'calm', 'fearful'], repetitions: [1] })
  .filter(({ fields }) => fields.actor <= 8)
  .map(({ name }) => name)
  .sort();
const inputs: InputTable = {
  ...{ names, fingerprints: names, shape: [12] },
  data: Float32Array.from(createLcg(9).array(names.length * 12)),
};
const optimizer: OptimizerSpec = {
  ...{ name: 'adam', form: 'keras', learningRate: 0.01 },
  ...{ beta1: 0.9, beta2: 0.999, epsilon: 1e-7 },
};
const trial: Trial = {
  build: 'test',
  data: { corpus: 'ravdess', fingerprint: 'f', emotions, auxiliary },
  split: { kind: 'speakers', folds: 4, fold: 1 },
  input: { kind: 'features', groups: ['mfcc'] },
  inputScale: 1,
  model: { kind: 'mlp', hiddenUnits: 8, classes: 4 },
  optimizer,
  training: { batchSize: 8, epochs: 6, l2: 0 },
  backend: 'cpu',
  seed: 3,
};
const { train, test: tested } = splitTrial(trial.split, splitItems('ravdess', names, names));
const answered = tested.filter(({ fields }) => emotions.includes(fields.emotion));

beforeAll(async () => {
  await prepareBackend('cpu');
});

test('a network learns them as outputs of their own, and answers as if it were asked among the emotions alone', async () => {
  expect(train.some(({ fields }) => auxiliary.includes(fields.emotion))).toBe(true);
  expect(answered.length).toBeLessThan(tested.length);

  const { result, model } = await runTrial(trial, inputs, 'cpu');

  const oracle = mlp({ inputLength: 12, hiddenUnits: 8, classes: 4, seed: 3 });
  await trainModel(oracle, {
    x: selectInputs(
      inputs,
      train.map(({ name }) => name),
    ),
    y: {
      data: Float32Array.from(train.flatMap(({ fields }) => learned.map((one) => +(one === fields.emotion)))),
      shape: [train.length, 4],
    },
    optimizer: createOptimizer(optimizer),
    ...{ batchSize: 8, epochs: 6, seed: 3 },
  });
  const asked = selectInputs(
    inputs,
    answered.map(({ name }) => name),
  );
  const all = (await predictProbabilities(oracle, asked)).data;
  const expected = answered.map((_, i) => {
    const [happy, sad] = all.subarray(4 * i, 4 * i + 2);
    return [happy / (happy + sad), sad / (happy + sad)];
  });
  expect(result.trainCount).toBe(train.length);
  expect(result.testCount).toBe(answered.length);
  expect(result.predictions.map(({ name }) => name)).toEqual(answered.map(({ name }) => name));
  for (const [i, { probabilities, yTrue, yPred }] of result.predictions.entries()) {
    expectAllClose(probabilities, expected[i], { atol: 1e-6 });
    expect(emotions).toContain(yTrue);
    expect(yPred).toBe(emotions[expected[i][0] >= expected[i][1] ? 0 : 1]);
  }
  // What is saved answers in the same way.
  expect(model?.outputs[0].shape).toEqual([null, 2]);
  expect(result.parameters).toBe(12 * 8 + 8 + 8 * 2 + 2);
});

test('no tensor is left behind', async () => {
  const before = tf.memory().numTensors;
  const { model } = await runTrial(trial, inputs, 'cpu');
  model?.dispose();
  expect(tf.memory().numTensors).toBe(before);
});

test('an SVM decides between two emotions by these alone: the others change nothing', async () => {
  const svm: Trial = { ...trial, model: { kind: 'svm', kernel: 'rbf', c: 10, classes: 4 }, standardize: true };
  const few = names.filter((name) => answeredNames.has(name));
  const only: InputTable = { ...inputs, ...selectInputs(inputs, few), names: few, fingerprints: few, shape: [12] };
  const { auxiliary: _, ...data } = svm.data;

  const beside = await runTrial(svm, inputs, 'cpu');
  const alone = await runTrial({ ...svm, data, model: { ...svm.model, classes: 2 } }, only, 'cpu');

  expect(beside.result.predictions).toEqual(alone.result.predictions);
  expect(beside.result.trainCount).toBe(alone.result.trainCount);
});

const answeredNames = new Set(
  [...train, ...tested].filter(({ fields }) => emotions.includes(fields.emotion)).map(({ name }) => name),
);
