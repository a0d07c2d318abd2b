import { createLcg, expectAllClose } from '@aver/test-helpers';
import * as tf from '@tensorflow/tfjs-core';
import { layers } from '@tensorflow/tfjs-layers';
import { beforeAll, describe, expect, test } from 'vitest';
import { prepareBackend } from '../../src/index.js';

beforeAll(async () => {
  for (const backend of ['cpu', 'wasm', 'wasm-relaxed'] as const) await prepareBackend(backend);
});

interface Case {
  shape: number[];
  relu: boolean;
  /** Where the values lie; they deviate from there by about 1. */
  center?: number;
}

/** One row, a block of 64 and one more, channels beside fours, and of every rank. */
const cases: Case[] = [
  { shape: [1, 4], relu: false },
  { shape: [65, 3], relu: true },
  { shape: [7, 9, 6], relu: true },
  { shape: [3, 8, 9, 20], relu: false },
  { shape: [2, 11, 13, 33], relu: true },
  { shape: [4, 16, 8, 5], relu: true, center: 1000 },
];
const epsilon = 0.001;

function valuesOf({ shape, center = 0 }: Case) {
  const lcg = createLcg(shape[0] + shape[1]);
  const length = shape.reduce((product, side) => product * side);
  const channels = shape[shape.length - 1];
  const draw = (count: number, around: number) => Float32Array.from(lcg.array(count, 2), (value) => value + around);
  return { x: draw(length, center), dy: draw(length, 0), gamma: draw(channels, 0.5), beta: draw(channels, 0) };
}

/** Runs both kernels and checks that they leave nothing behind but their results. */
function runKernels({ shape, relu }: Case, { x, dy, gamma, beta }: ReturnType<typeof valuesOf>) {
  const before = tf.memory().numDataBuffers;
  const results = tf.tidy(() => {
    const inputs = { x: tf.tensor(x, shape), gamma: tf.tensor1d(gamma), beta: tf.tensor1d(beta) };
    const run = (kernel: string, more: object) =>
      tf.engine().runKernel(kernel, { ...inputs, ...more }, { epsilon, relu }) as tf.Tensor[];
    const [y, mean, variance] = run('AverBatchNorm', {});
    const gradients = run('AverBatchNormGrad', { dy: tf.tensor(dy, shape), mean, variance });
    expect([y, gradients[0]].map((tensor) => tensor.shape)).toEqual([shape, shape]);
    return [y, mean, variance, ...gradients].map((tensor) => tensor.dataSync<'float32'>().slice());
  });
  expect(tf.memory().numDataBuffers).toBe(before);
  return results;
}

/** The slow direct oracle, in float64. */
function direct({ shape, relu }: Case, { x, dy, gamma, beta }: ReturnType<typeof valuesOf>) {
  const channels = shape[shape.length - 1];
  const rows = x.length / channels;
  const [y, dx] = [new Float64Array(x.length), new Float64Array(x.length)];
  const [mean, variance, dGamma, dBeta] = Array.from({ length: 4 }, () => new Float64Array(channels));
  for (let c = 0; c < channels; c++) {
    const own = Array.from({ length: rows }, (_, row) => row * channels + c);
    mean[c] = own.reduce((sum, i) => sum + x[i], 0) / rows;
    variance[c] = own.reduce((sum, i) => sum + (x[i] - mean[c]) ** 2, 0) / rows;
    const root = Math.sqrt(variance[c] + epsilon);
    for (const i of own) y[i] = ((x[i] - mean[c]) / root) * gamma[c] + beta[c];
    const gradient = own.map((i) => (relu && y[i] <= 0 ? 0 : dy[i]));
    for (const i of own) if (relu && y[i] <= 0) y[i] = 0;
    dBeta[c] = gradient.reduce((sum, value) => sum + value, 0);
    dGamma[c] = own.reduce((sum, i, row) => sum + (gradient[row] * (x[i] - mean[c])) / root, 0);
    for (const [row, i] of own.entries()) {
      const normed = (x[i] - mean[c]) / root;
      dx[i] = (gamma[c] / root) * (gradient[row] - dBeta[c] / rows - (normed * dGamma[c]) / rows);
    }
  }
  return [y, mean, variance, dx, dGamma, dBeta];
}

describe.each(['wasm', 'wasm-relaxed'])('AverBatchNorm and its gradient on %s', (backend) => {
  test.each(cases)('are the direct sums: %o', async (c) => {
    await tf.setBackend(backend);
    const values = valuesOf(c);
    const expected = direct(c, values);
    for (const [i, result] of runKernels(c, values).entries()) {
      // Around 1000 a float32 has a step of 6e-5.
      expectAllClose(result, expected[i], { rtol: 1e-4, atol: c.center ? 2e-3 : 2e-5 });
    }
  });

  test('are those of the layer of TensorFlow.js on the cpu backend', async () => {
    const c: Case = { shape: [3, 8, 9, 20], relu: true };
    const values = valuesOf(c);
    await tf.setBackend('cpu');
    const layer = layers.batchNormalization({ epsilon });
    layer.build(c.shape);
    const weights = [values.gamma, values.beta, new Float32Array(20), new Float32Array(20)];
    layer.setWeights(weights.map((weight) => tf.tensor1d(weight)));
    const [gamma, beta] = layer.trainableWeights.map((weight) => weight.read() as tf.Variable);
    const x = tf.variable(tf.tensor(values.x, c.shape));
    const loss = () => {
      const y = tf.relu(layer.apply(x, { training: true }) as tf.Tensor);
      return tf.sum(tf.mul(y, tf.tensor(values.dy, c.shape))) as tf.Scalar;
    };
    const { grads } = tf.variableGrads(loss, [x, gamma, beta]);
    const expected = [x, gamma, beta].map(({ name }) => grads[name].dataSync<'float32'>());
    await tf.setBackend(backend);
    const [, , , ...gradients] = runKernels(c, values);
    for (const [i, gradient] of gradients.entries()) expectAllClose(gradient, expected[i], { rtol: 1e-4, atol: 1e-5 });
  });

  test('have the slope that finite differences give', async () => {
    await tf.setBackend(backend);
    const c: Case = { shape: [6, 5, 7], relu: false };
    const values = valuesOf(c);
    const [, , , dx, dGamma, dBeta] = runKernels(c, values);
    for (const [name, gradient] of Object.entries({ x: dx, gamma: dGamma, beta: dBeta })) {
      const lossAt = (step: number) => {
        const moved = values[name as 'x'].map((value, i) => value + step * Math.sign(gradient[i]));
        return runKernels(c, { ...values, [name]: moved })[0].reduce((sum, y, i) => sum + y * values.dy[i], 0);
      };
      const slope = gradient.reduce((sum, value) => sum + Math.abs(value), 0);
      expect((lossAt(1e-3) - lossAt(-1e-3)) / 2e-3 / slope, name).toBeCloseTo(1, 2);
    }
  });
});
