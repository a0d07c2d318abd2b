import { prepareBackend } from '@aver/backend';
import { clipByGlobalNorm, createOptimizer, globalNorm, type OptimizerSpec } from '@aver/optim';
import { createLcg, expectAllClose, tfjsNode } from '@aver/test-helpers';
import * as tf from '@tensorflow/tfjs-core';
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest';

const loadNode = tfjsNode();

const specs: OptimizerSpec[] = [
  { name: 'sgd', learningRate: 0.1 },
  { name: 'adagrad', form: 'paper', learningRate: 0.1, epsilon: 0.01 },
  { name: 'adagrad', form: 'tflearn', learningRate: 0.1, initialAccumulator: 0.1 },
  { name: 'adagrad', form: 'keras', learningRate: 0.1, initialAccumulator: 0.1, epsilon: 0.01 },
  { name: 'rmsprop', form: 'paper', learningRate: 0.1, decay: 0.8, epsilon: 0.01 },
  { name: 'rmsprop', form: 'tflearn', learningRate: 0.1, decay: 0.8, epsilon: 0.01 },
  { name: 'rmsprop', form: 'keras', learningRate: 0.1, decay: 0.8, epsilon: 0.01 },
  { name: 'adam', form: 'paper', learningRate: 0.1, beta1: 0.8, beta2: 0.9, epsilon: 0.01 },
  { name: 'adam', form: 'tflearn', learningRate: 0.1, beta1: 0.8, beta2: 0.9, epsilon: 0.01 },
  { name: 'adam', form: 'keras', learningRate: 0.1, beta1: 0.8, beta2: 0.9, epsilon: 0.01 },
  { name: 'adam', form: 'sklearn', learningRate: 0.1, beta1: 0.8, beta2: 0.9, epsilon: 0.01 },
];
const decaying = { weightDecay: 0.3, schedule: { kind: 'cosine', steps: 10, warmup: 2 } } as const;
const runs: OptimizerSpec[] = specs.flatMap((spec) => [
  spec,
  { ...spec, clipNorm: 0.5 },
  { ...spec, clipNorm: 0.5, ...decaying },
]);
const title = (spec: OptimizerSpec) =>
  `${spec.name} ${'form' in spec ? spec.form : ''}${spec.clipNorm ? ' clipped' : ''}${spec.schedule ? ', decaying and scheduled' : ''}`;

/** Of lengths that do and do not fill the vectors of SIMD; a scalar among them. */
const shapes = [[3, 5, 7], [4], [1], [], [2, 2]];

/** Weights after eight steps, and after each the number of tensors. */
function train(spec: OptimizerSpec): { weights: number[]; tensors: number[] } {
  const lcg = createLcg(5);
  const values = (shape: number[], scale: number) =>
    tf.tensor(Float32Array.from(lcg.array(tf.util.sizeFromShape(shape), scale)), shape);
  const variables = shapes.map((shape) => tf.tidy(() => tf.variable(values(shape, 1))));
  const optimizer = createOptimizer(spec);
  const tensors: number[] = [];
  for (let step = 0; step < 8; step++) {
    const gradients = variables.map(({ name, shape }) => ({ name, tensor: values(shape, 2) }));
    optimizer.applyGradients(gradients);
    tf.dispose(gradients);
    tensors.push(tf.memory().numTensors);
  }
  const weights = variables.flatMap((variable) => [...variable.dataSync()]);
  optimizer.dispose();
  tf.dispose(variables);
  return { weights, tensors };
}

/** Runs with the registry saying that there is no kernel of ours. */
function plainly<T>(run: () => T): T {
  const updates = tf.getKernelsForBackend(tf.getBackend()).filter(({ kernelName }) => kernelName.startsWith('Aver'));
  for (const { kernelName, backendName } of updates) tf.unregisterKernel(kernelName, backendName);
  try {
    return run();
  } finally {
    for (const kernel of updates) tf.registerKernel(kernel);
  }
}

describe.each(loadNode ? (['wasm', 'node'] as const) : (['wasm'] as const))('the fused updates of %s', (name) => {
  beforeAll(async () => {
    await prepareBackend(name, { loadNode });
  });
  afterEach(() => void vi.restoreAllMocks());

  test.each(runs.map((spec) => [title(spec), spec] as const))(
    '%s: the weights are those of plain operations',
    (_, spec) => {
      const before = tf.memory().numTensors;
      const run = vi.spyOn(tf.engine(), 'runKernel');
      const fused = train(spec);
      expect(run.mock.calls.filter(([kernel]) => /^Aver(Sgd|Root|Adam)Update$/.test(kernel))).toHaveLength(8);
      // The decay of two matrices at each of eight steps is all that is left to plain operations.
      const products = run.mock.calls.filter(([kernel]) => kernel === 'Multiply');
      expect(products).toHaveLength(spec.weightDecay ? 8 * 2 : 0);
      run.mockClear();
      const plain = plainly(() => train(spec));
      expect(run.mock.calls.filter(([kernel]) => kernel.startsWith('Aver'))).toHaveLength(0);
      // On wasm only the norm is summed up in another order; TensorFlow has a reciprocal root of its own, too.
      if (spec.clipNorm || name === 'node') expectAllClose(fused.weights, plain.weights, { rtol: 1e-6, atol: 1e-6 });
      else expect(fused.weights).toEqual(plain.weights);
      expect(new Set(fused.tensors).size).toBe(1);
      expect(tf.memory().numTensors).toBe(before);
    },
  );

  test('globalNorm and clipByGlobalNorm take the kernel, too', () => {
    const tensors = [tf.tensor1d([3]), tf.tensor2d([[0, 4]])];
    expect(globalNorm(tensors).dataSync()[0]).toBe(5);
    expect(globalNorm({ a: tensors[0], none: null, b: tensors[1] }).dataSync()[0]).toBe(5);
    expect(globalNorm([]).dataSync()[0]).toBe(0);
    const clipped = clipByGlobalNorm(tensors, 1).flatMap((tensor) => [...tensor.dataSync()]);
    expectAllClose(clipped, [0.6, 0, 0.8], { rtol: 1e-6 });
    const values = Float32Array.from(createLcg(3).array(524_291));
    let sum = 0;
    for (const value of values) sum += value * value;
    expectAllClose(globalNorm([tf.tensor1d(values)]).dataSync(), [Math.sqrt(sum)], { rtol: 5e-7 });
  });
});
