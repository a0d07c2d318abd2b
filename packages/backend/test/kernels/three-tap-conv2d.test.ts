import { createLcg, expectAllClose } from '@aver/test-helpers';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { prepareBackend } from '../../src/index.js';
import { directConvolution } from './direct-convolution.js';

beforeAll(async () => {
  await prepareBackend('wasm');
});

interface Case {
  batchSize: number;
  height: number;
  width: number;
  inChannels: number;
  outChannels: number;
  axis: 'height' | 'width';
}

function run({ batchSize, height, width, inChannels, outChannels, axis }: Case, values: Record<string, Float32Array>) {
  const filterShape = axis === 'height' ? [3, 1] : [1, 3];
  return tf.tidy(() => {
    const inputs = {
      x: tf.tensor(values.x, [batchSize, height, width, inChannels]),
      filter: tf.tensor(values.filter, [...filterShape, inChannels, outChannels]),
      bias: tf.tensor1d(values.bias),
      floor: tf.tensor1d(values.floor),
    };
    const y = tf.engine().runKernel('AverThreeTapConv2D', inputs, { alpha: 0.2 }) as tf.Tensor;
    return { shape: y.shape, values: y.dataSync() as Float32Array };
  });
}

function valuesOf({ batchSize, height, width, inChannels, outChannels }: Case, seed: number) {
  const lcg = createLcg(seed);
  const draw = (length: number) => Float32Array.from(lcg.array(length));
  return {
    x: draw(batchSize * height * width * inChannels),
    filter: draw(3 * inChannels * outChannels),
    bias: draw(outChannels),
    floor: draw(outChannels),
  };
}

describe('AverThreeTapConv2D', () => {
  // Odd and even sizes, one row, the fewest columns, more pairs than a tile has, and numbers of pairs beside fours.
  test.each<Case>([
    { batchSize: 1, height: 1, width: 1, inChannels: 4, outChannels: 8, axis: 'height' },
    { batchSize: 1, height: 1, width: 3, inChannels: 4, outChannels: 8, axis: 'width' },
    { batchSize: 2, height: 4, width: 9, inChannels: 8, outChannels: 16, axis: 'height' },
    { batchSize: 2, height: 3, width: 12, inChannels: 8, outChannels: 16, axis: 'width' },
    { batchSize: 1, height: 5, width: 131, inChannels: 12, outChannels: 24, axis: 'height' },
    { batchSize: 3, height: 2, width: 301, inChannels: 12, outChannels: 8, axis: 'width' },
    { batchSize: 1, height: 2, width: 70, inChannels: 96, outChannels: 96, axis: 'width' },
  ])('is the sum over its taps, the bias and the activation: %o', (c) => {
    const values = valuesOf(c, c.width);
    const isHeight = c.axis === 'height';
    const { outputShape, forEachProduct } = directConvolution({
      ...c,
      filterHeight: isHeight ? 3 : 1,
      filterWidth: isHeight ? 1 : 3,
      strides: [1, 1],
      pad: isHeight ? 'same' : 'valid',
    });
    const sums = new Float64Array(outputShape.reduce((product, length) => product * length, 1));
    forEachProduct((input, filter, output) => {
      sums[output] += values.x[input] * values.filter[filter];
    });
    const expected = sums.map((sum, i) => {
      const channel = i % c.outChannels;
      const value = sum + values.bias[channel];
      return Math.max(value, 0.2 * value, values.floor[channel]);
    });
    const before = tf.memory();
    const y = run(c, values);
    expect(y.shape).toEqual(outputShape);
    expectAllClose(y.values, expected, { atol: 2e-5 });
    expect(tf.memory()).toMatchObject({ numTensors: before.numTensors, numDataBuffers: before.numDataBuffers });
  });

  test('refuses shapes that it cannot do', () => {
    const good: Case = { batchSize: 1, height: 2, width: 4, inChannels: 4, outChannels: 8, axis: 'width' };
    for (const change of [{ inChannels: 3 }, { outChannels: 12 }, { width: 2 }]) {
      const c = { ...good, ...change };
      expect(() => run(c, valuesOf(c, 1))).toThrow(/^AverThreeTapConv2D: shapes must be .* received \[1,2,/);
    }
    const values = valuesOf(good, 1);
    expect(() => run(good, { ...values, floor: values.floor.subarray(1) })).toThrow('[7]');
  });
});
