import { createLcg, expectAllClose } from '@aver/test-helpers';
import * as tf from '@tensorflow/tfjs-core';
import { type LayersModel, layers, type Sequential, sequential } from '@tensorflow/tfjs-layers';
import { beforeAll, describe, expect, test } from 'vitest';
import { prepareBackend } from '../../src/index.js';

beforeAll(async () => {
  for (const backend of ['cpu', 'wasm', 'wasm-relaxed'] as const) await prepareBackend(backend);
});

/** Networks made of what usual Sequential CNNs need; each ends in two classes. */
const networks: Record<string, { shape: number[]; build: () => Sequential }> = {
  "5 x 5 'same' convolutions, pools of 5, relu": {
    shape: [13, 12, 1],
    build: () =>
      sequential({
        layers: [
          layers.conv2d({ filters: 6, kernelSize: 5, padding: 'same', activation: 'relu', inputShape: [13, 12, 1] }),
          layers.maxPooling2d({ poolSize: 5, strides: 5, padding: 'same' }),
          layers.conv2d({ filters: 5, kernelSize: 5, padding: 'same', activation: 'relu' }),
          layers.maxPooling2d({ poolSize: 5, strides: 5, padding: 'same' }),
        ],
      }),
  },
  "3 x 3 'valid' convolutions, pools of 2, no activation": {
    shape: [12, 11, 2],
    build: () =>
      sequential({
        layers: [
          layers.conv2d({ filters: 4, kernelSize: 3, inputShape: [12, 11, 2] }),
          layers.maxPooling2d({ poolSize: 2, strides: 2 }),
          layers.conv2d({ filters: 8, kernelSize: 3, activation: 'relu' }),
        ],
      }),
  },
  '1-D convolutions, pools of 8': {
    shape: [40, 1],
    build: () =>
      sequential({
        layers: [
          layers.conv1d({ filters: 8, kernelSize: 5, padding: 'same', activation: 'relu', inputShape: [40, 1] }),
          layers.maxPooling1d({ poolSize: 8, strides: 8 }),
          layers.conv1d({ filters: 8, kernelSize: 5, padding: 'same', activation: 'relu' }),
        ],
      }),
  },
  'strides, batch normalisation, average pools, 1 x 1 and depthwise convolutions': {
    shape: [11, 12, 3],
    build: () =>
      sequential({
        layers: [
          layers.conv2d({ filters: 6, kernelSize: 3, strides: 2, padding: 'same', inputShape: [11, 12, 3] }),
          layers.batchNormalization(),
          layers.activation({ activation: 'relu' }),
          layers.separableConv2d({ filters: 4, kernelSize: 3, padding: 'same' }),
          layers.depthwiseConv2d({ kernelSize: 3, padding: 'same', activation: 'tanh' }),
          layers.conv2d({ filters: 5, kernelSize: 1, activation: 'sigmoid' }),
          layers.averagePooling2d({ poolSize: 2, strides: 2, padding: 'valid' }),
        ],
      }),
  },
};

/** The loss of a model with given weights, and its gradient by every trainable weight. */
async function lossAndGradients(backend: string, name: string) {
  await tf.setBackend(backend);
  const { shape, build } = networks[name];
  const model = build();
  model.add(layers.flatten());
  model.add(layers.dense({ units: 2, activation: 'softmax' }));
  setWeights(model);
  const x = tf.tensor(Float32Array.from(createLcg(5).array(3 * shape.reduce((a, b) => a * b), 2)), [3, ...shape]);
  const y = tf.tensor2d([1, 0, 0, 1, 1, 0], [3, 2]);
  const loss = () => tf.tidy(() => tf.losses.logLoss(y, model.apply(x, { training: true }) as tf.Tensor) as tf.Scalar);
  const variables = model.trainableWeights.map((weight) => weight.read() as tf.Variable);
  const { value, grads } = tf.variableGrads(loss, variables);
  return {
    loss: value.dataSync()[0],
    lossNow: () => tf.tidy(() => loss().dataSync()[0]),
    variables,
    gradients: variables.map((variable) => grads[variable.name].dataSync<'float32'>().slice()),
  };
}

function setWeights(model: LayersModel): void {
  const seeded = model.getWeights().map((weight, i) => {
    const values = Float32Array.from(createLcg(100 + i).array(weight.size, 0.8));
    // A variance, batch normalisation's last weight, must be positive.
    return tf.tensor(model.weights[i].name.includes('variance') ? values.map(Math.abs) : values, weight.shape);
  });
  model.setWeights(seeded);
}

describe.each(Object.keys(networks))('%s', (name) => {
  test.each(['wasm', 'wasm-relaxed'])("has the cpu backend's loss and gradients on %s", async (backend) => {
    const cpu = await lossAndGradients('cpu', name);
    const wasm = await lossAndGradients(backend, name);
    expect(Math.abs(wasm.loss / cpu.loss - 1)).toBeLessThan(1e-5);
    for (const [i, gradient] of wasm.gradients.entries()) {
      const largest = Math.max(...cpu.gradients[i].map(Math.abs));
      expectAllClose(gradient, cpu.gradients[i], { rtol: 1e-4, atol: 1e-4 * largest + 1e-8 });
    }
  });

  test('has the gradients that finite differences give', async () => {
    const { gradients, variables, lossNow } = await lossAndGradients('wasm', name);
    // One direction through all weights at once: the sum of |gradient| is its slope. Float32 allows few digits.
    const start = variables.map((variable) => variable.dataSync<'float32'>().slice());
    const lossAt = (step: number) => {
      for (const [i, variable] of variables.entries()) {
        const moved = start[i].map((value, j) => value + step * Math.sign(gradients[i][j]));
        variable.assign(tf.tensor(moved, variable.shape) as tf.Variable);
      }
      return lossNow();
    };
    const slope = gradients.flatMap((gradient) => [...gradient]).reduce((sum, value) => sum + Math.abs(value), 0);
    const step = 1e-4;
    expect((lossAt(step) - lossAt(-step)) / (2 * step) / slope).toBeCloseTo(1, 1);
  });
});
