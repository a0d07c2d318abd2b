import { readFileSync } from 'node:fs';
import { createLcg, expectAllClose } from '@aver/test-helpers';
import * as tf from '@tensorflow/tfjs-core';
import { input, type LayersModel, layers, model as modelOf, regularizers, sequential } from '@tensorflow/tfjs-layers';
import { afterEach, describe, expect, test } from 'vitest';
import { mlp, predictProbabilities, SeededDropout, type TrainModelOptions, trainModel } from '../src/index.js';
import { describeEachBackend } from './each-backend.js';

/** Samples of three classes that overlap, and a small net that can tell some of them. */
function problem({ samples = 23, features = 5, seed = 1 } = {}) {
  const lcg = createLcg(seed);
  const x = { data: Float32Array.from(lcg.array(samples * features, 2)), shape: [samples, features] };
  const y = { data: new Float32Array(samples * 3), shape: [samples, 3] };
  for (let i = 0; i < samples; i++) {
    y.data[i * 3 + (i % 3)] = 1;
    x.data[i * features] += i % 3;
  }
  return { x, y };
}

function network({ dropout = 0, seed = 1 } = {}): LayersModel {
  const model = mlp({ inputLength: 5, hiddenUnits: 7, classes: 3, seed });
  if (dropout === 0) return model;
  const [hidden, output] = model.layers;
  return sequential({ layers: [hidden, new SeededDropout({ rate: dropout, seed }), output] });
}

const sgd = (learningRate = 0.1) => tf.train.sgd(learningRate);
const weightsOf = (model: LayersModel) => model.getWeights().map((weight) => weight.dataSync().slice());
const defaults = () => ({ ...problem(), optimizer: sgd(), batchSize: 8, epochs: 3, seed: 1 });

