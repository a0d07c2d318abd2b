import { readFileSync } from 'node:fs';
import { expectAllClose } from '@aver/test-helpers';
import { expect, test } from 'vitest';
import { meanInterval } from '../../src/index.js';

const golden = JSON.parse(readFileSync(new URL('../golden/statistics.json', import.meta.url), 'utf8'));

test('agrees with scipy', () => {
  const rows: Array<[number[], number, number, number, number]> = golden.mean_interval;
  expect(rows).toHaveLength(15);
  const ours = rows.map(([values, confidence]) => meanInterval(values, { confidence }));
  expectAllClose(
    ours.flatMap(({ mean, low, high }) => [mean, low, high]),
    rows.flatMap(([, , mean, low, high]) => [mean, low, high]),
    { rtol: 1e-12 },
  );
});

test('two values lie tan(pi confidence / 2) half distances from the bounds', () => {
  // With one degree of freedom Student's t is Cauchy's distribution, whose quantile is a tangent.
  const { mean, low, high } = meanInterval([0, 2], { confidence: 0.9 });
  expect(mean).toBe(1);
  expectAllClose([low, high], [1 - Math.tan(0.45 * Math.PI), 1 + Math.tan(0.45 * Math.PI)], { rtol: 1e-13 });
});

test('one value has a mean and no bounds', () => {
  expect(meanInterval([0.8])).toEqual({ mean: 0.8, low: Number.NaN, high: Number.NaN });
});

test('equal values have an interval of no width', () => {
  expect(meanInterval(new Float32Array([0.5, 0.5, 0.5]))).toEqual({ mean: 0.5, low: 0.5, high: 0.5 });
});

test.each([
  [[], {}, 'values must hold at least one number; received none'],
  [[1, Number.NaN], {}, 'values must be finite numbers; received NaN at 1'],
  [[Number.POSITIVE_INFINITY], {}, 'values must be finite numbers; received Infinity at 0'],
  [[1, 2], { confidence: 1 }, 'confidence must be between 0 and 1, exclusive; received 1'],
  [[1, 2], { confidence: Number.NaN }, 'confidence must be between 0 and 1, exclusive; received NaN'],
])('%j %j throws', (values, options, message) => {
  expect(() => meanInterval(values, options)).toThrow(new RangeError(`meanInterval: ${message}`));
});
