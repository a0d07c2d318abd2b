import { createLcg, expectAllClose } from '@aver/test-helpers';
import * as tf from '@tensorflow/tfjs-core';
import { type LayersModel, layers, sequential } from '@tensorflow/tfjs-layers';
import { afterEach, describe, expect, test } from 'vitest';
import { mlp, predictProbabilities, type TrainModelOptions, trainModel } from '../src/index.js';
import { describeEachBackend } from './each-backend.js';

/** Noise with labels that have nothing to do with it: the training loss falls, that of other samples soon rises. */
function noise(samples: number, seed: number) {
  const lcg = createLcg(seed);
  const x = { data: Float32Array.from(lcg.array(samples * 6, 2)), shape: [samples, 6] };
  const y = { data: new Float32Array(samples * 3), shape: [samples, 3] };
  for (const [i, value] of lcg.array(samples).entries()) y.data[i * 3 + Math.floor((value + 0.5) * 3)] = 1;
  return { x, y };
}

const network = () => mlp({ inputLength: 6, hiddenUnits: 30, classes: 3, seed: 1 });
const weightsOf = (model: LayersModel) => model.getWeights().map((weight) => weight.dataSync().slice());
const defaults = (): TrainModelOptions => ({
  ...noise(40, 1),
  optimizer: tf.train.adam(0.05),
  batchSize: 8,
  epochs: 60,
  seed: 1,
});

/** Mean cross-entropy, from the probabilities. */
async function lossOf(model: LayersModel, { x, y }: ReturnType<typeof noise>): Promise<number> {
  const { data } = await predictProbabilities(model, x);
  return data.reduce((sum, p, i) => (y.data[i] === 1 ? sum - Math.log(p) / x.shape[0] : sum), 0);
}

