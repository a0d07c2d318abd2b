import { readFileSync } from 'node:fs';
import { prepareBackend } from '@aver/backend';
import { cnn1d, predictProbabilities, trainModel } from '@aver/models';
import { createOptimizer, globalNorm, type OptimizerSpec, presets } from '@aver/optim';
import { createLcg, expectAllClose } from '@aver/test-helpers';
import * as tf from '@tensorflow/tfjs-core';
import { type LayersModel, layers, sequential } from '@tensorflow/tfjs-layers';
import { beforeAll, describe, expect, test } from 'vitest';

/** What generate-training.py writes; see packages/optim/test/golden/README.md. */
interface Golden {
  mlp: {
    seed: number;
    lossCurve: number[];
    W1: number[][];
    b1: number[];
    W2: number[][];
    b2: number[];
    probabilitiesFirst5: number[][];
  };
  convolution: {
    cnn2d: { seed: number } & Record<string, ConvolutionRun>;
    cnn1d: { seed: number } & Record<string, ConvolutionRun>;
  };
}

interface ConvolutionRun {
  loss: number[];
  gradientNorm: number[];
  finalWeightSums: number[];
  finalWeightSquares: number[];
  finalOutputFirst3: number[][];
}

/** Runs that generate-training.py names in words. */
const specs: Record<string, OptimizerSpec> = {
  'adam 0.005 (keras, eps 1e-7)': {
    name: 'adam',
    form: 'keras',
    learningRate: 0.005,
    beta1: 0.9,
    beta2: 0.999,
    epsilon: 1e-7,
  },
  'sgd 0.1, global norm clipped at 0.5': { name: 'sgd', learningRate: 0.1, clipNorm: 0.5 },
  'rmsprop 5e-5 (keras, eps 1e-7)': { name: 'rmsprop', form: 'keras', learningRate: 5e-5, decay: 0.9, epsilon: 1e-7 },
};

const relu = { padding: 'same', activation: 'relu' } as const;

describe.each(['wasm', 'cpu'] as const)('training on %s', (backend) => {
  beforeAll(async () => {
    expect((await prepareBackend(backend)).name).toBe(backend);
    expect(tf.getBackend()).toBe(backend);
  });

  test('the same seed gives the same weights bit for bit, dropout and clipping included; another seed does not', async () => {
    const run = async (seed: number) => {
      const model = cnn1d({ form: 'two-convolutions', inputLength: 8, classes: 4, seed: 1 });
      const optimizer = createOptimizer(presets['table2a-notebook'].spec);
      const x = { data: Float32Array.from(createLcg(3).array(12 * 8, 4)), shape: [12, 8] };
      const y = oneHot(
        Array.from({ length: 12 }, (_, i) => i % 4),
        4,
      );
      await trainModel(model, { x, y, optimizer, batchSize: 5, epochs: 2, seed });
      const weights = model
        .getWeights()
        .map((weight) => Buffer.from(weight.dataSync().slice().buffer).toString('base64'));
      model.dispose();
      optimizer.dispose();
      return weights;
    };
    const first = await run(7);
    expect(await run(7)).toEqual(first);
    expect(await run(8)).not.toEqual(first);
  });

  for (const file of ['training.json', 'training-seed-77.json']) {
    const url = new URL(`../packages/optim/test/golden/${file}`, import.meta.url);
    const golden: Golden = JSON.parse(readFileSync(url, 'utf8'));

    test(`${file}: the MLP has the loss curve, weights and probabilities of scikit-learn`, async () => {
      const { seed, ...expected } = golden.mlp;
      const lcg = createLcg(seed);
      const values = lcg.array(50 * 9, 4);
      const x = { data: Float32Array.from(values), shape: [50, 9] };
      const labels = Array.from({ length: 50 }, (_, i) => ((i % 4) + (values[i * 9] > 0.5 ? 1 : 0)) % 4);
      const model = sequential({
        layers: [
          layers.dense({ inputShape: [9], units: 12, activation: 'relu' }),
          layers.dense({ units: 4, activation: 'softmax' }),
        ],
      });
      const scales = [0.8, 0.2, 0.8, 0.2];
      setWeights(model, (size, i) => lcg.array(size, scales[i]));
      const optimizer = createOptimizer({
        name: 'adam',
        form: 'sklearn',
        learningRate: 1e-3,
        beta1: 0.9,
        beta2: 0.999,
        epsilon: 1e-8,
      });
      const { loss } = await trainModel(model, {
        x,
        y: oneHot(labels, 4),
        optimizer,
        batchSize: 16,
        epochs: 12,
        seed: 0,
        shuffle: false,
        alpha: 0.01,
      });
      expectAllClose(loss, expected.lossCurve, { rtol: 1e-5 });
      const weights = [expected.W1.flat(), expected.b1, expected.W2.flat(), expected.b2];
      for (const [i, weight] of model.getWeights().entries()) {
        // float64 there, float32 here: 48 steps of at most 1e-3 move a weight that may end near 0.
        expectAllClose(weight.dataSync(), weights[i], { rtol: 1e-5, atol: 1e-6 });
      }
      const first = { data: x.data.subarray(0, 5 * 9), shape: [5, 9] };
      const { data } = await predictProbabilities(model, first, { batchSize: 2 });
      expectAllClose(data, expected.probabilitiesFirst5.flat(), { rtol: 1e-5 });
      model.dispose();
      optimizer.dispose();
    });

    const { cnn2d, cnn1d } = golden.convolution;

    test.each(Object.keys(cnn2d).filter((name) => name in specs))(
      `${file}: the CNN-2D with %s is that of Keras`,
      async (name) => {
        const values = createLcg(cnn2d.seed).array(12 * 30 * 30);
        // The silent strip of rows 0 to 5 makes ties in the pools.
        const data = Float32Array.from(values, (value, i) => (i % 900 < 6 * 30 ? 0 : value + 0.5));
        const model = sequential({
          layers: [
            layers.conv2d({ inputShape: [30, 30, 1], filters: 6, kernelSize: 5, ...relu }),
            layers.maxPooling2d({ poolSize: 5, strides: 5, padding: 'same' }),
            layers.conv2d({ filters: 8, kernelSize: 5, ...relu }),
            layers.maxPooling2d({ poolSize: 5, strides: 5, padding: 'same' }),
            layers.flatten(),
            layers.dense({ units: 10, activation: 'relu' }),
            layers.dense({ units: 4, activation: 'softmax' }),
          ],
        });
        await expectRun(model, { data, shape: [12, 30, 30, 1] }, 4, cnn2d.seed + 100, specs[name], cnn2d[name]);
      },
    );

    test.each(Object.keys(cnn1d).filter((name) => name in specs))(
      `${file}: the CNN-1D with %s is that of Keras`,
      async (name) => {
        const data = Float32Array.from(createLcg(cnn1d.seed).array(12 * 40, 4));
        const model = sequential({
          layers: [
            layers.conv1d({ inputShape: [40, 1], filters: 7, kernelSize: 5, ...relu }),
            layers.maxPooling1d({ poolSize: 8, strides: 8 }),
            layers.conv1d({ filters: 6, kernelSize: 5, ...relu }),
            layers.flatten(),
            layers.dense({ units: 8, activation: 'softmax' }),
          ],
        });
        await expectRun(model, { data, shape: [12, 40, 1] }, 8, cnn1d.seed + 100, specs[name], cnn1d[name]);
      },
    );
  }
});

