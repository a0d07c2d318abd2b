import { createLcg, expectAllClose } from '@aver/test-helpers';
import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { prepareBackend } from '../../src/index.js';
import { padding, runKernel, size } from './describe-convolutions.js';
import { type ConvolutionCase, directConvolution } from './direct-convolution.js';

beforeAll(async () => {
  for (const backend of ['wasm', 'wasm-relaxed'] as const) await prepareBackend(backend);
});

const convolution: ConvolutionCase = {
  ...{ batchSize: 1, height: 9, width: 11, inChannels: 128, outChannels: 16 },
  ...{ filterHeight: 3, filterWidth: 3, strides: [1, 1], pad: 'valid' },
};

/** More squares than are taken together, and an odd number of rows and of columns. */
const large: ConvolutionCase = { ...convolution, batchSize: 2, height: 21, width: 31, inChannels: 48, outChannels: 24 };

const anyCase: fc.Arbitrary<ConvolutionCase> = fc.record({
  batchSize: fc.integer({ min: 1, max: 3 }),
  height: fc.integer({ min: 3, max: 9 }),
  width: fc.integer({ min: 3, max: 9 }),
  inChannels: fc.constantFrom(16, 20, 36),
  outChannels: fc.constantFrom(16, 24),
  filterHeight: fc.constant(3),
  filterWidth: fc.constant(3),
  strides: fc.constant([1, 1]),
  pad: padding,
});

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

  test('the gradient of the filter is the direct sum, for any sizes and padding', async () => {
    await tf.setBackend(backend);
    fc.assert(
      fc.property(anyCase, (c) => {
        const { exact, given } = filterGradients(c);
        expectAllClose(given, exact, { rtol: 1e-5, atol: 3e-5 });
      }),
      { numRuns: 25, seed: 20261130, examples: [[large]] },
    );
  });

  test('the gradient of the filter errs by at most 2^-23 of the sum of all absolute products', async () => {
    await tf.setBackend(backend);
    const { exact, absolute, given } = filterGradients({ ...large, batchSize: 8 });
    const errors = Array.from(given, (value, i) => Math.abs(value - exact[i]) / absolute[i]);
    expect(Math.max(...errors)).toBeLessThan(2 ** -23);
  });
});

/** A filter's gradient of noise: in double precision, the sum of the absolute products, and of the kernel. */
function filterGradients(c: ConvolutionCase) {
  const { inputShape, filterShape, outputShape, forEachProduct } = directConvolution(c);
  const lcg = createLcg(size(inputShape));
  const x = Float32Array.from(lcg.array(size(inputShape), 2));
  const dy = Float32Array.from(lcg.array(size(outputShape), 2));
  const exact = new Float64Array(size(filterShape));
  const absolute = new Float64Array(size(filterShape));
  forEachProduct((input, weight, output) => {
    exact[weight] += x[input] * dy[output];
    absolute[weight] += Math.abs(x[input] * dy[output]);
  });
  const inputs = { x: tf.tensor(x, inputShape), dy: tf.tensor(dy, outputShape) };
  const attrs = { strides: c.strides, pad: c.pad, dataFormat: 'NHWC', filterShape };
  const given = runKernel('Conv2DBackpropFilter', inputs, attrs);
  tf.dispose(inputs);
  return { exact, absolute, given };
}
