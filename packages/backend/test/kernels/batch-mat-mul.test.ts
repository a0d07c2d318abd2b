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
  // Behind the ends of what the kernel lays out at once: 64 rows, 512 products, 128 columns.
  [67, 515, 131],
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
      expectAllClose(result.dataSync(), product(a, b, batches, size), { rtol: 1e-5, atol: Math.max(1e-6, 1e-8 * k) });
      tf.dispose([left, right, result]);
    }
  },
);

test.each([
  ['linear', true],
  ['relu', true],
  ['relu', false],
  ['sigmoid', true],
] as const)('a dense layer with %s, bias %s: is the product, the bias and the activation', (activation, hasBias) => {
  const [m, k, n] = [21, 600, 133];
  const random = createLcg(7);
  const [a, b, c] = [random.array(m * k), random.array(k * n), random.array(n)];
  const tensors = [
    tf.tensor2d(Float32Array.from(a), [m, k]),
    tf.tensor2d(Float32Array.from(b), [k, n]),
    tf.tensor1d(Float32Array.from(c)),
  ] as const;
  const before = tf.backend().numDataIds();
  const result = tf.fused.matMul({ a: tensors[0], b: tensors[1], bias: hasBias ? tensors[2] : undefined, activation });
  expect(tf.backend().numDataIds()).toBe(before + 1);
  const expected = product(a, b, [1, 1], [m, k, n]).map((sum, at) => {
    const value = sum + (hasBias ? c[at % n] : 0);
    return activation === 'linear' ? value : activation === 'relu' ? Math.max(0, value) : 1 / (1 + Math.exp(-value));
  });
  expectAllClose(result.dataSync(), expected, { rtol: 1e-5, atol: 2e-5 });
  tf.dispose([...tensors, result]);
});

test('equal rows have equal outputs, wherever they stand', () => {
  const [m, k, n] = [69, 530, 11];
  const row = createLcg(3).array(k);
  const a = tf.tensor2d(
    Float32Array.from({ length: m * k }, (_, at) => row[at % k]),
    [m, k],
  );
  const b = tf.tensor2d(Float32Array.from(createLcg(4).array(k * n)), [k, n]);
  const values = tf.matMul(a, b).dataSync();
  for (let at = 0; at < values.length; at++) expect(values[at]).toBe(values[at % n]);
  tf.dispose([a, b]);
});

test('what is no number is one after relu neither', () => {
  const a = tf.fill([16, 3], Number.NaN) as tf.Tensor2D;
  const b = tf.ones([3, 9]) as tf.Tensor2D;
  expect([...tf.fused.matMul({ a, b, activation: 'relu' }).dataSync()].every(Number.isNaN)).toBe(true);
  tf.dispose([a, b]);
});

test('sizes that do not fit are refused, those of a batch too', () => {
  const a = tf.ones([2, 16, 5]) as tf.Tensor3D;
  const b = tf.ones([2, 6, 5]) as tf.Tensor3D;
  expect(() => tf.matMul(a, b)).toThrow(/inner shapes/);
  tf.dispose([a, b]);
});
