import { readFileSync } from 'node:fs';
import { createLcg, expectAllClose } from '@aver/test-helpers';
import * as tf from '@tensorflow/tfjs-core';
import { type LayersModel, layers, sequential } from '@tensorflow/tfjs-layers';
import { afterEach, expect, test } from 'vitest';
import { mlp, predictProbabilities, type TrainModelOptions, trainModel } from '../src/index.js';
import { describeEachBackend } from './each-backend.js';

interface Run {
  labelSmoothing: number;
  averaging: number;
  loss: number[];
  validationLoss: number[];
  weights: number[][];
}

const golden: { runs: Run[] } = JSON.parse(
  readFileSync(new URL('golden/averaged-training.json', import.meta.url), 'utf8'),
);

/** The samples and the start of the golden runs. */
function problem() {
  const lcg = createLcg(13);
  const values = (size: number, scale: number) => Float32Array.from(lcg.array(size, scale));
  const x = { data: values(20 * 5, 2), shape: [20, 5] };
  const y = { data: new Float32Array(20 * 3), shape: [20, 3] };
  for (let i = 0; i < 20; i++) y.data[i * 3 + (i % 3)] = 1;
  const model = mlp({ inputLength: 5, hiddenUnits: 6, classes: 3 });
  model.setWeights([
    tf.tensor2d(values(30, 1), [5, 6]),
    tf.tensor1d(values(6, 0.2)),
    tf.tensor2d(values(18, 1), [6, 3]),
    tf.tensor1d(values(3, 0.2)),
  ]);
  return { x, y, model };
}

const weightsOf = (model: LayersModel) =>
  model.getWeights().map((weight) => weight.dataSync().slice() as Float32Array<ArrayBuffer>);

/** Trains the golden runs' network; the model, what the training gave, and what the options saw. */
async function train(options: Partial<TrainModelOptions> = {}) {
  const { x, y, model } = problem();
  const optimizer = tf.train.sgd(0.3);
  const result = await trainModel(model, { x, y, optimizer, batchSize: 8, epochs: 6, seed: 1, ...options });
  return { ...result, model, weights: weightsOf(model) };
}

