import { createLcg, expectAllClose } from '@aver/test-helpers';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, test, vi } from 'vitest';
import { prepareBackend } from '../../src/index.js';

vi.mock('../../src/kernels/wasm/simd-kernels.js', () => ({ simdKernels: () => undefined }));

beforeAll(async () => {
  await prepareBackend('wasm');
});

const shapes = [[5], [2, 3], []];
const lcg = createLcg(2);
const tensors = (offset = 0) =>
  shapes.map((shape) =>
    tf.tensor(
      Float32Array.from(lcg.array(tf.util.sizeFromShape(shape), 2), (v) => v + offset),
      shape,
    ),
  );

/** Runs a kernel, and gives each of its results' values. */
function run(kernel: string, lists: tf.Tensor[][], attrs: tf.NamedAttrMap): number[][] {
  const results = tf.engine().runKernel(kernel, Object.fromEntries(lists.flat().entries()), {
    ...attrs,
    variables: shapes.length,
  }) as unknown as tf.Tensor[];
  return results.map((result) => [...result.dataSync()]);
}

const valuesOf = (list: tf.Tensor[]) => list.map((tensor) => [...tensor.dataSync()]);

test('all optimizers follow their formulas, clipping included', () => {
  const [w, g, m, v] = [tensors(), tensors(), tensors(), tensors(1.5)];
  const norm = Math.hypot(...valuesOf(g).flat());
  const [ws, ms, vs] = [w, m, v].map((list) => valuesOf(list).flat());
  const gs = valuesOf(g)
    .flat()
    .map((value) => (value * 0.5) / norm);
  const globalNorm = tf.engine().runKernel('AverGlobalNorm', Object.fromEntries(g.entries())) as tf.Tensor;
  expectAllClose(globalNorm.dataSync(), [norm], {
    rtol: 1e-6,
  });

  const clipNorm = 0.5;
  const sgd = run('AverSgdUpdate', [w, g], { rate: 0.1, clipNorm }).flat();
  expectAllClose(
    sgd,
    ws.map((value, i) => value - 0.1 * gs[i]),
    { rtol: 1e-5, atol: 1e-6 },
  );

  const root = run('AverRootUpdate', [w, g, v], { rate: 0.1, keep: 0.9, add: 0.1, epsilon: 0.01, clipNorm }).flat();
  const squares = vs.map((value, i) => 0.9 * value + 0.1 * gs[i] ** 2);
  const moved = ws.map((value, i) => value - (0.1 * gs[i]) / Math.sqrt(squares[i] + 0.01));
  expectAllClose(root, [...moved, ...squares], { rtol: 1e-5, atol: 1e-6 });

  const attrs = { rate: 0.1, beta1: 0.8, beta2: 0.9, inner: 0.01, outer: 0.02, clipNorm };
  const adam = run('AverAdamUpdate', [w, g, m, v], attrs).flat();
  const first = ms.map((value, i) => 0.8 * value + 0.2 * gs[i]);
  const second = vs.map((value, i) => 0.9 * value + 0.1 * gs[i] ** 2);
  const stepped = ws.map((value, i) => value - (0.1 * first[i]) / (Math.sqrt(second[i] + 0.01) + 0.02));
  expectAllClose(adam, [...stepped, ...first, ...second], { rtol: 1e-5, atol: 1e-6 });
});

test('a gradient that is not float32 is refused, and leaves no memory taken', () => {
  const w = [tf.tensor1d([1])];
  const before = tf.backend().numDataIds();
  const inputs = { 0: w[0], 1: tf.tensor1d([1], 'int32') };
  expect(() => tf.engine().runKernel('AverSgdUpdate', inputs, { rate: 0.1, variables: 1 })).toThrow(
    new TypeError('training kernel: tensors must be float32; received int32'),
  );
  expect(tf.backend().numDataIds()).toBe(before + 1);
});
