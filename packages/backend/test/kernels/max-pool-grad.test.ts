import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { createLcg, expectAllClose } from '@aver/test-helpers';
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { prepareBackend } from '../../src/index.js';

beforeAll(async () => {
  await prepareBackend('cpu');
  await prepareBackend('wasm');
});

const poolCase = fc.record({
  shape: fc.tuple(
    fc.integer({ min: 1, max: 3 }),
    fc.integer({ min: 5, max: 13 }),
    fc.integer({ min: 5, max: 13 }),
    fc.constantFrom(1, 3, 4, 6, 8),
  ),
  filterSize: fc.tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 5 })),
  strides: fc.tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 5 })),
  pad: fc.constantFrom('same' as const, 'valid' as const),
  // Whole numbers: of few different ones nearly every window has ties.
  levels: fc.constantFrom(1, 3, 1000),
  seed: fc.integer({ min: 1, max: 2 ** 31 - 1 }),
});

test("the gradient of a max-pool is the cpu backend's, ties and all", async () => {
  await fc.assert(
    fc.asyncProperty(poolCase, async ({ shape, filterSize, strides, pad, levels, seed }) => {
      const x = Float32Array.from(
        createLcg(seed).array(
          shape.reduce((a, b) => a * b),
          levels,
        ),
        Math.round,
      );
      const gradients: Float32Array[] = [];
      for (const backend of ['cpu', 'wasm']) {
        await tf.setBackend(backend);
        gradients.push(
          tf.tidy(() => {
            const input = tf.tensor4d(x, shape);
            const output = tf.maxPool(input, filterSize, strides, pad);
            const dy = tf.tensor(Float32Array.from(createLcg(seed + 1).array(output.size)), output.shape);
            const attrs = { filterSize, strides, pad };
            const dx = tf.engine().runKernel('MaxPoolGrad', { dy, input, output }, attrs) as tf.Tensor;
            return dx.dataSync().slice() as Float32Array;
          }),
        );
      }
      expectAllClose(gradients[1], gradients[0], { rtol: 1e-6, atol: 1e-6 });
    }),
    { numRuns: 150, seed: 20260722 },
  );
});

test('of equal maxima the first, row by row, takes the gradient', async () => {
  await tf.setBackend('wasm');
  const input = tf.tensor4d([0, 0, 7, 1, 7, 7, 0, 0], [1, 2, 4, 1]); // rows 0 0 7 1 and 7 7 0 0
  const output = tf.maxPool(input, 2, 2, 'valid');
  const dy = tf.tensor4d([3, 5], [1, 1, 2, 1]);
  const dx = tf.engine().runKernel('MaxPoolGrad', { dy, input, output }, { filterSize: 2, strides: 2, pad: 'valid' });
  expect([...(dx as tf.Tensor).dataSync()]).toEqual([0, 0, 5, 0, 3, 0, 0, 0]);
});
