import { readFileSync } from 'node:fs';
import { createLcg, expectAllClose } from '@aver/test-helpers';
import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { createOptimizer, type OptimizerSpec, type ScheduleSpec } from '../src/index.js';
import { describeEachBackend } from './each-backend.js';

interface Run {
  name: 'adam' | 'sgd';
  learningRate: number;
  weightDecay: number;
  schedule: ScheduleSpec;
  rates: number[];
  weightsAfterStep: number[][];
}

const golden: { runs: Run[] } = JSON.parse(readFileSync(new URL('golden/adamw.json', import.meta.url), 'utf8'));

function specOf({ name, learningRate, weightDecay, schedule }: Run): OptimizerSpec {
  const common = { learningRate, weightDecay, schedule };
  if (name === 'sgd') return { name, ...common };
  return { name, form: 'keras', beta1: 0.9, beta2: 0.99, epsilon: 1e-12, ...common };
}

/** The weights that a spec leaves after each step with a gradient of 1, from 2: a matrix's, a bias's. */
function steps(spec: OptimizerSpec, count: number): { matrix: number; bias: number }[] {
  const matrix = tf.variable(tf.fill([1, 1], 2));
  const bias = tf.variable(tf.fill([1], 2));
  const optimizer = createOptimizer(spec);
  const weights = Array.from({ length: count }, () => {
    optimizer.applyGradients({ [matrix.name]: tf.ones([1, 1]), [bias.name]: tf.ones([1]) });
    return { matrix: matrix.dataSync()[0], bias: bias.dataSync()[0] };
  });
  optimizer.dispose();
  return weights;
}

describeEachBackend('weightDecay and schedule', () => {
  test.each(golden.runs)("PyTorch's $name with decay $weightDecay is repeated step by step", (run) => {
    const lcg = createLcg(11);
    const values = (length: number, scale: number) => Float32Array.from(lcg.array(length, scale));
    const variables = [tf.variable(tf.tensor2d(values(6, 1), [2, 3])), tf.variable(tf.tensor1d(values(4, 1)))];
    const optimizer = createOptimizer(specOf(run));
    for (const expected of run.weightsAfterStep) {
      const gradients = [tf.tensor2d(values(6, 2), [2, 3]), tf.tensor1d(values(4, 2))];
      optimizer.applyGradients(variables.map(({ name }, i) => ({ name, tensor: gradients[i] })));
      const weights = variables.flatMap((variable) => [...variable.dataSync()]);
      expectAllClose(weights, expected, { rtol: 2e-6, atol: 1e-6 });
    }
  });

  test('the rate rises in warmup + 1 steps, falls along half a cosine, and ends at 0', () => {
    const schedule: ScheduleSpec = { kind: 'cosine', steps: 8, warmup: 3 };
    const weights = steps({ name: 'sgd', learningRate: 0.1, schedule }, 12).map(({ bias }) => bias);
    const rates = weights.map((weight, i) => (weights[i - 1] ?? 2) - weight);
    const cosine = (t: number) => 0.05 * (1 + Math.cos((Math.PI * (t - 1)) / 8));
    const expected = [cosine(1) / 4, cosine(2) / 2, 0.75 * cosine(3), ...[4, 5, 6, 7, 8].map(cosine), 0, 0, 0, 0];
    expectAllClose(rates, expected, { atol: 1e-6 });
  });

  const specs: OptimizerSpec[] = [
    { name: 'sgd', learningRate: 0.1 },
    { name: 'adagrad', form: 'paper', learningRate: 0.1, epsilon: 0.01 },
    { name: 'rmsprop', form: 'keras', learningRate: 0.1, decay: 0.8, epsilon: 0.01 },
    { name: 'adam', form: 'paper', learningRate: 0.1, beta1: 0.8, beta2: 0.9, epsilon: 0.01 },
  ];
  test.each(specs)('the first step of $name loses rate weightDecay w more, scheduled and clipped or not', (spec) => {
    const schedule: ScheduleSpec = { kind: 'cosine', steps: 10, warmup: 1 };
    const [plain] = steps({ ...spec, clipNorm: 0.5, schedule }, 1);
    const [decayed] = steps({ ...spec, clipNorm: 0.5, schedule, weightDecay: 0.4 }, 1);
    expect(decayed.bias).toBe(plain.bias);
    // The rate of the first of two warming steps is half of 0.1.
    expectAllClose([decayed.matrix], [plain.matrix - 0.05 * 0.4 * 2], { rtol: 1e-6 });
    const [full] = steps(spec, 1);
    const [half] = steps({ ...spec, schedule }, 1);
    expectAllClose([2 - half.bias], [(2 - full.bias) / 2], { rtol: 1e-5 });
  });

  test('restored state goes on in the schedule', async () => {
    const spec = specOf(golden.runs[0]);
    const weights = tf.variable(tf.ones([2, 2]));
    const gradient = { [weights.name]: tf.fill([2, 2], 0.5) };
    const first = createOptimizer(spec);
    for (let step = 0; step < 5; step++) first.applyGradients(gradient);
    const second = createOptimizer(spec);
    await second.setWeights(await first.getWeights());
    const start = weights.clone();
    first.applyGradients(gradient);
    const expected = weights.dataSync().slice();
    weights.assign(start);
    second.applyGradients(gradient);
    expect(weights.dataSync()).toEqual(expected);
    weights.assign(start);
    createOptimizer(spec).applyGradients(gradient);
    expect(weights.dataSync()).not.toEqual(expected);
  });

  test('no tensor is left behind', () => {
    const before = tf.memory().numTensors;
    const variable = tf.tidy(() => tf.variable(tf.ones([3, 2])));
    const gradient = tf.ones([3, 2]);
    const optimizer = createOptimizer(specOf(golden.runs[0]));
    for (let step = 0; step < 3; step++) optimizer.applyGradients({ [variable.name]: gradient });
    optimizer.dispose();
    tf.dispose([variable, gradient]);
    expect(tf.memory().numTensors).toBe(before);
  });
});