describeEachBackend('trainModel', () => {
  afterEach(() => tf.disposeVariables());

  test.each([0, 0.1])(
    'gives the losses and weights of model.fit, with an l2 regularizer of %d in a layer',
    async (l2) => {
      const { x, y } = problem();
      const build = () => {
        const kernelRegularizer = regularizers.l2({ l2 });
        const model = sequential({
          layers: [
            layers.dense({ inputShape: [5], units: 7, activation: 'relu', kernelRegularizer }),
            network().layers[1],
          ],
        });
        model.layers[0].setWeights(network().layers[0].getWeights());
        return model;
      };
      const fitted = build();
      fitted.compile({ optimizer: sgd(), loss: 'categoricalCrossentropy' });
      const options = { batchSize: 8, epochs: 4, shuffle: false, verbose: 0, yieldEvery: 'never' } as const;
      const { history } = await fitted.fit(tf.tensor(x.data, [23, 5]), tf.tensor(y.data, [23, 3]), options);
      const model = build();
      const result = await trainModel(model, { ...defaults(), epochs: 4, shuffle: false });
      expectAllClose(result.loss, history.loss as number[], { rtol: 1e-5 });
      for (const [i, weight] of weightsOf(model).entries()) {
        expectAllClose(weight, weightsOf(fitted)[i], { rtol: 1e-5, atol: 1e-6 });
      }
      expect(result).toMatchObject({ epochs: 4, stopped: 'epochs' });
    },
  );

  test('an optimizer of tfjs may be compiled into the model as well, and takes every trainable weight', async () => {
    const model = network();
    const before = weightsOf(model);
    await trainModel(model, { ...defaults(), optimizer: tf.train.adam(0.01) });
    for (const [i, weight] of weightsOf(model).entries()) expect(weight).not.toEqual(before[i]);
  });

  test('the same seed gives the same weights bit for bit, with dropout; another seed does not', async () => {
    const run = async (seed: number) => {
      const model = network({ dropout: 0.3 });
      await trainModel(model, { ...defaults(), optimizer: tf.train.adam(0.01), seed });
      return weightsOf(model);
    };
    expect(await run(1)).toEqual(await run(1));
    expect(await run(2)).not.toEqual(await run(1));
  });

  test("TensorFlow.js's own dropout, seeded or not, gets its masks from the training's seed, fresh at each step", async () => {
    const run = async (seed: number, ownSeed?: number) => {
      const [hidden, output] = network().layers;
      const dropout = layers.dropout({ rate: 0.5, seed: ownSeed });
      const masks: string[] = [];
      dropout.setCallHook(() => masks.push(String((dropout as unknown as { seed: number }).seed)));
      const model = sequential({ layers: [hidden, dropout, output] });
      await trainModel(model, { ...defaults(), seed });
      expect(dropout.getConfig().seed).toBe(ownSeed);
      expect(new Set(masks).size).toBe(9);
      return weightsOf(model);
    };
    expect(await run(1)).toEqual(await run(1, 99));
    expect(await run(2)).not.toEqual(await run(1));
  });

  test('each epoch sees every sample once, in an order of its own unless shuffle is false', async () => {
    // With a learning rate of 0 a batch's loss tells which samples it had.
    const orders = async (shuffle: boolean, seed: number) => {
      const losses: number[][] = [[], []];
      const frozen = { applyGradients() {} } as unknown as tf.Optimizer;
      const { loss } = await trainModel(network(), {
        ...defaults(),
        optimizer: frozen,
        batchSize: 1,
        epochs: 2,
        shuffle,
        seed,
        onStep: ({ epoch, loss }) => void losses[epoch].push(loss),
      });
      expectAllClose([loss[1]], [loss[0]], { rtol: 1e-6 });
      return losses;
    };
    const sorted = (losses: number[]) => [...losses].sort((a, b) => a - b);
    const plain = await orders(false, 1);
    const shuffled = await orders(true, 1);
    expect(plain[1]).toEqual(plain[0]);
    expect(shuffled[0]).not.toEqual(plain[0]);
    expect(shuffled[1]).not.toEqual(shuffled[0]);
    expect(sorted(shuffled[0])).toEqual(sorted(plain[0]));
    expect(sorted(shuffled[1])).toEqual(sorted(plain[0]));
    expect(await orders(true, 1)).toEqual(shuffled);
    expect((await orders(true, 2))[0]).not.toEqual(shuffled[0]);
  });

  test('the last partial batch counts by its size', async () => {
    const batches: { loss: number; step: number }[] = [];
    const { loss } = await trainModel(network(), {
      ...defaults(),
      epochs: 1,
      onStep: ({ loss, step }) => void batches.push({ loss, step }),
    });
    expect(batches.map(({ step }) => step)).toEqual([0, 1, 2]);
    expectAllClose(loss, [(8 * batches[0].loss + 8 * batches[1].loss + 7 * batches[2].loss) / 23], { rtol: 1e-6 });
  });

  test('alpha adds alpha W / n to the gradients of weights, not of biases, and 0.5 alpha sum(W^2) / n to the loss', async () => {
    const first = async (alpha: number) => {
      const steps: { loss: number; gradients: Float32Array[] }[] = [];
      await trainModel(network(), {
        ...defaults(),
        epochs: 1,
        shuffle: false,
        alpha,
        onStep: ({ loss, gradients }) =>
          void steps.push({
            loss,
            gradients: Object.values(gradients).map((g) => g.dataSync().slice() as Float32Array),
          }),
      });
      return steps[0];
    };
    const [without, withAlpha] = [await first(0), await first(0.4)];
    const start = weightsOf(network());
    const squares = [start[0], start[2]].map((weight) =>
      Float32Array.from(weight).reduce((sum, value) => sum + value * value, 0),
    );
    expectAllClose([withAlpha.loss - without.loss], [(0.5 * 0.4 * (squares[0] + squares[1])) / 8], { rtol: 1e-4 });
    for (const [i, gradient] of withAlpha.gradients.entries()) {
      const penalty = start[i].map((value) => (i % 2 === 0 ? (0.4 * value) / 8 : 0));
      expectAllClose(
        gradient,
        without.gradients[i].map((g, k) => g + penalty[k]),
        { rtol: 1e-5, atol: 1e-6 },
      );
    }
  });

  test('the gradients are those of finite differences of the loss', async () => {
    const { x, y } = problem();
    const model = network();
    const batch = { data: x.data.subarray(0, 8 * 5), shape: [8, 5] };
    const lossAt = async () => {
      const { data } = await predictProbabilities(model, batch);
      return data.reduce((sum, p, i) => (y.data[i] === 1 ? sum - Math.log(p) / 8 : sum), 0);
    };
    const gradients: Float32Array[] = [];
    const frozen = { applyGradients() {} } as unknown as tf.Optimizer;
    await trainModel(model, {
      ...defaults(),
      optimizer: frozen,
      epochs: 1,
      shuffle: false,
      onStep({ step, gradients: given }) {
        if (step === 0) for (const g of Object.values(given)) gradients.push(g.dataSync().slice() as Float32Array);
      },
    });
    const step = 0.01;
    for (const [i, { read }] of model.weights.map((weight) => ({ read: weight.read() as tf.Variable })).entries()) {
      const values = read.dataSync().slice();
      const differences: number[] = [];
      for (let k = 0; k < Math.min(values.length, 8); k++) {
        const sides: number[] = [];
        for (const shift of [step, -step]) {
          const moved = values.slice();
          moved[k] += shift;
          tf.tidy(() => read.assign(tf.tensor(moved, read.shape)));
          sides.push(await lossAt());
        }
        differences.push((sides[0] - sides[1]) / (2 * step));
      }
      tf.tidy(() => read.assign(tf.tensor(values, read.shape)));
      expectAllClose(gradients[i].subarray(0, differences.length), differences, { rtol: 0.01, atol: 2e-4 });
    }
  });

  test('bytes give what the same numbers in float32 give', async () => {
    const bytes = Uint8Array.from(createLcg(2).array(23 * 5, 200), (value) => value + 100);
    const run = async (data: Uint8Array | Float32Array, labels: Uint8Array | Float32Array) => {
      const model = network();
      const { y } = problem();
      await trainModel(model, {
        ...defaults(),
        x: { data, shape: [23, 5] },
        y: { data: labels, shape: y.shape },
        optimizer: sgd(1e-4),
      });
      return weightsOf(model);
    };
    const { y } = problem();
    expect(await run(bytes, Uint8Array.from(y.data))).toEqual(await run(Float32Array.from(bytes), y.data));
  });

  test('no tensor is left behind, none grows with the steps, and the data stay as they are', async () => {
    const model = network({ dropout: 0.2 });
    const options = defaults();
    const { x, y } = options;
    const copies = [x.data.slice(), y.data.slice()];
    const before = tf.memory().numTensors;
    const counts: number[] = [];
    await trainModel(model, {
      ...options,
      alpha: 0.1,
      epochs: 20,
      onStep: () => void counts.push(tf.memory().numTensors),
    });
    expect(new Set(counts).size).toBe(1);
    expect(tf.memory().numTensors).toBe(before);
    expect([x.data, y.data]).toEqual(copies);
  });

  test('an error in a callback reaches the caller and leaves no tensors', async () => {
    const model = network({ dropout: 0.2 });
    const seed = (model.layers[1] as SeededDropout).seed;
    const options = defaults();
    const before = tf.memory().numTensors;
    const onStep = () => {
      throw new Error('from the callback');
    };
    await expect(trainModel(model, { ...options, onStep })).rejects.toThrow('from the callback');
    expect(tf.memory().numTensors).toBe(before);
    expect((model.layers[1] as SeededDropout).seed).toBe(seed);
  });

  test('onEpochEnd gets epoch, loss and elapsed seconds, and is waited for', async () => {
    const seen: { epoch: number; loss: number; elapsed: number }[] = [];
    const { loss } = await trainModel(network(), {
      ...defaults(),
      async onEpochEnd(epoch) {
        await new Promise((resolve) => setTimeout(resolve, 5));
        seen.push(epoch);
      },
    });
    expect(seen.map(({ epoch }) => epoch)).toEqual([0, 1, 2]);
    expect(seen.map(({ loss }) => loss)).toEqual(loss);
    expect(seen[2].elapsed).toBeGreaterThan(seen[0].elapsed + 0.005);
    expect(seen[2].elapsed).toBeLessThan(10);
  });

  test('the signal stops before the next step, with the finished epochs', async () => {
    const controller = new AbortController();
    const steps: number[] = [];
    const result = await trainModel(network(), {
      ...defaults(),
      epochs: 100,
      signal: controller.signal,
      onStep({ step }) {
        steps.push(step);
        if (step === 7) controller.abort();
      },
    });
    expect(steps).toHaveLength(8);
    expect(result).toMatchObject({ epochs: 2, stopped: 'aborted' });
    expect(result.loss).toHaveLength(2);
    const nothing = await trainModel(network(), { ...defaults(), signal: AbortSignal.abort() });
    expect(nothing).toEqual({ loss: [], epochs: 0, stopped: 'aborted' });
  });

  test('timers have their turn while it trains', async () => {
    const controller = new AbortController();
    let turns = 0;
    const timer = setInterval(() => ++turns === 5 && controller.abort(), 1);
    const { stopped } = await trainModel(network(), {
      ...defaults(),
      epochs: 1e9,
      signal: controller.signal,
      onEpochEnd({ elapsed }) {
        if (elapsed > 15) throw new Error('no timer had its turn');
      },
    });
    clearInterval(timer);
    expect(stopped).toBe('aborted');
  });

  test('a training that diverges ends with a NaN loss instead of throwing', async () => {
    const { loss, epochs, stopped } = await trainModel(network(), {
      ...defaults(),
      optimizer: sgd(1e30),
      epochs: 50,
      tolerance: 1e-4,
    });
    expect(stopped).toBe('diverged');
    expect(epochs).toBe(loss.length);
    expect(epochs).toBeLessThan(5);
    expect(loss.at(-1)).toBeNaN();
  });

  test('a hidden weight that is no number ends it, too, though relu may hide it from the loss', async () => {
    const model = network();
    const hidden = model.layers[0].weights[0].read() as tf.Variable;
    const breaking = { applyGradients: () => tf.tidy(() => hidden.assign(tf.fill(hidden.shape, Number.NaN))) };
    const { loss, stopped } = await trainModel(model, {
      ...defaults(),
      optimizer: breaking as unknown as tf.Optimizer,
      batchSize: 23,
    });
    expect(stopped).toBe('diverged');
    expect(loss).toEqual([Number.NaN]);
  });

  test('a sample that is wrong beyond the reach of float32 probabilities still has a loss and a gradient', async () => {
    // Logits 0 and 200 where the first class is right: its probability, exp(-200), underflows to 0.
    const run = async (probabilityFloor?: number) => {
      const model = sequential({
        layers: [layers.dense({ inputShape: [1], units: 2, activation: 'softmax', useBias: false })],
      });
      model.setWeights([tf.tensor2d([[0, 200]])]);
      const gradients: number[] = [];
      const { loss } = await trainModel(model, {
        x: { data: Float32Array.of(1), shape: [1, 1] },
        y: { data: Float32Array.of(1, 0), shape: [1, 2] },
        optimizer: sgd(),
        batchSize: 1,
        epochs: 1,
        seed: 0,
        probabilityFloor,
        onStep: (step) => void gradients.push(...Object.values(step.gradients)[0].dataSync()),
      });
      return { loss: loss[0], gradients };
    };
    expect(await run()).toEqual({ loss: 200, gradients: [-1, 1] });
    const tflearn = await run(1e-10);
    expectAllClose([tflearn.loss], [-Math.log(1e-10)], { rtol: 1e-6 });
    expectAllClose(tflearn.gradients, [0, 0], {});
  });
});