/** Two epochs of batches of 5, 5 and 2 in order, from weights of scale 0.5. */
async function expectRun(
  model: LayersModel,
  x: { data: Float32Array; shape: number[] },
  classes: number,
  weightSeed: number,
  spec: OptimizerSpec,
  expected: ConvolutionRun,
): Promise<void> {
  const lcg = createLcg(weightSeed);
  setWeights(model, (size) => lcg.array(size, 0.5));
  const optimizer = createOptimizer(spec);
  const losses: number[] = [];
  const norms: number[] = [];
  await trainModel(model, {
    x,
    y: oneHot(
      Array.from({ length: 12 }, (_, i) => i % 4),
      classes,
    ),
    optimizer,
    batchSize: 5,
    epochs: 2,
    seed: 0,
    shuffle: false,
    onStep({ loss, gradients }) {
      losses.push(loss);
      norms.push(tf.tidy(() => globalNorm(gradients).dataSync()[0]));
    },
  });
  expectAllClose(losses, expected.loss, { rtol: 1e-5 });
  expectAllClose(norms, expected.gradientNorm, { rtol: 1e-5 });
  expect(model.getWeights()).toHaveLength(expected.finalWeightSums.length);
  for (const [i, weight] of model.getWeights().entries()) {
    const values = Float64Array.from(weight.dataSync());
    const sum = values.reduce((total, value) => total + value, 0);
    const squares = values.reduce((total, value) => total + value * value, 0);
    const absolute = values.reduce((total, value) => total + Math.abs(value), 0);
    // Positive and negative weights cancel in a sum, their errors do not: they are relative to the sum of |w|.
    expectAllClose([sum], [expected.finalWeightSums[i]], { atol: 1e-5 * absolute });
    expectAllClose([squares], [expected.finalWeightSquares[i]], { rtol: 1e-5 });
  }
  const first = { data: x.data.subarray(0, (3 * x.data.length) / 12), shape: [3, ...x.shape.slice(1)] };
  const { data } = await predictProbabilities(model, first);
  expectAllClose(data, expected.finalOutputFirst3.flat(), { rtol: 1e-5 });
  model.dispose();
  optimizer.dispose();
}

/** Sets kernel and bias of each layer, in order. */
function setWeights(model: LayersModel, values: (size: number, index: number) => Float64Array): void {
  tf.tidy(() => {
    model.setWeights(
      model.getWeights().map(({ shape, size }, i) => tf.tensor(Float32Array.from(values(size, i)), shape)),
    );
  });
}

function oneHot(labels: number[], classes: number): { data: Float32Array; shape: number[] } {
  const data = new Float32Array(labels.length * classes);
  for (const [i, label] of labels.entries()) data[i * classes + label] = 1;
  return { data, shape: [labels.length, classes] };
}