describeEachBackend('trainModel with validation', () => {
  afterEach(() => tf.disposeVariables());

  test('stops on the loss of other samples, and ends with the weights of its best epoch', async () => {
    const others = noise(20, 2);
    const model = network();
    const seen: { epoch: number; validationLoss?: number }[] = [];
    const weights: Float32Array[][] = [];
    const result = await trainModel(model, {
      ...defaults(),
      validation: others,
      patience: 4,
      onEpochEnd(epoch) {
        seen.push(epoch);
        weights.push(weightsOf(model) as Float32Array[]);
      },
    });
    const { validationLoss = [], bestEpoch = -1 } = result;
    expect(result.stopped).toBe('converged');
    expect(bestEpoch).toBe(validationLoss.indexOf(Math.min(...validationLoss)));
    // More than `patience` epochs without a lower loss, none of which was lower than the best.
    expect(result.epochs).toBe(bestEpoch + 6);
    expect(seen.map(({ validationLoss }) => validationLoss)).toEqual(validationLoss);
    expect(weightsOf(model)).toEqual(weights[bestEpoch]);
    expect(weightsOf(model)).not.toEqual(weights.at(-1));
    expectAllClose([await lossOf(model, others)], [validationLoss[bestEpoch]], { rtol: 1e-5 });
  });

  test('given samples leave the training as it is without them', async () => {
    const options = { ...defaults(), epochs: 3 };
    const plain = network();
    const { loss } = await trainModel(plain, options);
    const judged = network();
    const result = await trainModel(judged, {
      ...options,
      optimizer: tf.train.adam(0.05),
      validation: options,
      tolerance: 0,
    });
    expect(result.loss).toEqual(loss);
    // Trained and judged on the same samples, the last of three epochs is the best.
    expect(result.bestEpoch).toBe(2);
    expect(weightsOf(judged)).toEqual(weightsOf(plain));
  });

  test('a share is drawn by the seed, is not trained on, and the rest is', async () => {
    const run = async (seed: number) => {
      // One weight per sample: what is not trained on keeps its weight of 0.
      const samples = 10;
      const identity = Float32Array.from({ length: 100 }, (_, i) => (i % 11 === 0 ? 1 : 0));
      const model = sequential({
        layers: [
          layers.dense({ inputShape: [samples], units: 2, useBias: false, kernelInitializer: 'zeros' }),
          layers.softmax(),
        ],
      });
      const labels = Float32Array.from({ length: 20 }, (_, i) => (i % 2 === 0 ? 1 : 0));
      const { validationLoss } = await trainModel(model, {
        x: { data: identity, shape: [samples, samples] },
        y: { data: labels, shape: [samples, 2] },
        optimizer: tf.train.sgd(0.1),
        batchSize: 3,
        epochs: 1,
        seed,
        validation: { share: 0.3 },
      });
      expectAllClose(validationLoss ?? [], [Math.log(2)], { rtol: 1e-6 });
      const weights = weightsOf(model)[0];
      return Array.from({ length: samples }, (_, i) => i).filter((i) => weights[2 * i] === 0);
    };
    const first = await run(1);
    expect(first).toHaveLength(3);
    expect(await run(1)).toEqual(first);
    expect(await run(2)).not.toEqual(first);
  });

  test('the loss is taken as in use: without dropout, with the means that normalisation layers have counted', async () => {
    const build = () =>
      sequential({
        layers: [
          layers.dense({ inputShape: [6], units: 12, kernelInitializer: 'ones' }),
          layers.batchNormalization(),
          layers.dropout({ rate: 0.5 }),
          layers.dense({ units: 3, kernelInitializer: 'ones', activation: 'softmax' }),
        ],
      });
    const model = build();
    const others = noise(20, 2);
    const { validationLoss = [], bestEpoch = -1 } = await trainModel(model, {
      ...defaults(),
      epochs: 4,
      validation: others,
    });
    expectAllClose([await lossOf(model, others)], [validationLoss[bestEpoch]], { rtol: 1e-5 });
  });

  test('the loss is clipped where the training loss is', async () => {
    const probabilityFloor = 0.3;
    const model = network();
    const others = noise(20, 2);
    const { validationLoss = [] } = await trainModel(model, {
      ...defaults(),
      probabilityFloor,
      epochs: 1,
      validation: others,
    });
    const { data } = await predictProbabilities(model, others.x);
    const clipped = [...data].map((p) => Math.min(Math.max(p, probabilityFloor), 1 - probabilityFloor));
    const sum = clipped.reduce((sum, p, i) => sum - others.y.data[i] * Math.log(p), 0);
    expectAllClose(validationLoss, [sum / 20], { rtol: 1e-5 });
    expect(clipped).not.toEqual([...data]);
  });

  test('a share of less than a sample is one', async () => {
    const { validationLoss } = await trainModel(network(), { ...defaults(), epochs: 1, validation: { share: 0.001 } });
    expect(validationLoss).toEqual([expect.any(Number)]);
    expect(validationLoss?.[0]).toBeGreaterThan(0);
  });

  test('no tensor is left behind, also when a callback throws', async () => {
    const model = network();
    // Judged by what it is trained on, so that several epochs are the best so far.
    const options = { ...defaults(), optimizer: tf.train.sgd(0.1), validation: noise(40, 1), epochs: 4 };
    const before = tf.memory().numTensors;
    expect((await trainModel(model, options)).bestEpoch).toBeGreaterThan(0);
    expect(tf.memory().numTensors).toBe(before);
    const onEpochEnd = () => {
      throw new Error('from the callback');
    };
    await expect(trainModel(model, { ...options, onEpochEnd })).rejects.toThrow('from the callback');
    expect(tf.memory().numTensors).toBe(before);
  });

  test('a training that diverges ends with its best weights', async () => {
    const model = network();
    const kernel = model.weights[0].read() as tf.Variable;
    let steps = 0;
    const breaking = {
      applyGradients: () => {
        if (++steps > 2) tf.tidy(() => kernel.assign(tf.fill(kernel.shape, Number.NaN)));
      },
    } as unknown as tf.Optimizer;
    const before = weightsOf(model);
    const result = await trainModel(model, {
      ...defaults(),
      optimizer: breaking,
      batchSize: 40,
      validation: noise(9, 3),
    });
    expect(result).toMatchObject({ stopped: 'diverged', epochs: 3, bestEpoch: 0 });
    expect(weightsOf(model)).toEqual(before);
  });

  test('aborted before the first epoch there is no best one', async () => {
    const options = { ...defaults(), validation: { share: 0.2 }, signal: AbortSignal.abort() };
    expect(await trainModel(network(), options)).toEqual({
      loss: [],
      validationLoss: [],
      epochs: 0,
      stopped: 'aborted',
    });
  });
});

describe('trainModel rejects', () => {
  const { x, y } = noise(4, 1);
  test.each<[TrainModelOptions['validation'], string]>([
    [{ share: 0 }, 'validation.share must be a number in (0, 1); received 0'],
    [{ share: Number.NaN }, 'validation.share must be a number in (0, 1); received NaN'],
    [{ share: 0.9 }, 'validation.share must be one that leaves some of 4 samples to train on; received 0.9'],
    [
      { x: { data: x.data, shape: [5, 6] }, y },
      'validation.x must have a shape (samples, ...) of as many values as its data; received shape [5,6] and 24 values',
    ],
    [{ x: { data: x.data, shape: [6, 4] }, y }, 'shape of validation.x must be (samples, 6); received [6,4]'],
    [{ x, y: { data: y.data, shape: [3, 4] } }, 'shape of validation.y must be (samples, 3); received [3,4]'],
    [{ x, y: { data: y.data.subarray(3), shape: [3, 3] } }, 'validation.y must be labels of 4 samples; received 3'],
    [
      { x, y: { data: new Float32Array(12), shape: [4, 3] } },
      'validation.y must be one-hot or shares of at least 0 that add to 1 in each row; received [0,0,0] in row 0',
    ],
  ])('%j', async (validation, message) => {
    await expect(trainModel(network(), { ...defaults(), x, y, validation })).rejects.toThrow(
      new RangeError(`trainModel: ${message}`),
    );
  });
});
