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

const noPool = { poolSize: [1, 1], poolStrides: [1, 1], poolPad: 'valid' };
const filterOf = (size: number) => ({ filterHeight: size, filterWidth: size, strides: [1, 1] as [number, number] });

const convolution = (size: number): ConvolutionCase => ({
  ...{ batchSize: 1, height: 9, width: 11, inChannels: 128, outChannels: 16, pad: 'valid' },
  ...filterOf(size),
});

/** More squares than are taken together, and an odd number of rows and of columns. */
const large = (size: number): ConvolutionCase => ({
  ...convolution(size),
  ...{ batchSize: 2, height: 21, width: 45, inChannels: 16, outChannels: 16 },
});

const anyCase = (size: number): fc.Arbitrary<ConvolutionCase> =>
  fc
    .record({
      batchSize: fc.integer({ min: 1, max: 3 }),
      height: fc.integer({ min: 5, max: 9 }),
      width: fc.integer({ min: 5, max: 9 }),
      inChannels: fc.constantFrom(16, 20, 36),
      outChannels: fc.constantFrom(16, 24),
      pad: padding,
    })
    .map((c) => ({ ...c, ...filterOf(size) }));

/** What the kernel makes of a convolution and of a pool behind it. */
function convolve(c: ConvolutionCase, x: Float32Array, filter: Float32Array, pool: object = noPool): Float32Array {
  const { inputShape, filterShape } = directConvolution(c);
  return tf.tidy(() => {
    const inputs = { x: tf.tensor(x, inputShape), filter: tf.tensor(filter, filterShape) };
    const attrs = { strides: c.strides, pad: c.pad, relu: false, ...pool } as unknown as tf.NamedAttrMap;
    const [y] = tf.engine().runKernel('AverFusedConv2DMaxPool', inputs, attrs) as tf.Tensor[];
    return y.dataSync<'float32'>().slice();
  });
}

/** A convolution of noise in double precision, and the sum of the absolute products. */
function outputs(c: ConvolutionCase) {
  const { inputShape, filterShape, outputShape, forEachProduct } = directConvolution(c);
  const lcg = createLcg(size(inputShape));
  const x = Float32Array.from(lcg.array(size(inputShape), 2));
  const filter = Float32Array.from(lcg.array(size(filterShape), 2));
  const exact = new Float64Array(size(outputShape));
  const absolute = new Float64Array(size(outputShape));
  forEachProduct((input, weight, output) => {
    exact[output] += x[input] * filter[weight];
    absolute[output] += Math.abs(x[input] * filter[weight]);
  });
  return { x, filter, exact, absolute, outputShape };
}

// All that is certain of a plain sum in float32 is half of 2^-23 times the number of its products, 1,152 or 3,200.
const bounds = { 3: 2 ** -23, 5: 2 ** -20 };

describe.each(['wasm', 'wasm-relaxed'])("Winograd's filtering on %s", (backend) => {
  describe.each([3, 5] as const)('of filters of %i', (length) => {
    test('is the direct sum, for any sizes and padding, with pools behind it and without', async () => {
      await tf.setBackend(backend);
      fc.assert(
        fc.property(anyCase(length), fc.integer({ min: 1, max: 5 }), (c, side) => {
          const { x, filter, exact, absolute, outputShape } = outputs(c);
          const atol = 2 * bounds[length] * Math.max(...absolute);
          expectAllClose(convolve(c, x, filter), exact, { atol });
          const [, height, width] = outputShape;
          if (side > Math.min(height, width)) return;
          const pool = { poolSize: [side, side], poolStrides: [side, side], poolPad: 'same' };
          const pooled = tf.tidy(() => {
            const y = tf.tensor4d(Float32Array.from(exact), outputShape);
            return tf.maxPool(y, side, side, 'same').dataSync<'float32'>().slice();
          });
          expectAllClose(convolve(c, x, filter, pool), pooled, { atol });
        }),
        {
          numRuns: 20,
          seed: 20261130,
          examples: [
            [large(length), 2],
            [{ ...large(length), height: 20 }, 5],
          ],
        },
      );
    });

    test('errs by few units of the last place of the sum of all absolute products', async () => {
      await tf.setBackend(backend);
      const { x, filter, exact, absolute } = outputs(convolution(length));
      const given = convolve(convolution(length), x, filter);
      const errors = Array.from(given, (value, i) => Math.abs(value - exact[i]) / absolute[i]);
      expect(Math.max(...errors)).toBeLessThan(bounds[length]);
    });

    test('gives the same bits wherever the input is the same, so that silence has ties in a pool behind it', async () => {
      await tf.setBackend(backend);
      const { inChannels, outChannels } = convolution(length);
      const { x, filter } = outputs(convolution(length));
      const colours = x.subarray(0, inChannels);
      const y = convolve(
        convolution(length),
        x.map((_, i) => colours[i % inChannels]),
        filter,
      );
      expect(y).toEqual(y.map((_, i) => y[i % outChannels]));
    });
  });

  test('the gradient of the filter is the direct sum, for any sizes and padding', async () => {
    await tf.setBackend(backend);
    fc.assert(
      fc.property(anyCase(3), (c) => {
        const { exact, given } = filterGradients(c);
        expectAllClose(given, exact, { rtol: 1e-5, atol: 5e-5 });
      }),
      { numRuns: 25, seed: 20261130, examples: [[large(3)]] },
    );
  });

  test('the gradient of the filter errs by at most 2^-23 of the sum of all absolute products', async () => {
    await tf.setBackend(backend);
    const { exact, absolute, given } = filterGradients({ ...large(3), batchSize: 4 });
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