describeEachBackend('trainModel on other models', () => {
  const losses = async (model: LayersModel, options: Partial<TrainModelOptions> = {}) =>
    (await trainModel(model, { ...defaults(), ...options })).loss;
  const start = () => network().getWeights();
  const dense = (activation?: 'relu' | 'softmax' | 'sigmoid', units = 3, inputShape?: number[]) =>
    layers.dense({ units, activation, ...(inputShape && { inputShape }) });

  test('softmax in the dense layer, as an activation layer and as a softmax layer is the same', async () => {
    const expected = await losses(network());
    for (const last of [layers.activation({ activation: 'softmax' }), layers.softmax()]) {
      const model = sequential({ layers: [dense('relu', 7, [5]), dense(), last] });
      model.setWeights(start());
      expectAllClose(await losses(model), expected, { rtol: 1e-6 });
    }
  });

  test('a functional model, and a model inside a model, are trained like a sequential one', async () => {
    const expected = await losses(network());
    const x = input({ shape: [5] });
    const functional = modelOf({ inputs: x, outputs: dense('softmax').apply(dense('relu', 7).apply(x)) as typeof x });
    functional.setWeights(start());
    expectAllClose(await losses(functional), expected, { rtol: 1e-6 });
    const nested = sequential({ layers: [sequential({ layers: [dense('relu', 7, [5])] }), dense('softmax')] });
    nested.setWeights(start());
    expectAllClose(await losses(nested), expected, { rtol: 1e-6 });
  });

  test('inputs of any length are taken as the data have them', async () => {
    const model = sequential({
      layers: [
        layers.conv1d({ inputShape: [null as unknown as number, 1], filters: 3, kernelSize: 3, trainable: false }),
        layers.globalAveragePooling1d({}),
        dense('softmax'),
      ],
    });
    const { data } = problem().x;
    const { data: p } = await predictProbabilities(model, { data, shape: [23, 5, 1] });
    const expected = Array.from({ length: 23 }, (_, i) => -Math.log(p[i * 3 + (i % 3)]) / 23).reduce((a, b) => a + b);
    const [loss] = await losses(model, { x: { data, shape: [23, 5, 1] }, batchSize: 23 });
    expectAllClose([loss], [expected], { rtol: 1e-5 });
    expect((await predictProbabilities(model, { data, shape: [5, 23, 1] })).shape).toEqual([5, 3]);
    await expect(losses(model, { x: { data, shape: [23, 5] } })).rejects.toThrow(
      new RangeError('trainModel: shape of x must be (samples, any, 1); received [23,5]'),
    );
  });

  test('outputs that are no softmax are normalised first, as Keras does', async () => {
    const model = sequential({ layers: [dense('sigmoid', 3, [5])] });
    const { x, y } = problem();
    const { data } = await predictProbabilities(model, x);
    let expected = 0;
    for (let i = 0; i < 23; i++) {
      const row = data.subarray(i * 3, i * 3 + 3);
      expected -= Math.log(row[i % 3] / (row[0] + row[1] + row[2])) / 23;
    }
    expectAllClose(await losses(model, { x, y, epochs: 1, batchSize: 23 }), [expected], { rtol: 1e-5 });
  });

  test('frozen layers stay, normalisation layers train', async () => {
    const model = sequential({
      layers: [
        layers.dense({ units: 7, inputShape: [5], trainable: false }),
        layers.batchNormalization(),
        dense('softmax'),
      ],
    });
    const before = weightsOf(model);
    await losses(model);
    const [kernel, bias, ...others] = model.layers.flatMap((layer) =>
      layer.getWeights().map((weight) => weight.dataSync()),
    );
    expect(before).toContainEqual(kernel);
    expect(before).toContainEqual(bias);
    for (const other of others) expect(before).not.toContainEqual(other);
  });
});

