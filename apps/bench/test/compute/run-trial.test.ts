import { prepareBackend } from '@aver/backend';
import {
  mlp,
  predictProbabilities,
  spectrogramCnn,
  standardization,
  standardized,
  trainModel,
  voiceNetwork,
} from '@aver/models';
import { createOptimizer, type OptimizerSpec } from '@aver/optim';
import { paperEmotions } from '@aver/ravdess';
import { syntheticRecordings } from '@aver/ravdess/synthetic';
import { createLcg, expectAllClose } from '@aver/test-helpers';
import { beforeAll, expect, test } from 'vitest';
import { batchAugmentation } from '../../src/compute/batch-augmentation.js';
import { type InputTable, selectInputs } from '../../src/compute/input-table.js';
import { runTrial } from '../../src/compute/run-trial.js';
import { splitItems, splitTrial } from '../../src/compute/split-trial.js';
import type { Trial } from '../../src/compute/trial.js';

const names = syntheticRecordings({ emotions: paperEmotions, intensities: ['normal'], repetitions: [1] })
  .map(({ name }) => name)
  .slice(0, 40);

function inputs(shape: number[]): InputTable {
  const size = shape.reduce((product, length) => product * length);
  const data = Float32Array.from(createLcg(4).array(names.length * size), (value, i) => 10 * value + (i % size));
  return { names, fingerprints: names, shape, data };
}

const adam: OptimizerSpec = {
  ...{ name: 'adam', form: 'keras', learningRate: 0.01 },
  ...{ beta1: 0.9, beta2: 0.999, epsilon: 1e-7 },
};
const trial: Trial = {
  build: 'test',
  data: { corpus: 'ravdess', fingerprint: 'f', emotions: [...paperEmotions] },
  split: { kind: 'random', seed: 0, testFraction: 0.25 },
  input: { kind: 'features', groups: ['mfcc'] },
  inputScale: 0.1,
  model: { kind: 'mlp', hiddenUnits: 8, classes: 4 },
  optimizer: adam,
  training: { batchSize: 8, epochs: 3, l2: 0 },
  backend: 'cpu',
  seed: 5,
};
const { train, test: tested } = splitTrial(trial.split, splitItems('ravdess', names, names));
const namesOf = (part: typeof train) => part.map(({ name }) => name);
const y = {
  data: Float32Array.from(train.flatMap(({ fields }) => paperEmotions.map((one) => +(one === fields.emotion)))),
  shape: [train.length, 4],
};

beforeAll(async () => {
  await prepareBackend('cpu');
});

test('schedule, smoothing, averaging and augmentation are what the trial says, the schedule in steps of its recordings', async () => {
  const table = inputs([16, 24, 1]);
  const augmentation = { timeShift: 3, noise: 1, mixup: 0.3 };
  const extras = { labelSmoothing: 0.1, averaging: 0.8 };
  const { result } = await runTrial(
    {
      ...trial,
      model: { kind: 'spectrogram-cnn', filters: [2, 3], bandPooling: [2, 1], dropoutRate: 0.2, classes: 4 },
      optimizer: { ...adam, weightDecay: 0.1 },
      training: { ...trial.training, ...extras, schedule: { kind: 'cosine', warmupEpochs: 1 }, augmentation },
    },
    table,
    'cpu',
  );

  // The same by hand: 30 recordings in batches of 8 are 4 steps in each of 3 epochs.
  expect(train).toHaveLength(30);
  const model = spectrogramCnn({
    bands: 16,
    frames: 24,
    filters: [2, 3],
    bandPooling: [2, 1],
    dropoutRate: 0.2,
    classes: 4,
    seed: 5,
  });
  const schedule = { kind: 'cosine', steps: 12, warmup: 4 } as const;
  await trainModel(model, {
    x: selectInputs(table, namesOf(train), 0.1),
    y,
    optimizer: createOptimizer({ ...adam, weightDecay: 0.1, schedule }),
    batchSize: 8,
    epochs: 3,
    seed: 5,
    ...extras,
    augment: batchAugmentation(augmentation, table.shape, 0.1),
  });
  const outputs = await predictProbabilities(model, selectInputs(table, namesOf(tested), 0.1));
  expect(result.predictions.flatMap(({ probabilities }) => probabilities)).toEqual([...outputs.data]);
});

