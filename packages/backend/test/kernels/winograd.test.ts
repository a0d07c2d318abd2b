import { createLcg } from '@aver/test-helpers';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { prepareBackend } from '../../src/index.js';
import { size } from './describe-convolutions.js';
import { type ConvolutionCase, directConvolution } from './direct-convolution.js';

beforeAll(async () => {
  for (const backend of ['wasm', 'wasm-relaxed'] as const) await prepareBackend(backend);
});

const convolution: ConvolutionCase = {
  ...{ batchSize: 1, height: 9, width: 11, inChannels: 128, outChannels: 16 },
  ...{ filterHeight: 3, filterWidth: 3, strides: [1, 1], pad: 'valid' },
};

function convolve(x: Float32Array, filter: Float32Array): Float32Array {
  const { inputShape, filterShape } = directConvolution(convolution);
  const noPool = { poolSize: [1, 1], poolStrides: [1, 1], poolPad: 'valid' };
  return tf.tidy(() => {
    const inputs = { x: tf.tensor(x, inputShape), filter: tf.tensor(filter, filterShape) };
    const attrs = { strides: [1, 1], pad: 'valid', relu: false, ...noPool };
    const [y] = tf.engine().runKernel('AverFusedConv2DMaxPool', inputs, attrs) as tf.Tensor[];
    return y.dataSync<'float32'>().slice();
  });
}

describe.each(['wasm', 'wasm-relaxed'])("Winograd's filtering on %s", (backend) => {
  const { inputShape, filterShape, outputShape, forEachProduct } = directConvolution(convolution);
  const lcg = createLcg(3);
  const filter = Float32Array.from(lcg.array(size(filterShape), 2));

  // All that is certain of a plain sum in float32 is 1,152 times half of that: one rounding for each of its products.
  test('errs by at most 2^-23 of the sum of all absolute products', async () => {
    await tf.setBackend(backend);
    const x = Float32Array.from(lcg.array(size(inputShape), 2));
    const exact = new Float64Array(size(outputShape));
    const absolute = new Float64Array(size(outputShape));
    forEachProduct((input, weight, output) => {
      exact[output] += x[input] * filter[weight];
      absolute[output] += Math.abs(x[input] * filter[weight]);
    });
    const errors = Array.from(convolve(x, filter), (value, i) => Math.abs(value - exact[i]) / absolute[i]);
    expect(Math.max(...errors)).toBeLessThan(2 ** -23);
  });

  test('gives the same bits wherever the input is the same, so that silence has ties in a pool behind it', async () => {
    await tf.setBackend(backend);
    const colours = Float32Array.from(lcg.array(convolution.inChannels, 2));
    const x = Float32Array.from({ length: size(inputShape) }, (_, i) => colours[i % colours.length]);
    const y = convolve(x, filter);
    expect(y).toEqual(y.map((_, i) => y[i % convolution.outChannels]));
  });
});
