import { createLcg, expectAllClose } from '@aver/test-helpers';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from 'vitest';
import { prepareBackend } from '../../src/index.js';

beforeAll(async () => {
  await prepareBackend('wasm');
});

const flags = [
  [false, false],
  [true, false],
  [false, true],
  [true, true],
] as const;
const sizes = [
  [1, 1, 1],
  [1, 5, 3],
  [4, 1, 7],
  [33, 17, 1],
  [19, 64, 40],
] as const;

/** (batch, rows, columns) times (batch, columns, others), straight from the definition. */
function product(
  a: Float64Array,
  b: Float64Array,
  batches: [number, number],
  [m, k, n]: readonly number[],
): Float64Array {
  const batch = Math.max(...batches);
  return Float64Array.from({ length: batch * m * n }, (_, at) => {
    const [i, row, column] = [Math.floor(at / (m * n)), Math.floor(at / n) % m, at % n];
    let sum = 0;
    for (let inner = 0; inner < k; inner++) {
      sum += a[((i % batches[0]) * m + row) * k + inner] * b[((i % batches[1]) * k + inner) * n + column];
    }
    return sum;
  });
}

/** The same matrices with rows and columns exchanged. */
function swapped(x: Float64Array, rows: number, columns: number): Float64Array {
  return x.map((_, at) => {
    const [i, rest] = [Math.floor(at / (rows * columns)), at % (rows * columns)];
    return x[(i * rows + (rest % rows)) * columns + Math.floor(rest / rows)];
  });
}

test.each(flags.flatMap(([transposeA, transposeB]) => sizes.map((size) => ({ transposeA, transposeB, size }))))(
  'transposeA $transposeA, transposeB $transposeB, sizes $size: is the product, and leaves no memory behind',
  ({ transposeA, transposeB, size }) => {
    const [m, k, n] = size;
    for (const batches of [
      [1, 1],
      [3, 3],
      [1, 3],
      [3, 1],
    ] as Array<[number, number]>) {
      const random = createLcg(m + k + n);
      const [a, b] = [random.array(batches[0] * m * k), random.array(batches[1] * k * n)];
      const left = transposeA
        ? tf.tensor3d(Float32Array.from(swapped(a, m, k)), [batches[0], k, m])
        : tf.tensor3d(Float32Array.from(a), [batches[0], m, k]);
      const right = transposeB
        ? tf.tensor3d(Float32Array.from(swapped(b, k, n)), [batches[1], n, k])
        : tf.tensor3d(Float32Array.from(b), [batches[1], k, n]);
      const before = tf.backend().numDataIds();
      const result = tf.matMul(left, right, transposeA, transposeB);
      expect(tf.backend().numDataIds()).toBe(before + 1);
      expect(result.shape).toEqual([Math.max(...batches), m, n]);
      expectAllClose(result.dataSync(), product(a, b, batches, size), { rtol: 1e-5, atol: 1e-6 });
      tf.dispose([left, right, result]);
    }
  },
);
