import { createLcg, expectAllClose } from '@aver/test-helpers';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-layers'; // Registers the gradients.
import { beforeAll, describe, expect, test } from 'vitest';
import { prepareBackend } from '../../src/index.js';
import { size, values } from './describe-convolutions.js';
import { describeDepthwiseAndPools } from './describe-depthwise-and-pools.js';

beforeAll(async () => {
  await prepareBackend('cpu');
  await prepareBackend('wasm');
});

/** The same computation on both backends. */
async function onBoth(compute: () => tf.Tensor): Promise<{ wasm: Float32Array; cpu: Float32Array }> {
  const results: Record<string, Float32Array> = {};
  for (const backend of ['cpu', 'wasm']) {
    await tf.setBackend(backend);
    results[backend] = tf.tidy(() => compute().dataSync().slice() as Float32Array);
  }
  return results as { wasm: Float32Array; cpu: Float32Array };
}

describeDepthwiseAndPools();

describe('UnsortedSegmentSum', () => {
  test('adds rows up by segment and leaves out numbers that are none', async () => {
    await tf.setBackend('wasm');
    const x = tf.tensor2d([1, 2, 3, 4, 5, 6, 7, 8], [4, 2]);
    const segmentIds = tf.tensor1d([2, 0, 2, 5], 'int32');
    expect([...tf.unsortedSegmentSum(x, segmentIds, 3).dataSync()]).toEqual([3, 4, 0, 0, 6, 8]);
  });

  test('is the gradient of gather', async () => {
    const { wasm, cpu } = await onBoth(() => {
      const x = tf.tensor2d(values(15, 1, 1), [5, 3]);
      return tf.grad((rows) => tf.sum(tf.square(tf.gather(rows, tf.tensor1d([0, 3, 3, 1], 'int32')))))(x);
    });
    expectAllClose(wasm, cpu, { rtol: 1e-6 });
  });
});

describe('Sum', () => {
  test.each([
    [[7, 5], 0, false],
    [[130, 36], [0], true],
    [[3, 4, 5, 17], [0, 1, 2], false],
    [[3, 4, 5, 2], [2, 0, 1], true],
    [[3, 4, 5], [1], false],
    [[3, 4, 5], [-1], true],
    [[6], 0, false],
    [[2, 0, 3], [0], false],
  ] as const)('of %o over %o, keepDims %s', async (shape, axis, keepDims) => {
    const { wasm, cpu } = await onBoth(() => {
      const x = tf.tensor(values(size([...shape]), 1, 1), [...shape]);
      const sum = tf.sum(x, axis as unknown as number[], keepDims);
      const expected = [...shape].flatMap((length, i) => {
        if (![axis].flat().some((a) => (a < 0 ? a + shape.length : a) === i)) return [length];
        return keepDims ? [1] : [];
      });
      expect(sum.shape).toEqual(expected);
      return sum;
    });
    expectAllClose(wasm, cpu, { rtol: 1e-5, atol: 1e-6 });
  });

  test('of a million small numbers stays exact', async () => {
    await tf.setBackend('wasm');
    const lcg = createLcg(1).array(2 ** 20);
    const [sum] = tf
      .sum(
        tf.tensor2d(
          Float32Array.from(lcg, (value) => value + 1),
          [2 ** 20, 1],
        ),
        0,
      )
      .dataSync();
    const exact = lcg.reduce((total, value) => total + Math.fround(value + 1), 0);
    expect(Math.abs(sum / exact - 1)).toBeLessThan(1e-5);
  });

  test('of whole numbers and of truth values is left to the backend', async () => {
    await tf.setBackend('wasm');
    expect([...tf.sum(tf.tensor2d([1, 2, 3, 4], [2, 2], 'int32'), 0).dataSync()]).toEqual([4, 6]);
    expect([...tf.sum(tf.tensor2d([true, false, true, true], [2, 2], 'bool'), 0).dataSync()]).toEqual([2, 1]);
  });
});

describe('Greater and Select', () => {
  const special = Float32Array.of(0, -0, 1, -1, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 2);

  test.each([
    ['a number', [8], []],
    ['a number, of values that fill no vector', [7], []],
    ['a number of one axis', [2, 4], [1]],
    ['as many values', [2, 4], [2, 4]],
    ['a row, which is left to the backend', [2, 4], [4]],
    ['a number of more axes, which is left to the backend', [8], [1, 1]],
  ] as const)("a comparison with %s is the cpu backend's, shape and all", async (_, shape, bounds) => {
    const shapes: number[][] = [];
    const { wasm, cpu } = await onBoth(() => {
      const other = tf.tensor(special.slice(0, size([...bounds])).reverse(), [...bounds]);
      const compared = tf.greater(tf.tensor(special.slice(0, size([...shape])), [...shape]), other);
      expect(compared.dtype).toBe('bool');
      shapes.push(compared.shape);
      return compared;
    });
    expect(shapes[1]).toEqual(shapes[0]);
    expect([...wasm]).toEqual([...cpu]);
  });

  test.each([8, 9, 11])("a choice between %d values is the cpu backend's", async (length) => {
    const { wasm, cpu } = await onBoth(() => {
      const isFirst = Array.from({ length }, (_, i) => i % 3 === 0);
      const [first, second] = [1, 2].map((seed) => tf.tensor1d(values(length, 1, seed)));
      return tf.where(tf.tensor1d(isFirst, 'bool'), first, second);
    });
    expect(wasm).toEqual(cpu);
  });

  test.each([
    ['leakyRelu', tf.leakyRelu],
    ['elu', tf.elu],
    ['relu6', tf.relu6],
  ] as const)("the gradient of %s is the cpu backend's", async (_, activation) => {
    const x = values(4000, 1, 5);
    const { wasm, cpu } = await onBoth(() => {
      const f = (input: tf.Tensor) => tf.sum(tf.mul(activation(input), input)) as tf.Scalar;
      return tf.grad(f)(tf.tensor(x, [10, 20, 20]));
    });
    expectAllClose(wasm, cpu, { rtol: 1e-6, atol: 1e-6 });
  });
});

