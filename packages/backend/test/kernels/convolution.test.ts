import { expectAllClose } from '@aver/test-helpers';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { BackendError, prepareBackend } from '../../src/index.js';
import { simdKernels } from '../../src/kernels/wasm/simd-kernels.js';
import { asWasmBackend } from '../../src/kernels/wasm/wasm-kernel.js';
import { describeConvolutions, runKernel, values } from './describe-convolutions.js';

beforeAll(async () => {
  await prepareBackend('cpu');
  await prepareBackend('wasm');
});

test('the SIMD kernels are the ones under test', () => {
  expect(simdKernels(asWasmBackend(tf.backend()))).toBeDefined();
});

describeConvolutions();

test('a dilated forward convolution of one channel is left to the backend, and right', async () => {
  const outputs: Float32Array[] = [];
  for (const backend of ['cpu', 'wasm']) {
    await tf.setBackend(backend);
    outputs.push(
      tf.tidy(() => {
        const x = tf.tensor4d(values(100, 1, 1), [1, 10, 10, 1]);
        const filter = tf.tensor4d(values(18, 1, 2), [3, 3, 1, 2]);
        return tf.conv2d(x, filter, 1, 'same', 'NHWC', 2).dataSync().slice() as Float32Array;
      }),
    );
  }
  expectAllClose(outputs[1], outputs[0], { rtol: 1e-5, atol: 1e-6 });
});

test.each([
  ['a height too large', [1, 12, 8, 2], 'valid'],
  ['a width that padding does not give', [1, 8, 9, 2], 'same'],
  ['another batch', [2, 8, 8, 2], 'same'],
] as const)('tf.conv2dTranspose to %s, which cannot be, is an error that names both shapes', (_, shape, pad) => {
  const transposed = (outputShape: [number, number, number, number]) =>
    tf.tidy(() => {
      const x = tf.ones<tf.Rank.R4>(pad === 'same' ? [1, 4, 4, 3] : [1, 3, 3, 3]);
      return tf.conv2dTranspose(x, tf.ones<tf.Rank.R4>([3, 3, 2, 3]), outputShape, 2, pad).shape;
    });
  const possible: [number, number, number, number] = [1, 8, 8, 2];
  expect(transposed(possible)).toEqual(possible);
  const impossible = () => transposed([...shape]);
  expect(impossible).toThrow(BackendError);
  expect(impossible).toThrow(
    /^Conv2DBackpropInput: the shape asked for must be one whose convolution has shape \[1,\d,\d,3\]; received \[/,
  );
});

test('tf.conv2dTranspose to a height too small is cut, as on the other backends', async () => {
  const outputs: Float32Array[] = [];
  for (const backend of ['cpu', 'wasm']) {
    await tf.setBackend(backend);
    outputs.push(
      tf.tidy(() => {
        const x = tf.tensor4d(values(27, 1, 1), [1, 3, 3, 3]);
        const filter = tf.tensor4d(values(54, 1, 2), [3, 3, 2, 3]);
        return tf.conv2dTranspose(x, filter, [1, 4, 8, 2], 2, 'valid').dataSync() as Float32Array;
      }),
    );
  }
  expectAllClose(outputs[1], outputs[0], { atol: 1e-5 });
});

test('a fused convolution whose stride is longer than its filter is padded right', async () => {
  const outputs: Float32Array[] = [];
  for (const backend of ['cpu', 'wasm']) {
    await tf.setBackend(backend);
    outputs.push(
      tf.tidy(() => {
        const x = tf.tensor4d(values(75, 1, 1), [1, 5, 5, 3]);
        const filter = tf.tensor4d(values(24, 1, 2), [2, 1, 3, 4]);
        const bias = tf.tensor1d([1, 2, 3, 4]);
        const fused = { x, filter, strides: [1, 3] as [number, number], pad: 'same' as const, bias };
        return tf.fused
          .conv2d({ ...fused, activation: 'relu' })
          .dataSync()
          .slice() as Float32Array;
      }),
    );
  }
  expectAllClose(outputs[1], outputs[0], { rtol: 1e-5, atol: 1e-6 });
});

describe('channels that come first are refused by name', () => {
  const x = () => tf.ones([1, 2, 4, 4]);
  const dy = () => tf.ones([1, 3, 4, 4]);
  const attrs = { strides: 1, pad: 'same', dataFormat: 'NCHW' };

  test.each([
    ['Conv2DBackpropFilter', () => ({ x: x(), dy: dy() }), { filterShape: [1, 1, 2, 3] }],
    ['Conv2DBackpropInput', () => ({ dy: dy(), filter: tf.ones([1, 1, 2, 3]) }), { inputShape: [1, 2, 4, 4] }],
  ])('by %s', (kernel, inputs, shapes) => {
    expect(() => runKernel(kernel, inputs(), { ...attrs, ...shapes })).toThrow(
      expect.objectContaining({
        code: 'DATA_FORMAT',
        message: `${kernel}: dataFormat must be NHWC on the wasm backend; received NCHW`,
      }),
    );
  });
});
