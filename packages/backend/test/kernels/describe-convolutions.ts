import { createLcg, expectAllClose } from '@aver/test-helpers';
import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type ConvolutionCase, directConvolution } from './direct-convolution.js';

export const size = (shape: number[]) => shape.reduce((product, length) => product * length, 1);

/** Values of which a share is zero. */
export function values(length: number, density: number, seed: number): Float32Array {
  const lcg = createLcg(seed);
  const keep = lcg.array(length, 1);
  return Float32Array.from(lcg.array(length, 2), (value, i) => (keep[i] + 0.5 < density ? value : 0));
}

/** Runs one kernel and checks that it leaves nothing behind but its result. */
export function runKernel(kernel: string, inputs: Record<string, tf.Tensor>, attrs: object): Float32Array {
  const before = tf.backend().numDataIds();
  const result = tf.engine().runKernel(kernel, inputs, attrs as tf.NamedAttrMap) as tf.Tensor;
  expect(tf.backend().numDataIds()).toBe(before + 1);
  const data = result.dataSync() as Float32Array;
  result.dispose();
  return data.slice();
}

/** Any padding that a convolution may have. */
export const padding = fc.oneof(
  fc.constantFrom('same' as const, 'valid' as const),
  fc.tuple(fc.nat(3), fc.nat(3), fc.nat(3), fc.nat(3)).map(
    ([top, bottom, left, right]): tf.backend_util.ExplicitPadding => [
      [0, 0],
      [top, bottom],
      [left, right],
      [0, 0],
    ],
  ),
);

const convolutionCase: fc.Arbitrary<ConvolutionCase & { density: number; seed: number }> = fc.record({
  batchSize: fc.integer({ min: 1, max: 3 }),
  height: fc.integer({ min: 5, max: 12 }),
  width: fc.integer({ min: 5, max: 12 }),
  inChannels: fc.constantFrom(1, 2, 3, 4, 5, 9),
  outChannels: fc.constantFrom(1, 3, 4, 7, 33),
  filterHeight: fc.integer({ min: 1, max: 5 }),
  filterWidth: fc.integer({ min: 1, max: 5 }),
  strides: fc.tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 3 })),
  pad: padding,
  density: fc.constantFrom(0, 0.05, 0.3, 1),
  seed: fc.integer({ min: 1, max: 2 ** 31 - 1 }),
});

/** Every kind of case, and the 1-D ones, which TensorFlow.js runs as images of height 1. */
const anyCase = fc.oneof(
  { weight: 4, arbitrary: convolutionCase },
  {
    weight: 1,
    arbitrary: convolutionCase.map((c) => ({ ...c, height: 1, filterHeight: 1, pad: 'same' as const })),
  },
);

/** Padding wider than the filter, stride 1, nothing zero: drawn too rarely to be left to chance. */
const widelyPadded: ConvolutionCase & { density: number; seed: number } = {
  batchSize: 2,
  height: 5,
  width: 6,
  inChannels: 3,
  outChannels: 4,
  filterHeight: 1,
  filterWidth: 2,
  strides: [1, 1],
  pad: [
    [0, 0],
    [2, 1],
    [3, 2],
    [0, 0],
  ],
  density: 1,
  seed: 1,
};

/** Nothing zero and many pixels: more of them than the dense kernel takes at once. */
const dense: typeof widelyPadded = {
  ...{ batchSize: 2, height: 10, width: 40, inChannels: 3, outChannels: 20, filterHeight: 3, filterWidth: 2 },
  ...{ strides: [1, 1], pad: 'same', density: 1, seed: 2 },
};

const examples = [
  ...[[widelyPadded], [dense], [{ ...dense, pad: 'valid' }]],
  // As many channels as the gradient of the input is worked out of at once, and one more.
  ...[[{ ...dense, inChannels: 17, outChannels: 5 }], [{ ...widelyPadded, inChannels: 16 }]],
  // The same by Winograd's filtering.
  ...[[{ ...dense, inChannels: 16, outChannels: 20, filterWidth: 3 }]],
  // One product of matrices, of more pixels than it takes at once.
  ...[[{ ...dense, inChannels: 12, outChannels: 24, filterHeight: 1, filterWidth: 1 }]],
] as Array<[typeof widelyPadded]>;

/** The tests that the convolution kernels have to pass with SIMD, relaxed or not, and without. */
export function describeConvolutions({ numRuns } = { numRuns: 120 }): void {
  const parameters = { numRuns, seed: 20260722, examples };
  describe('a convolution and its gradients equal the direct sums', () => {
    test('Conv2DBackpropFilter', () => {
      fc.assert(
        fc.property(anyCase, (c) => {
          const { inputShape, filterShape, outputShape, forEachProduct } = directConvolution(c);
          const x = values(size(inputShape), 1, c.seed);
          const dy = values(size(outputShape), c.density, c.seed + 1);
          const expected = new Float64Array(size(filterShape));
          forEachProduct((input, filter, output) => {
            expected[filter] += x[input] * dy[output];
          });
          const inputs = { x: tf.tensor(x, inputShape), dy: tf.tensor(dy, outputShape) };
          const attrs = { strides: c.strides, pad: c.pad, dataFormat: 'NHWC', filterShape };
          expectAllClose(runKernel('Conv2DBackpropFilter', inputs, attrs), expected, { rtol: 1e-5, atol: 1e-5 });
          tf.dispose(inputs);
        }),
        parameters,
      );
    });

    test('Conv2DBackpropInput', () => {
      fc.assert(
        fc.property(anyCase, (c) => {
          const { inputShape, filterShape, outputShape, forEachProduct } = directConvolution(c);
          const filterValues = values(size(filterShape), 1, c.seed);
          const dy = values(size(outputShape), c.density, c.seed + 1);
          const expected = new Float64Array(size(inputShape));
          forEachProduct((input, filter, output) => {
            expected[input] += filterValues[filter] * dy[output];
          });
          const inputs = { dy: tf.tensor(dy, outputShape), filter: tf.tensor(filterValues, filterShape) };
          const attrs = { strides: c.strides, pad: c.pad, dataFormat: 'NHWC', inputShape };
          expectAllClose(runKernel('Conv2DBackpropInput', inputs, attrs), expected, { rtol: 1e-5, atol: 1e-5 });
          tf.dispose(inputs);
        }),
        parameters,
      );
    });

    test('Conv2D, forward', () => {
      fc.assert(
        fc.property(anyCase, (c) => {
          const { inputShape, filterShape, outputShape, forEachProduct } = directConvolution(c);
          const x = values(size(inputShape), 1, c.seed);
          const filterValues = values(size(filterShape), 1, c.seed + 1);
          const expected = new Float64Array(size(outputShape));
          forEachProduct((input, filter, output) => {
            expected[output] += x[input] * filterValues[filter];
          });
          const inputs = { x: tf.tensor(x, inputShape), filter: tf.tensor(filterValues, filterShape) };
          const attrs = { strides: c.strides, pad: c.pad, dilations: [1, 1], dataFormat: 'NHWC' };
          expectAllClose(runKernel('Conv2D', inputs, attrs), expected, { rtol: 1e-5, atol: 1e-5 });
          tf.dispose(inputs);
        }),
        parameters,
      );
    });
  });
}
