import type * as tf from '@tensorflow/tfjs-core';
import type { OptimizerSpec } from './optimizer-spec.js';
import { SpecOptimizer } from './spec-optimizer.js';

/** For each optimizer and form, the numbers that its spec must carry beside the learning rate. */
const numbers: Record<string, Record<string, readonly string[]>> = {
  sgd: { plain: [] },
  adagrad: {
    paper: ['epsilon'],
    tflearn: ['initialAccumulator'],
    keras: ['initialAccumulator', 'epsilon'],
  },
  rmsprop: {
    paper: ['decay', 'epsilon'],
    tflearn: ['decay', 'epsilon'],
    keras: ['decay', 'epsilon'],
  },
  adam: {
    paper: ['beta1', 'beta2', 'epsilon'],
    tflearn: ['beta1', 'beta2', 'epsilon'],
    keras: ['beta1', 'beta2', 'epsilon'],
    sklearn: ['beta1', 'beta2', 'epsilon'],
  },
};

/** What each number may be; guards are written so that NaN and undefined fail. */
const ranges: Record<string, { expected: string; holds: (value: number) => boolean }> = {
  learningRate: { expected: 'a number above 0', holds: (value) => value > 0 && value < Infinity },
  epsilon: { expected: 'a number of at least 0', holds: (value) => value >= 0 && value < Infinity },
  // tflearn's form divides by the root of the accumulator alone, so 0 would give 0/0 where a gradient is 0.
  initialAccumulator: { expected: 'a number above 0', holds: (value) => value > 0 && value < Infinity },
  decay: { expected: 'a number in [0, 1)', holds: (value) => value >= 0 && value < 1 },
  beta1: { expected: 'a number in [0, 1)', holds: (value) => value >= 0 && value < 1 },
  beta2: { expected: 'a number in [0, 1)', holds: (value) => value >= 0 && value < 1 },
  clipNorm: { expected: 'a number above 0, or absent', holds: (value) => value > 0 },
  weightDecay: { expected: 'a number of at least 0, or absent', holds: (value) => value >= 0 && value < Infinity },
};

/**
 * A TensorFlow.js optimizer with every number explicit, in the paper's, TFLearn's, Keras's or scikit-learn's form.
 * The formulas stand beside the members of {@link OptimizerSpec}. Works with `optimizer.minimize`, with
 * `model.compile`, and saves and restores its state as TensorFlow.js's own optimizers do.
 *
 * @param spec Name, form and numbers, plain JSON; every number is required, so nothing depends on a default.
 * @returns The optimizer; its slots are the caller's to dispose with `dispose()`.
 * @throws RangeError when name or form is unknown, a number is missing or out of range, or there is one that the form
 *   or the schedule does not use.
 *
 * @see paper, section 4, formulas 1-3; tf.compat.v1.train; Keras 3; scikit-learn's MLPClassifier.
 *
 * @example
 * const optimizer = createOptimizer({ name: 'adam', form: 'keras', learningRate: 0.005, beta1: 0.9, beta2: 0.999, epsilon: 1e-7 });
 */
export function createOptimizer(spec: OptimizerSpec): tf.Optimizer {
  const { name, form, schedule, ...values } = spec as { name: string; form?: string } & Record<string, unknown>;
  if (!Object.hasOwn(numbers, name)) fail('name', Object.keys(numbers).join(', '), name);
  const forms = numbers[name];
  // sgd has one form, which has no name.
  if (!Object.hasOwn(forms, form ?? 'plain')) fail(`form of ${name}`, Object.keys(forms).join(', '), form);
  const required = ['learningRate', ...forms[form ?? 'plain']];
  const optional = ['clipNorm', 'weightDecay'];
  for (const key of [...required, ...optional.filter((key) => values[key] !== undefined)]) {
    const { expected, holds } = ranges[key];
    const value = values[key];
    if (typeof value !== 'number' || !holds(value)) fail(key, expected, value);
  }
  const known = [...required, ...optional];
  const extra = Object.keys(values).find((key) => !known.includes(key));
  if (extra !== undefined) fail(`numbers of ${name}`, known.join(', '), extra);
  if (schedule !== undefined) requireSchedule(schedule);
  return new SpecOptimizer(spec);
}

function requireSchedule(schedule: unknown): void {
  const { kind, steps, warmup, ...others } = Object(schedule) as Record<string, unknown>;
  if (kind !== 'cosine') fail('kind of schedule', 'cosine', kind);
  if (!(Number.isSafeInteger(steps) && (steps as number) > 0)) fail('steps of schedule', 'a positive integer', steps);
  if (!(Number.isSafeInteger(warmup) && (warmup as number) >= 0)) {
    fail('warmup of schedule', 'an integer of at least 0', warmup);
  }
  const [extra] = Object.keys(others);
  if (extra !== undefined) fail('schedule', 'of kind, steps, warmup', extra);
}

function fail(parameter: string, expected: string, received: unknown): never {
  throw new RangeError(`createOptimizer: ${parameter} must be ${expected}; received ${received}`);
}
