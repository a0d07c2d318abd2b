import { prepareBackend } from '@aver/backend';
import { SeededDropout, type TrainingState, type TrainModelOptions, trainModel } from '@aver/models';
import { createOptimizer, type OptimizerSpec } from '@aver/optim';
import { createLcg } from '@aver/test-helpers';
import * as tf from '@tensorflow/tfjs-core';
import { type LayersModel, layers, sequential } from '@tensorflow/tfjs-layers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const samples = 22;
const x = { data: Float32Array.from(createLcg(3).array(samples * 36)), shape: [samples, 6, 6, 1] };
const y = { data: new Float32Array(samples * 3), shape: [samples, 3] };
for (let i = 0; i < samples; i++) y.data[i * 3 + (i % 3)] = 1;

/** Everything that remembers something from one step to the next. */
function network(): LayersModel {
  return sequential({
    layers: [
      layers.conv2d({ inputShape: [6, 6, 1], filters: 3, kernelSize: 3, padding: 'same', activation: 'relu' }),
      layers.batchNormalization(),
      layers.flatten(),
      layers.dropout({ rate: 0.2 }),
      layers.dense({ units: 5, activation: 'relu' }),
      new SeededDropout({ rate: 0.3, seed: 4 }),
      layers.dense({ units: 3, activation: 'softmax' }),
    ],
  });
}

/** A new network with always the same weights. */
function start(): LayersModel {
  const model = network();
  const lcg = createLcg(8);
  model.setWeights(
    model.getWeights().map(({ shape, size }) => tf.tensor(Float32Array.from(lcg.array(size), Math.abs), shape)),
  );
  return model;
}

const adam: OptimizerSpec = {
  ...{ name: 'adam', form: 'keras', learningRate: 0.01 },
  ...{ beta1: 0.9, beta2: 0.999, epsilon: 1e-7 },
};
const augment: TrainModelOptions['augment'] = (values, _, seed) => {
  for (let i = 0; i < values.length; i++) values[i] += ((seed + i) % 7) / 100;
};
const rest = { x, y, batchSize: 8, epochs: 5, seed: 6 };

/** Trains, at once or with a stop after some epochs, where all that goes on is what was kept. */
async function train(spec: OptimizerSpec, options: Partial<TrainModelOptions>, stopAfter?: number) {
  let kept: TrainingState | undefined;
  const call = async (more: Partial<TrainModelOptions>) => {
    const model = start();
    const optimizer = createOptimizer(spec);
    const before = tf.memory().numTensors;
    const result = await trainModel(model, { ...rest, optimizer, ...options, ...more });
    const weights = model.getWeights().map((weight) => Array.from(weight.dataSync()));
    optimizer.dispose();
    expect(tf.memory().numTensors).toBeLessThanOrEqual(before);
    model.dispose();
    return { ...result, weights };
  };
  if (stopAfter === undefined) return call({});
  const interruption = new AbortController();
  await call({
    signal: interruption.signal,
    async onEpochEnd({ epoch, state }) {
      if (epoch + 1 !== stopAfter) return;
      kept = await state();
      interruption.abort();
    },
  });
  // As from a file.
  const { values, ...described } = kept as TrainingState;
  return call({ resume: { ...JSON.parse(JSON.stringify(described)), values: Float32Array.from(values) } });
}

describe.each(['wasm', 'cpu'] as const)('a training that is resumed (%s)', (backend) => {
  beforeAll(async () => {
    await prepareBackend(backend);
  });
  afterAll(() => tf.disposeVariables());

  test.each<[string, OptimizerSpec, Partial<TrainModelOptions>]>([
    ['Adam, averages, augmentation', { ...adam, weightDecay: 0.01 }, { averaging: 0.9, augment }],
    ['Adam on a schedule', { ...adam, schedule: { kind: 'cosine', steps: 15, warmup: 4 } }, { labelSmoothing: 0.1 }],
    ['RMSProp', { name: 'rmsprop', form: 'tflearn', learningRate: 0.01, decay: 0.9, epsilon: 1e-10, clipNorm: 5 }, {}],
    ['AdaGrad', { name: 'adagrad', form: 'tflearn', learningRate: 0.05, initialAccumulator: 0.1 }, { alpha: 0.01 }],
    ['SGD, the best epoch', { name: 'sgd', learningRate: 0.1 }, { validation: { share: 0.3 }, averaging: 0.5 }],
  ])('%s: the same losses and weights to the last bit', async (_, spec, options) => {
    const whole = await train(spec, options);
    for (const stopAfter of [1, 3]) expect(await train(spec, options, stopAfter)).toEqual(whole);
  });

  test('stops where the whole one stops for want of improvement, and is not trained further after its end', async () => {
    const options = { tolerance: 10, patience: 1 };
    const whole = await train(adam, options);
    expect(whole).toMatchObject({ stopped: 'converged' });
    expect(whole.epochs).toBeLessThan(5);
    for (const stopAfter of [1, whole.epochs]) expect(await train(adam, options, stopAfter)).toEqual(whole);
    const all = await train(adam, {});
    expect(await train(adam, {}, 5)).toEqual(all);
  });
});

describe('resume', () => {
  const stateOf = async (options: Partial<TrainModelOptions> = {}) => {
    let kept: TrainingState | undefined;
    const onEpochEnd: TrainModelOptions['onEpochEnd'] = async ({ state }) => {
      kept = await state();
    };
    await trainModel(start(), { ...rest, optimizer: createOptimizer(adam), epochs: 2, onEpochEnd, ...options });
    return kept as TrainingState;
  };

  test.each<[string, (state: TrainingState) => TrainingState, Partial<TrainModelOptions>]>([
    ['of more epochs', (state) => state, { epochs: 1 }],
    ['without averages', (state) => state, { averaging: 0.9 }],
    ['without validation', (state) => state, { validation: { share: 0.3 } }],
    ['of another model', ({ tensors, ...state }) => ({ ...state, tensors: tensors.slice(1) }), {}],
    ['cut off', ({ values, ...state }) => ({ ...state, values: values.subarray(1) }), {}],
  ])('%s is refused', async (_, change, options) => {
    const resume = change(await stateOf());
    const call = trainModel(start(), { ...rest, optimizer: createOptimizer(adam), resume, ...options });
    await expect(call).rejects.toThrow(/^trainModel: resume must be /);
  });
});