test.each([
  [{ weightDecay: -0.1 }, 'weightDecay must be a number of at least 0, or absent; received -0.1'],
  [{ weightDecay: Number.NaN }, 'weightDecay must be a number of at least 0, or absent; received NaN'],
  [{ weightDecay: Infinity }, 'weightDecay must be a number of at least 0, or absent; received Infinity'],
  [{ schedule: 'cosine' }, 'kind of schedule must be cosine; received undefined'],
  [{ schedule: null }, 'kind of schedule must be cosine; received undefined'],
  [{ schedule: { kind: 'linear', steps: 1, warmup: 0 } }, 'kind of schedule must be cosine; received linear'],
  [{ schedule: { kind: 'cosine', steps: 0, warmup: 0 } }, 'steps of schedule must be a positive integer; received 0'],
  [
    { schedule: { kind: 'cosine', steps: Number.NaN, warmup: 0 } },
    'steps of schedule must be a positive integer; received NaN',
  ],
  [
    { schedule: { kind: 'cosine', steps: 9, warmup: -1 } },
    'warmup of schedule must be an integer of at least 0; received -1',
  ],
  [
    { schedule: { kind: 'cosine', steps: 9, warmup: Number.NaN } },
    'warmup of schedule must be an integer of at least 0; received NaN',
  ],
  [
    { schedule: { kind: 'cosine', steps: 9, warmup: 0, floor: 0 } },
    'schedule must be of kind, steps, warmup; received floor',
  ],
])('createOptimizer rejects %j', (options, message) => {
  const spec = { name: 'sgd', learningRate: 1, ...options } as unknown as OptimizerSpec;
  expect(() => createOptimizer(spec)).toThrow(new RangeError(`createOptimizer: ${message}`));
});

test('the spec is a copy: a schedule that the caller changes afterwards changes nothing', () => {
  const schedule = { kind: 'cosine' as const, steps: 9, warmup: 1 };
  const spec: OptimizerSpec = { name: 'sgd', learningRate: 1, weightDecay: 0.1, schedule };
  const optimizer = createOptimizer(spec);
  schedule.steps = 1;
  expect(optimizer.getConfig()).toEqual({ ...spec, schedule: { kind: 'cosine', steps: 9, warmup: 1 } });
});