describeEachBackend('trainModel', () => {
  afterEach(() => tf.disposeVariables());

  test.each(golden.runs)(
    "labelSmoothing $labelSmoothing and averaging $averaging give PyTorch's losses and averages",
    async ({ labelSmoothing, averaging, loss, validationLoss, weights }) => {
      const { x, y } = problem();
      const options = { labelSmoothing, averaging, shuffle: false, validation: { x, y } };
      const result = await train(options);
      expectAllClose(result.loss, loss, { rtol: 1e-5 });
      expectAllClose(result.validationLoss ?? [], validationLoss, { rtol: 1e-5 });
      // The last epoch is the best one.
      for (const [i, weight] of weights.entries())
        expectAllClose(result.weights[i], weight, { rtol: 1e-5, atol: 1e-6 });
      const { weights: withoutJudge } = await train({ labelSmoothing, averaging, shuffle: false });
      expect(withoutJudge).toEqual(result.weights);
    },
  );

  test('labelSmoothing is the mean loss over all classes, mixed in', async () => {
    const { x, y, model } = problem();
    const { data } = await predictProbabilities(model, x);
    const logs = data.map((p) => -Math.log(p) / 20);
    const plain = logs.reduce((sum, log, i) => sum + y.data[i] * log, 0);
    const even = logs.reduce((sum, log) => sum + log / 3, 0);
    for (const probabilityFloor of [undefined, 1e-7]) {
      const { loss } = await train({ labelSmoothing: 0.3, epochs: 1, batchSize: 20, probabilityFloor });
      expectAllClose(loss, [0.7 * plain + 0.3 * even], { rtol: 1e-5 });
    }
  });

  test('averages are those of all weights, those of a normalisation and frozen ones too, also of an aborted training', async () => {
    const build = () => {
      const model = sequential({
        layers: [
          layers.dense({ inputShape: [5], units: 4, trainable: false }),
          layers.batchNormalization(),
          layers.dense({ units: 3, activation: 'softmax' }),
        ],
      });
      const lcg = createLcg(3);
      for (const weight of model.layers[0].weights.concat(model.layers[2].weights)) {
        const shape = weight.shape as number[];
        tf.tidy(() => void weight.write(tf.tensor(Float32Array.from(lcg.array(tf.util.sizeFromShape(shape))), shape)));
      }
      return model;
    };
    const model = build();
    const start = weightsOf(model);
    const expected = start.map((weight) => Float64Array.from(weight));
    const trained: Float32Array[][] = [];
    const controller = new AbortController();
    const { x, y } = problem();
    await trainModel(model, {
      ...{ x, y, optimizer: tf.train.sgd(0.3), batchSize: 8, epochs: 9, seed: 1, averaging: 0.5 },
      signal: controller.signal,
      onStep({ step }) {
        const weights = weightsOf(model);
        trained.push(weights);
        const keep = Math.min(0.5, (1 + step) / (10 + step));
        for (const [i, average] of expected.entries()) {
          for (let k = 0; k < average.length; k++) average[k] = keep * average[k] + (1 - keep) * weights[i][k];
        }
        if (step === 16) controller.abort();
      },
    });
    expect(trained).toHaveLength(17);
    const averages = weightsOf(model);
    for (const [i, average] of averages.entries()) {
      expectAllClose(average, expected[i], { rtol: 1e-5, atol: 1e-6 });
      const isFrozen = model.weights[i].name.startsWith(model.layers[0].name);
      if (isFrozen) expect(average).toEqual(start[i]);
      else expect(average).not.toEqual(trained[16][i]);
    }
  });

  test('averaging changes neither the steps nor the losses; a decay of 0 is none', async () => {
    const plain = await train();
    const averaged = await train({ averaging: 0.9 });
    expect(averaged.loss).toEqual(plain.loss);
    expect(averaged.weights).not.toEqual(plain.weights);
    const none = await train({ averaging: 0 });
    for (const [i, weight] of none.weights.entries())
      expectAllClose(weight, plain.weights[i], { rtol: 1e-6, atol: 1e-7 });
  });

  test('validation judges the averages, and the model ends with those of its best epoch', async () => {
    // Other samples with the labels turned: the loss rises from the start.
    const { x, y } = problem();
    const turned = { data: Float32Array.from(y.data, (_, i) => y.data[i - (i % 3) + ((i + 1) % 3)]), shape: y.shape };
    const {
      model,
      weights,
      bestEpoch,
      validationLoss = [],
    } = await train({
      averaging: 0.8,
      validation: { x, y: turned },
    });
    expect(bestEpoch).toBe(0);
    const { data } = await predictProbabilities(model, x);
    const loss = data.reduce((sum, p, i) => sum - (turned.data[i] * Math.log(p)) / 20, 0);
    expectAllClose([validationLoss[0]], [loss], { rtol: 1e-5 });
    expect((await train({ averaging: 0.8, epochs: 1 })).weights).toEqual(weights);
  });

  test('augment gets copies of each batch and a seed of each step, and what it makes of them is trained on', async () => {
    const { x, y } = problem();
    const before = [x.data.slice(), y.data.slice()];
    const seen: { x: Float32Array; y: Float32Array; seed: number }[] = [];
    const spy = (x: Float32Array, y: Float32Array, seed: number) =>
      void seen.push({ x: x.slice(), y: y.slice(), seed });
    await train({ x, y, augment: spy, shuffle: false, epochs: 2, labelSmoothing: 0.1 });
    expect(seen.map(({ x, y }) => [x.length, y.length])).toEqual([8, 8, 4, 8, 8, 4].map((n) => [n * 5, n * 3]));
    expect(seen[1].x).toEqual(x.data.slice(40, 80));
    expect(seen[4].y).toEqual(y.data.slice(24, 48));
    const seeds = seen.map(({ seed }) => seed);
    expect(new Set(seeds).size).toBe(6);
    expect(seeds.every((seed) => Number.isInteger(seed) && seed >= 1 && seed < 2 ** 32)).toBe(true);

    const halve = (x: Float32Array, y: Float32Array) => {
      for (let i = 0; i < x.length; i++) x[i] *= 0.5;
      for (let i = 0; i < y.length; i += 3) y.set([y[i + 1], y[i + 2], y[i]], i);
    };
    const changed = await train({ x, y, augment: halve });
    const byHand = await train({
      x: { data: x.data.map((value) => value * 0.5), shape: x.shape },
      y: { data: Float32Array.from(y.data, (_, i) => y.data[i - (i % 3) + ((i + 1) % 3)]), shape: y.shape },
    });
    expect(changed.weights).toEqual(byHand.weights);
    expect([x.data, y.data]).toEqual(before);
  });

  test('the seed of the training decides the seeds of augment; with all options the same bits come out again', async () => {
    const run = async (seed: number) => {
      const seeds: number[] = [];
      const augment = (x: Float32Array, _: Float32Array, seed: number) => {
        seeds.push(seed);
        for (const [i, value] of createLcg(seed).array(x.length, 0.1).entries()) x[i] += value;
      };
      const { weights } = await train({
        seed,
        augment,
        labelSmoothing: 0.1,
        averaging: 0.9,
        validation: { share: 0.2 },
      });
      return { seeds, weights };
    };
    const first = await run(5);
    expect(await run(5)).toEqual(first);
    const other = await run(6);
    expect(other.seeds.some((seed) => first.seeds.includes(seed))).toBe(false);
    expect(other.weights).not.toEqual(first.weights);
  });

  test('targets that are mixed train by their shares', async () => {
    // Half of each of two classes: the loss is the mean of both.
    const { x, model } = problem();
    const { data } = await predictProbabilities(model, x);
    const mix = (_: Float32Array, y: Float32Array) => {
      for (let i = 0; i < y.length; i += 3) y.set([0.5, 0.25, 0.25], i);
    };
    const { loss } = await train({ augment: mix, epochs: 1, batchSize: 20 });
    const expected = data.reduce((sum, p, i) => sum - ((i % 3 === 0 ? 0.5 : 0.25) * Math.log(p)) / 20, 0);
    expectAllClose(loss, [expected], { rtol: 1e-5 });
  });

  test('no tensor is left behind, none grows with the steps, also when a callback throws', async () => {
    const { x, y, model } = problem();
    const optimizer = tf.train.sgd(0.3);
    const options = { x, y, optimizer, batchSize: 8, epochs: 4, seed: 1, averaging: 0.9, validation: { share: 0.2 } };
    const before = tf.memory().numTensors;
    const counts: number[] = [];
    await trainModel(model, { ...options, onStep: () => void counts.push(tf.memory().numTensors) });
    expect(new Set(counts.slice(2)).size).toBe(1);
    expect(tf.memory().numTensors).toBe(before);
    const onStep = () => {
      throw new Error('from the callback');
    };
    await expect(trainModel(model, { ...options, onStep })).rejects.toThrow('from the callback');
    expect(tf.memory().numTensors).toBe(before);
  });
});
