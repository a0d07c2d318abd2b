import { createLcg, expectAllClose } from '@aver/test-helpers';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { createOptimizer, type OptimizerSpec } from '../src/index.js';
import { describeEachBackend } from './each-backend.js';

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
const title = (spec: OptimizerSpec) => `${spec.name} ${'form' in spec ? spec.form : ''}`.trim();

/** The formulas as the types of OptimizerSpec state them, one weight at a time, in float64. */
function slowly(spec: OptimizerSpec, start: number, gradients: number[]): number {
  let w = start;
  let m = 0;
  let v =
    spec.name === 'rmsprop' && spec.form === 'tflearn' ? 1 : 'initialAccumulator' in spec ? spec.initialAccumulator : 0;
  for (const [k, g] of gradients.entries()) {
    const t = k + 1;
    if (spec.name === 'sgd') w -= spec.learningRate * g;
    if (spec.name === 'adagrad') {
      v += g * g;
      w -= (spec.learningRate * g) / Math.sqrt(v + ('epsilon' in spec ? spec.epsilon : 0));
    }
    if (spec.name === 'rmsprop') {
      v = spec.decay * v + (1 - spec.decay) * g * g;
      w -= (spec.learningRate * g) / Math.sqrt(v + spec.epsilon);
    }
    if (spec.name === 'adam') {
      m = spec.beta1 * m + (1 - spec.beta1) * g;
      v = spec.beta2 * v + (1 - spec.beta2) * g * g;
      const mHat = m / (1 - spec.beta1 ** t);
      const vHat = v / (1 - spec.beta2 ** t);
      w -=
        spec.form === 'paper'
          ? (spec.learningRate * mHat) / Math.sqrt(vHat + spec.epsilon)
          : (((spec.learningRate * Math.sqrt(1 - spec.beta2 ** t)) / (1 - spec.beta1 ** t)) * m) /
            (Math.sqrt(v) + spec.epsilon);
    }
  }
  return w;
}

/** Two variables of unlike shapes, and their gradients at eight steps. */
function problem() {
  const lcg = createLcg(5);
  const values = (length: number, scale?: number) => Float32Array.from(lcg.array(length, scale));
  const variables = [tf.variable(tf.tensor2d(values(6), [2, 3])), tf.variable(tf.tensor1d(values(4)))];
  const starts = variables.map((variable) => variable.dataSync().slice());
  const gradients = Array.from({ length: 8 }, () => [tf.tensor2d(values(6, 2), [2, 3]), tf.tensor1d(values(4, 2))]);
  const named = (k: number) => ({ [variables[0].name]: gradients[k][0], [variables[1].name]: gradients[k][1] });
  return { variables, starts, gradients, named };
}

describeEachBackend('createOptimizer', () => {
  test.each(specs.map((spec) => [title(spec), spec] as const))(
    '%s follows its formula on several variables',
    (_, spec) => {
      const { variables, starts, gradients, named } = problem();
      const optimizer = createOptimizer(spec);
      for (let k = 0; k < 8; k++) optimizer.applyGradients(named(k));
      for (const [i, variable] of variables.entries()) {
        const expected = [...starts[i]].map((start, j) =>
          slowly(
            spec,
            start,
            gradients.map((g) => g[i].dataSync()[j]),
          ),
        );
        expectAllClose(variable.dataSync(), expected, { rtol: 1e-5, atol: 1e-6 });
      }
    },
  );

  test.each(specs.map((spec) => [title(spec), spec] as const))(
    '%s makes no tensors after its first step, and frees all',
    (_, spec) => {
      const { named } = problem();
      const before = tf.memory().numTensors;
      const optimizer = createOptimizer({ ...spec, clipNorm: 0.5 });
      optimizer.applyGradients(named(0));
      const afterFirst = tf.memory().numTensors;
      for (let k = 1; k < 8; k++) optimizer.applyGradients(named(k));
      expect(tf.memory().numTensors).toBe(afterFirst);
      optimizer.dispose();
      expect(tf.memory().numTensors).toBe(before);
    },
  );

  test('clipNorm scales all gradients together, as plain gradient descent shows', () => {
    const { variables, starts, gradients, named } = problem();
    createOptimizer({ name: 'sgd', learningRate: 1, clipNorm: 0.5 }).applyGradients(named(0));
    const all = gradients[0].flatMap((gradient) => [...gradient.dataSync()]);
    const norm = Math.hypot(...all);
    expect(norm).toBeGreaterThan(0.5);
    for (const [i, variable] of variables.entries()) {
      const g = gradients[0][i].dataSync();
      expectAllClose(
        variable.dataSync(),
        [...starts[i]].map((w, j) => w - (g[j] * 0.5) / norm),
        { rtol: 1e-5, atol: 1e-7 },
      );
    }
  });

  test.each(specs.map((spec) => [title(spec), spec] as const))(
    '%s goes on where getWeights and setWeights left it',
    async (_, spec) => {
      const whole = problem();
      const first = createOptimizer(spec);
      for (let k = 0; k < 8; k++) first.applyGradients(whole.named(k));

      const parts = problem();
      const before = createOptimizer(spec);
      for (let k = 0; k < 3; k++) before.applyGradients(parts.named(k));
      const saved = await before.getWeights();
      expect(saved[0].name).toBe('iter');
      expect(saved[0].tensor.dataSync()[0]).toBe(3);
      const after = createOptimizer(spec);
      await after.setWeights(saved);
      expect((await after.getWeights()).map(({ name }) => name)).toEqual(saved.map(({ name }) => name));
      before.dispose();
      for (let k = 3; k < 8; k++) after.applyGradients(parts.named(k));
      for (const [i, variable] of parts.variables.entries()) {
        expect(variable.dataSync()).toEqual(whole.variables[i].dataSync());
      }
    },
  );

  test('a variable whose gradient is missing at one step keeps its weights and its own slots', () => {
    const { variables, starts, named } = problem();
    const optimizer = createOptimizer(specs[1]);
    const [first, second] = variables;
    // The list form with null is how tfjs hands a variable over that the loss does not depend on.
    optimizer.applyGradients([
      { name: first.name, tensor: null as unknown as tf.Tensor },
      { name: second.name, tensor: named(0)[second.name] },
    ]);
    expect(first.dataSync()).toEqual(starts[0]);
    optimizer.applyGradients(named(1));
    const expected = [...starts[0]].map((w, j) => slowly(specs[1], w, [named(1)[first.name].dataSync()[j]]));
    expectAllClose(first.dataSync(), expected, { rtol: 1e-5, atol: 1e-6 });
  });
});

