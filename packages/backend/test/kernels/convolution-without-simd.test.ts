import { expectAllClose } from '@aver/test-helpers';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, test, vi } from 'vitest';
import { prepareBackend, registerTrainingKernels } from '../../src/index.js';
import { describeConvolutions, runKernel, values } from './describe-convolutions.js';
import { describeDepthwiseAndPools } from './describe-depthwise-and-pools.js';

vi.mock('../../src/kernels/wasm/simd-kernels.js', () => ({ simdKernels: () => undefined }));

beforeAll(async () => {
  await prepareBackend('wasm');
});

describeConvolutions();
describeDepthwiseAndPools();

test('a batch too large for one chunk of the dense filter gradient is taken apart', () => {
  // 5 images of half a million values each, of which 4 make a chunk.
  const x = tf.tensor(values(5 * 65536 * 4, 1, 1), [5, 256, 256, 4]);
  const dy = tf.ones([5, 256, 256, 4]);
  const attrs = { strides: 1, pad: 'same', dataFormat: 'NHWC', filterShape: [1, 1, 4, 4] };
  const gradient = runKernel('Conv2DBackpropFilter', { x, dy }, attrs);
  const sums = new Float64Array(4);
  x.dataSync().forEach((value, i) => {
    sums[i % 4] += value;
  });
  const expected = Array.from({ length: 16 }, (_, i) => sums[i >> 2]);
  // The sums are of the size of sqrt(327,680), so this is 1e-4 of it.
  expectAllClose(gradient, expected, { atol: 0.05 });
});

test('a max-pool leaves its gradient to the backend', () => {
  const input = tf.tensor4d([1, 2, 3, 4], [1, 2, 2, 1]);
  const inputs = { dy: tf.tensor4d([5], [1, 1, 1, 1]), input, output: tf.maxPool(input, 2, 2, 'valid') };
  expect([...runKernel('MaxPoolGrad', inputs, { filterSize: 2, strides: 2, pad: 'valid' })]).toEqual([0, 0, 0, 5]);
});

test('a sum over the leading axis is left to the backend', () => {
  expect([...tf.sum(tf.tensor2d([1, 2, 3, 4], [2, 2]), 0).dataSync()]).toEqual([4, 6]);
});

test('the kernels that need SIMD are not registered, whichever comes first, the backend or the kernels', () => {
  const names = ['AverFusedConv2DMaxPool', 'AverFusedConv2DMaxPoolGrad', 'AverSeededDropout'];
  const registered = () => names.filter((name) => tf.getKernel(name, 'wasm'));
  expect(registered()).toEqual([]);
  registerTrainingKernels();
  expect(registered()).toEqual([]);
});
