import { expectAllClose } from '@aver/test-helpers';
import * as tf from '@tensorflow/tfjs-core';
import { describe, test } from 'vitest';
import { runKernel, size, values } from './describe-convolutions.js';

/** The gradient of sum(dy * f(x)) for a linear f: a step of 1 in each direction gives it exactly. */
function slopesOf(f: (x: Float32Array) => tf.Tensor, length: number, dy: Float32Array): Float64Array {
  return Float64Array.from({ length }, (_, i) => {
    const unit = new Float32Array(length);
    unit[i] = 1;
    return f(unit)
      .dataSync<'float32'>()
      .reduce((sum, value, at) => sum + value * dy[at], 0);
  });
}

/** The tests that these kernels have to pass with SIMD and without. */
export function describeDepthwiseAndPools(): void {
  describe('AvgPoolGrad', () => {
    test.each([
      ['same', [1, 5, 7, 3], [3, 3], [2, 2]],
      ['same', [2, 6, 6, 2], [5, 5], [5, 5]],
      ['same', [1, 9, 1, 4], [4, 1], [3, 1]],
      ['valid', [2, 7, 6, 5], [2, 3], [1, 2]],
      ['same', [2, 5, 6, 11], [3, 3], [1, 1]],
    ] as const)(
      '%s, input %o, filter %o, strides %o: is the slope of the forward pool',
      async (pad, shape, filterSize, strides) => {
        await tf.setBackend('wasm');
        const pool = (x: Float32Array) => tf.avgPool(tf.tensor4d(x, [...shape]), [...filterSize], [...strides], pad);
        const x = values(size([...shape]), 1, 3);
        const output = pool(x);
        const dy = values(output.size, 1, 4);
        const attrs = { filterSize, strides, pad };
        const inputs = { dy: tf.tensor(dy, output.shape), input: tf.tensor4d(x, [...shape]) };
        const gradient = runKernel('AvgPoolGrad', inputs, attrs);
        const slopes = slopesOf(pool, x.length, dy);
        expectAllClose(gradient, slopes, { rtol: 1e-5, atol: 1e-6 });
      },
    );
  });

  describe('depthwise convolutions', () => {
    test.each([
      ['same', [2, 7, 6, 3], [3, 2, 3, 1], [1, 1], [1, 1]],
      ['same', [1, 8, 9, 2], [3, 3, 2, 3], [2, 2], [1, 1]],
      ['valid', [2, 7, 6, 4], [2, 3, 4, 2], [1, 2], [1, 1]],
      ['valid', [1, 9, 9, 2], [3, 3, 2, 1], [1, 1], [2, 2]],
      ['same', [2, 5, 4, 23], [3, 3, 23, 1], [1, 1], [1, 1]],
      ['same', [1, 6, 5, 16], [3, 4, 16, 1], [2, 3], [1, 1]],
      ['same', [2, 4, 5, 6], [5, 1, 6, 1], [1, 1], [3, 1]],
      ['same', [1, 7, 8, 5], [2, 2, 5, 1], [3, 3], [1, 1]],
      ['same', [1, 2, 2, 4], [7, 7, 4, 1], [1, 1], [1, 1]],
    ] as const)(
      '%s, input %o, filter %o, strides %o, dilations %o: both gradients are the slopes of the forward convolution',
      async (pad, inputShape, filterShape, strides, dilations) => {
        await tf.setBackend('wasm');
        const x = values(size([...inputShape]), 1, 1);
        const filter = values(size([...filterShape]), 1, 2);
        const convolve = (input: Float32Array, weights: Float32Array) => {
          const [x4d, filter4d] = [tf.tensor4d(input, [...inputShape]), tf.tensor4d(weights, [...filterShape])];
          return tf.depthwiseConv2d(x4d, filter4d, [...strides], pad, 'NHWC', [...dilations]);
        };
        const output = convolve(x, filter);
        const dy = values(output.size, 1, 3);
        const attrs = { strides, pad, dilations, inputShape, filterShape };
        const tensors = {
          x: tf.tensor4d(x, [...inputShape]),
          dy: tf.tensor(dy, output.shape),
          filter: tf.tensor4d(filter, [...filterShape]),
        };
        expectAllClose(
          runKernel('DepthwiseConv2dNativeBackpropFilter', { x: tensors.x, dy: tensors.dy }, attrs),
          slopesOf((unit) => convolve(x, unit), filter.length, dy),
          { rtol: 1e-5, atol: 1e-5 },
        );
        expectAllClose(
          runKernel('DepthwiseConv2dNativeBackpropInput', { dy: tensors.dy, filter: tensors.filter }, attrs),
          slopesOf((unit) => convolve(unit, filter), x.length, dy),
          { rtol: 1e-5, atol: 1e-5 },
        );
      },
    );
  });
}