describeEachBackend('trainModel stops as scikit-learn does', () => {
  const { runs } = JSON.parse(readFileSync(new URL('golden/early-stopping.json', import.meta.url), 'utf8'));
  test.each(runs as Record<string, number>[])(
    'tolerance $tolerance, patience $patience: after $epochs epochs',
    async (run) => {
      const lcg = createLcg(7);
      const values = (size: number, scale: number) => Float32Array.from(lcg.array(size, scale));
      const x = { data: values(40 * 5, 2), shape: [40, 5] };
      const y = {
        data: Float32Array.from({ length: 40 * 3 }, (_, i) => (Math.floor(i / 3) % 3 === i % 3 ? 1 : 0)),
        shape: [40, 3],
      };
      const model = mlp({ inputLength: 5, hiddenUnits: 6, classes: 3 });
      model.setWeights([
        tf.tensor2d(values(30, 1), [5, 6]),
        tf.tensor1d(values(6, 0.2)),
        tf.tensor2d(values(18, 1), [6, 3]),
        tf.tensor1d(values(3, 0.2)),
      ]);
      const { learningRate, tolerance, patience, maxEpochs, epochs } = run;
      const result = await trainModel(model, {
        x,
        y,
        optimizer: tf.train.adam(learningRate, 0.9, 0.999, 1e-8),
        batchSize: 16,
        epochs: maxEpochs,
        seed: 0,
        shuffle: false,
        alpha: 0.01,
        tolerance,
        patience,
      });
      expect(result.epochs).toBe(epochs);
      expect(result.stopped).toBe(epochs < maxEpochs ? 'converged' : 'epochs');
      // A learning rate of 0.3 doubles rounding errors every few steps.
      expectAllClose(result.loss, run.lossCurve as unknown as number[], { rtol: learningRate < 0.1 ? 1e-5 : 1e-2 });
    },
  );
});