describe('Tile', () => {
  test.each([
    [
      [1, 1, 1, 5],
      [3, 2, 2, 1],
    ],
    [
      [1, 1, 3],
      [2, 7, 2],
    ],
    [
      [1, 4, 3],
      [5, 2, 1],
    ],
    [
      [1, 4, 3],
      [2, 1, 2],
    ],
    [
      [2, 3],
      [3, 1],
    ],
    [
      [2, 3],
      [1, 3],
    ],
    [
      [2, 3],
      [2, 3],
    ],
    [
      [1, 3],
      [1, 1],
    ],
    [
      [1, 3],
      [0, 1],
    ],
    [[1], [9]],
  ])('of %o by %o', async (shape, reps) => {
    const { wasm, cpu } = await onBoth(() => {
      const tiled = tf.tile(tf.tensor(values(size(shape), 1, 1), shape), reps);
      expect(tiled.shape).toEqual(shape.map((length, axis) => length * reps[axis]));
      return tiled;
    });
    expect(wasm).toEqual(cpu);
  });

  test('of whole numbers is left to the backend', async () => {
    await tf.setBackend('wasm');
    expect([...tf.tile(tf.tensor1d([1, 2], 'int32'), [2]).dataSync()]).toEqual([1, 2, 1, 2]);
  });
});

describe('Identity and Cast', () => {
  test('share the values of a tensor, which live until the last of its names is disposed of', async () => {
    await tf.setBackend('wasm');
    const before = tf.backend().numDataIds();
    const x = tf.tensor1d([1, 2, 3]);
    const clone = tf.clone(x);
    const cast = tf.cast(x, 'float32');
    expect(tf.backend().numDataIds()).toBe(before + 1);
    x.dispose();
    clone.dispose();
    expect([...cast.dataSync()]).toEqual([1, 2, 3]);
    cast.dispose();
    expect(tf.backend().numDataIds()).toBe(before);
  });

  test('still convert between types', async () => {
    await tf.setBackend('wasm');
    expect([...tf.cast(tf.tensor1d([1.7, 0, -2.2]), 'int32').dataSync()]).toEqual([1, 0, -2]);
    expect([...tf.cast(tf.tensor1d([true, false], 'bool'), 'float32').dataSync()]).toEqual([1, 0]);
  });

  test('know strings', async () => {
    await tf.setBackend('wasm');
    expect(tf.clone(tf.tensor1d(['a', 'b'], 'string')).dataSync()).toEqual(['a', 'b']);
  });
});

describe('Tanh', () => {
  const tanh = (numbers: number[]) => tf.tidy(() => [...tf.tanh(tf.tensor1d(numbers)).dataSync()]);

  test('is within a millionth of the hyperbolic tangent, over all sizes and both signs', async () => {
    await tf.setBackend('wasm');
    const numbers = Array.from({ length: 20_003 }, (_, i) => Math.fround((i % 2 ? 1 : -1) * 10 ** (i / 2000 - 8)));
    for (const [i, value] of tanh(numbers).entries()) {
      const expected = Math.tanh(numbers[i]);
      expect(Math.abs(value - expected)).toBeLessThanOrEqual(4e-7 * Math.abs(expected));
      expect(Math.abs(value)).toBeLessThanOrEqual(1);
    }
  });

  test('of zeros, infinities and what is no number', async () => {
    await tf.setBackend('wasm');
    expect(tanh([0, -0, Infinity, -Infinity, Number.NaN])).toEqual([0, -0, 1, -1, Number.NaN]);
    expect(tanh([])).toEqual([]);
  });
});

describe('AverSwish', () => {
  const run = (name: string, inputs: tf.NamedTensorMap) =>
    tf.tidy(() => [...(tf.engine().runKernel(name, inputs) as tf.Tensor).dataSync()]);
  const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));
  const numbers = [
    0,
    -0,
    ...Array.from({ length: 20_001 }, (_, i) => Math.fround((i % 2 ? 1 : -1) * 10 ** (i / 2000 - 8))),
  ];

  test.each(['wasm', 'wasm-relaxed'] as const)(
    'and its gradient are those of x / (1 + exp(-x)), on %s',
    async (backend) => {
      await prepareBackend(backend);
      await tf.setBackend(backend);
      const [x, dy] = [tf.tensor1d(numbers), tf.tensor1d(numbers.map((_, i) => 1 + (i % 3)))];
      const [y, dx] = [run('AverSwish', { x }), run('AverSwishGrad', { x, dy })];
      for (const [i, value] of numbers.entries()) {
        const s = sigmoid(value);
        expect(Math.abs(y[i] - value * s)).toBeLessThanOrEqual(3e-7 * Math.abs(value * s) + 1e-35);
        expect(Math.abs(dx[i] - (1 + (i % 3)) * s * (1 + value * (1 - s)))).toBeLessThanOrEqual(4e-6);
      }
    },
  );

  test('of what is no number is none, and of nothing nothing', async () => {
    await tf.setBackend('wasm');
    expect(run('AverSwish', { x: tf.tensor1d([Number.NaN, 1]) })).toEqual([Number.NaN, expect.closeTo(sigmoid(1), 6)]);
    expect(run('AverSwish', { x: tf.tensor1d([]) })).toEqual([]);
  });
});
