import { createLcg, expectAllClose } from '@aver/test-helpers';
import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { clipByGlobalNorm, globalNorm } from '../src/index.js';
import { describeEachBackend } from './each-backend.js';

describeEachBackend('globalNorm and clipByGlobalNorm', () => {
  test('the norm of 3, 0 and 4 is 5, from a list or a map, and a missing gradient counts as zeros', () => {
    const tensors = [tf.tensor1d([3]), tf.tensor2d([[0, 4]])];
    expect(globalNorm(tensors).dataSync()[0]).toBe(5);
    expect(globalNorm({ a: tensors[0], none: null, b: tensors[1] }).dataSync()[0]).toBe(5);
    expect(globalNorm([]).dataSync()[0]).toBe(0);
  });

  test('half a million values are added without the rounding of one long float32 sum', () => {
    const shape: [number, number] = [512, 1024];
    const values = Float32Array.from(createLcg(3).array(shape[0] * shape[1]));
    let sum = 0;
    for (const value of values) sum += value * value;
    expectAllClose(globalNorm([tf.tensor2d(values, shape)]).dataSync(), [Math.sqrt(sum)], { rtol: 2e-6 });
  });

  test('larger gradients are scaled to the norm in their direction, smaller ones keep their values', () => {
    const tensors = [tf.tensor1d([3]), tf.tensor1d([0, 4])];
    const clipped = clipByGlobalNorm(tensors, 1).flatMap((tensor) => [...tensor.dataSync()]);
    expectAllClose(clipped, [0.6, 0, 0.8], { rtol: 1e-6 });
    expect(clipByGlobalNorm(tensors, 5).flatMap((tensor) => [...tensor.dataSync()])).toEqual([3, 0, 4]);
    expect(clipByGlobalNorm([tf.zeros([2])], 1)[0].dataSync()).toEqual(new Float32Array(2));
  });

  test('nothing but the results is left behind', () => {
    const tensors = [tf.tensor1d([3]), tf.tensor1d([0, 4])];
    const before = tf.memory().numTensors;
    tf.dispose([globalNorm(tensors), ...clipByGlobalNorm(tensors, 1)]);
    expect(tf.memory().numTensors).toBe(before);
  });

  test.each([0, -1, Number.NaN])('clipNorm %d is rejected', (clipNorm) => {
    expect(() => clipByGlobalNorm([], clipNorm)).toThrow(
      new RangeError(`clipByGlobalNorm: clipNorm must be a number above 0; received ${clipNorm}`),
    );
  });
});