test('the loss of the test part is told about twenty times, and decides nothing', async () => {
  const table = inputs([6, 1]);
  const long = { ...trial, training: { ...trial.training, epochs: 45 } };
  for (const standardize of [{}, { standardize: true as const }]) {
    const { result } = await runTrial({ ...long, ...standardize }, table, 'cpu');
    const { heldOut = [] } = result.history;
    expect(heldOut.map(({ epoch }) => epoch)).toEqual(Array.from({ length: 22 }, (_, i) => 2 * (i + 1)));
    // Of the very model and inputs that answer: after the last epoch it is the loss of the answers.
    const { result: even } = await runTrial(
      { ...long, ...standardize, training: { ...long.training, epochs: 44 } },
      table,
      'cpu',
    );
    const losses = even.predictions.map(
      ({ yTrue, probabilities }) => -Math.log(probabilities[paperEmotions.indexOf(yTrue as 'sad')]),
    );
    const mean = losses.reduce((sum, loss) => sum + loss, 0) / losses.length;
    expect(even.history.heldOut?.at(-1)).toEqual({ epoch: 44, loss: expect.closeTo(mean, 4) });
  }
  const nothing = await runTrial({ ...trial, split: { kind: 'none' } }, table, 'cpu');
  expect(nothing.result.history).not.toHaveProperty('heldOut');
});

test('standardising takes mean and deviation from the training part alone', async () => {
  const table = inputs([6, 1]);
  const { result } = await runTrial({ ...trial, standardize: true }, table, 'cpu');

  const flat = (part: typeof train) => {
    const { data } = selectInputs(table, namesOf(part), 0.1);
    return { data, shape: [part.length, 6] };
  };
  const scaling = standardization(flat(train));
  const model = mlp({ inputLength: 6, hiddenUnits: 8, classes: 4, seed: 5 });
  const optimizer = createOptimizer(adam);
  await trainModel(model, { x: standardized(flat(train), scaling), y, optimizer, batchSize: 8, epochs: 3, seed: 5 });
  const outputs = await predictProbabilities(model, standardized(flat(tested), scaling));
  expectAllClose(
    result.predictions.flatMap(({ probabilities }) => probabilities),
    outputs.data,
    { atol: 1e-5 },
  );
});

test('a voice network is given half deviations, which its tanh forbids to fold: they come back beside it', async () => {
  const table = inputs([6]);
  const sizes = { hiddenUnits: 5, inputDropoutRate: 0.2, dropoutRate: 0.3 };
  const {
    result,
    model: trained,
    standardization: scaling,
  } = await runTrial(
    {
      ...trial,
      standardize: true,
      model: { kind: 'voice-network', ...sizes, classes: 4 },
      training: { ...trial.training, augmentation: { mixup: 0.3 } },
    },
    table,
    'cpu',
  );
  const { mean, deviation } = standardization(selectInputs(table, namesOf(train), 0.1));
  expect(scaling).toEqual({ mean, deviation: deviation.map((one) => 2 * one) });

  const model = voiceNetwork({ inputLength: 6, ...sizes, classes: 4, seed: 5 });
  const half = (part: typeof train) =>
    standardized(selectInputs(table, namesOf(part), 0.1), { mean, deviation: deviation.map((one) => 2 * one) });
  const optimizer = createOptimizer(adam);
  const augment = batchAugmentation({ mixup: 0.3 }, [6], 0.1);
  await trainModel(model, { x: half(train), y, optimizer, batchSize: 8, epochs: 3, seed: 5, augment });
  const expected = (await predictProbabilities(model, half(tested))).data;
  const answers = result.predictions.flatMap(({ probabilities }) => probabilities);
  expectAllClose(answers, expected, { atol: 1e-6 });
  const own = await predictProbabilities(trained as NonNullable<typeof trained>, half(tested));
  expectAllClose(own.data, answers, { atol: 1e-6 });
});