describe('createOptimizer', () => {
  beforeAll(async () => {
    await tf.setBackend('cpu');
  });

  test('is a tf.Optimizer with a name and its spec as configuration', () => {
    const optimizer = createOptimizer(specs[7]);
    expect(optimizer).toBeInstanceOf(tf.Optimizer);
    expect(optimizer.getClassName()).toBe('AverOptimizer');
    expect(optimizer.getConfig()).toEqual(specs[7]);
  });

  test('keeps its numbers when the caller changes the spec afterwards', () => {
    const spec = { name: 'sgd' as const, learningRate: 0.1, clipNorm: 1 };
    const optimizer = createOptimizer(spec);
    spec.clipNorm = 1e9;
    expect(optimizer.getConfig()).toEqual({ name: 'sgd', learningRate: 0.1, clipNorm: 1 });
  });

  test.each([
    [{ name: 'lion', learningRate: 1 }, 'createOptimizer: name must be sgd, adagrad, rmsprop, adam; received lion'],
    [{ name: 'toString', learningRate: 1 }, 'received toString'],
    [
      { name: 'adam', form: 'torch' },
      'createOptimizer: form of adam must be paper, tflearn, keras, sklearn; received torch',
    ],
    [{ name: 'adam', learningRate: 1 }, 'form of adam must be paper, tflearn, keras, sklearn; received undefined'],
    [{ name: 'adagrad', form: 'sklearn' }, 'form of adagrad must be paper, tflearn, keras; received sklearn'],
    [{ name: 'sgd', form: 'keras', learningRate: 1 }, 'form of sgd must be plain; received keras'],
    [{ name: 'sgd', learningRate: 0 }, 'createOptimizer: learningRate must be a number above 0; received 0'],
    [{ name: 'sgd', learningRate: Number.NaN }, 'learningRate must be a number above 0; received NaN'],
    [{ name: 'sgd', learningRate: Infinity }, 'received Infinity'],
    [{ name: 'sgd', learningRate: '1' }, 'received 1'],
    [{ name: 'sgd', learningRate: 1, clipNorm: 0 }, 'clipNorm must be a number above 0, or absent; received 0'],
    [
      { name: 'sgd', learningRate: 1, momentum: 0.9 },
      'numbers of sgd must be learningRate, clipNorm, weightDecay; received momentum',
    ],
    [{ name: 'adagrad', form: 'paper', learningRate: 1 }, 'epsilon must be a number of at least 0; received undefined'],
    [
      { name: 'adagrad', form: 'tflearn', learningRate: 1, initialAccumulator: 0 },
      'initialAccumulator must be a number above 0',
    ],
    [
      { name: 'rmsprop', form: 'keras', learningRate: 1, decay: 1, epsilon: 0 },
      'decay must be a number in [0, 1); received 1',
    ],
    [
      { name: 'adam', form: 'keras', learningRate: 1, beta1: -0.1, beta2: 0.9, epsilon: 0 },
      'beta1 must be a number in [0, 1)',
    ],
    [
      { name: 'adam', form: 'keras', learningRate: 1, beta1: 0.9, beta2: 2, epsilon: 0 },
      'beta2 must be a number in [0, 1)',
    ],
  ])('rejects %j', (spec, message) => {
    expect(() => createOptimizer(spec as unknown as OptimizerSpec)).toThrow(RangeError);
    expect(() => createOptimizer(spec as unknown as OptimizerSpec)).toThrow(message);
  });

  test('rejects gradients of no variable, and restored slots that do not fit', async () => {
    const optimizer = createOptimizer(specs[4]);
    expect(() => optimizer.applyGradients({ nobody: tf.scalar(1) })).toThrow(
      new RangeError(`applyGradients: name must be a variable's; received "nobody"`),
    );
    const { variables, named } = problem();
    optimizer.applyGradients(named(0));
    const saved = await optimizer.getWeights();
    await expect(createOptimizer(specs[7]).setWeights(saved.slice(0, 2))).rejects.toThrow(
      new RangeError('setWeights: weightValues must be a step count and 2 tensors per variable; received 2 tensors'),
    );
    await expect(createOptimizer(specs[0]).setWeights(saved)).rejects.toThrow(RangeError);
    const other = createOptimizer(specs[4]);
    await other.setWeights(saved);
    expect(() => other.applyGradients({ [variables[1].name]: named(0)[variables[1].name] })).toThrow(
      /restored slots of .* must have shape \[4\]; received \[2,3\]/,
    );
  });
});
