import { expectAllClose } from '@aver/test-helpers';
import { expect, test } from 'vitest';
import { mlp } from '../../src/rows/table3/mlp.js';
import { summarizeRow } from '../../src/tables/summarize-row.js';
import { aResult } from '../a-result.js';

const many = Array.from({ length: 100 }, (_, i) => (['happy', 'sad', 'angry', 'neutral'] as const)[i % 4]);

test('one seed: accuracy with the interval of Wilson over the test recordings', () => {
  const { accuracy, macro, seconds } = summarizeRow(mlp, [aResult()]);
  expect(accuracy.values).toEqual([0.75]);
  // Wilson, 3 of 4: (p + z^2/2n -+ z sqrt(p(1-p)/n + z^2/4n^2)) / (1 + z^2/n), z = 1.959963984540054.
  expectAllClose([accuracy.mean, accuracy.low, accuracy.high], [0.75, 0.300642, 0.954413], { atol: 1e-6 });
  // happy: P 1/2, R 1; sad and angry: 1; neutral: never predicted, 0.
  expectAllClose([macro.precision, macro.recall, macro.f1], [2.5 / 4, 3 / 4, (2 / 3 + 1 + 1) / 4], { rtol: 1e-12 });
  expect(seconds).toBe(1.5);
});

test('several seeds: the mean, with the interval of Student over the seeds', () => {
  const seeds = [0, 1, 2].map((seed) =>
    aResult({ seed, yTrue: many, yPred: many.map((one, i) => (i < 40 + seed ? 'sad' : one)) }),
  );
  const { accuracy, confusion } = summarizeRow(mlp, seeds);
  expect(accuracy.values).toEqual([0.7, 0.69, 0.69]);
  // t(0.975, 2 degrees of freedom) = 4.302653; standard deviation 0.01 / sqrt(3).
  const half = (4.302653 * 0.01) / 3;
  const mean = 2.08 / 3;
  expectAllClose([accuracy.mean, accuracy.low, accuracy.high], [mean, mean - half, mean + half], { rtol: 1e-6 });
  expect(confusion.labels).toEqual(['happy', 'sad', 'angry', 'neutral']);
  expect(confusion.counts.map((row) => row.reduce((sum, count) => sum + count, 0))).toEqual([75, 75, 75, 75]);
  expect(confusion.counts[1]).toEqual([0, 75, 0, 0]);
});

test('an interval of accuracies stays within 0 and 1', () => {
  const right = aResult({ seed: 1, yPred: ['happy', 'sad', 'angry', 'neutral'] });
  // Student's half width would be 12.7 * 0.125.
  expect(summarizeRow(mlp, [aResult(), right]).accuracy).toMatchObject({ mean: 0.875, low: 0, high: 1 });
});

test('speaker folds: one value for each fold, its mean over the seeds', () => {
  const fold = (index: number) => ({ kind: 'speakers', folds: 'emobox', fold: index }) as const;
  const all = ['happy', 'sad', 'angry', 'neutral'] as const;
  const results = [
    aResult({ seed: 0, split: fold(0) }),
    aResult({ seed: 0, split: fold(1), yPred: [...all] }),
    aResult({ seed: 1, split: fold(0), yPred: [...all] }),
    aResult({ seed: 1, split: fold(1), yPred: [...all] }),
  ];
  const { accuracy } = summarizeRow(mlp, results);
  expect(accuracy.values).toEqual([0.875, 1]);
  expect(accuracy.interval).toBe('Student t, over the speaker folds');
});