describe('trainModel rejects', () => {
  const { x, y } = problem();
  const labels = (row: number[]) => ({ data: Float32Array.from([...row, ...y.data.subarray(3)]), shape: y.shape });
  test.each<[string, Partial<TrainModelOptions>, string]>([
    [
      'x whose shape does not fit its data',
      { x: { data: x.data, shape: [22, 5] } },
      'x must have a shape (samples, ...) of as many values as its data; received shape [22,5] and 115 values',
    ],
    [
      'no samples',
      { x: { data: new Float32Array(), shape: [0, 5] } },
      'x must have a shape (samples, ...) of as many values as its data; received shape [0,5] and 0 values',
    ],
    [
      'samples of another size',
      { x: { data: x.data, shape: [115, 1] } },
      'shape of x must be (samples, 5); received [115,1]',
    ],
    [
      'labels of another size',
      { y: { data: new Float32Array(23 * 4), shape: [23, 4] } },
      'shape of y must be (samples, 3); received [23,4]',
    ],
    [
      'another number of labels',
      { y: { data: y.data.subarray(3), shape: [22, 3] } },
      'y must be labels of 23 samples, as many as x has; received 22',
    ],
    [
      'a row without a label',
      { y: labels([0, 0, 0]) },
      'y must be one-hot or shares of at least 0 that add to 1 in each row; received [0,0,0] in row 0',
    ],
    [
      'a row with two labels',
      { y: labels([1, 0, 1]) },
      'y must be one-hot or shares of at least 0 that add to 1 in each row; received [1,0,1] in row 0',
    ],
    [
      'a row that is no label',
      { y: labels([1, Number.NaN, 0]) },
      'y must be one-hot or shares of at least 0 that add to 1 in each row; received [1,NaN,0] in row 0',
    ],
    ['labelSmoothing 1', { labelSmoothing: 1 }, 'labelSmoothing must be a number in [0, 1); received 1'],
    ['labelSmoothing NaN', { labelSmoothing: Number.NaN }, 'labelSmoothing must be a number in [0, 1); received NaN'],
    ['averaging 1', { averaging: 1 }, 'averaging must be a number in [0, 1); received 1'],
    ['averaging NaN', { averaging: Number.NaN }, 'averaging must be a number in [0, 1); received NaN'],
    ['batchSize 0', { batchSize: 0 }, 'batchSize must be a positive integer; received 0'],
    ['epochs 1.5', { epochs: 1.5 }, 'epochs must be a positive integer; received 1.5'],
    ['a missing seed', { seed: undefined }, 'seed must be an integer from 0 to 4294967295; received undefined'],
    ['alpha below 0', { alpha: -1 }, 'alpha must be a number of at least 0; received -1'],
    ['alpha NaN', { alpha: Number.NaN }, 'alpha must be a number of at least 0; received NaN'],
    ['tolerance below 0', { tolerance: -1 }, 'tolerance must be a number of at least 0; received -1'],
    ['patience NaN', { patience: Number.NaN }, 'patience must be a number of at least 0; received NaN'],
    ['probabilityFloor 0', { probabilityFloor: 0 }, 'probabilityFloor must be a number in (0, 0.5); received 0'],
  ])('%s', async (_, options, message) => {
    await expect(trainModel(network(), { ...defaults(), ...options })).rejects.toThrow(
      new RangeError(`trainModel: ${message}`),
    );
  });

  test('a model with two inputs', async () => {
    const inputs = [input({ shape: [5] }), input({ shape: [5] })];
    const model = modelOf({ inputs, outputs: layers.add().apply(inputs) as (typeof inputs)[0] });
    await expect(trainModel(model, defaults())).rejects.toThrow(
      new RangeError('trainModel: model must be one with one input and one output; received 2 and 1'),
    );
  });
});
