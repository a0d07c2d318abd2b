import { readFileSync } from 'node:fs';
import { expectAllClose } from '@aver/test-helpers';
import { expect, test } from 'vitest';
import { correctedResampledTTest } from '../../src/index.js';

const golden: Array<[number[], number, number, number]> = JSON.parse(
  readFileSync(new URL('../golden/statistics.json', import.meta.url), 'utf8'),
).corrected_resampled_t;
const counts: Record<number, [number, number]> = { 5: [25, 100], 10: [10, 90], 15: [210, 462] };

test.each(golden)('agrees with the formula on scipy’s distribution: %j', (differences, ratio, statistic, pValue) => {
  const [testCount, trainCount] = counts[differences.length];
  expect(testCount / trainCount).toBeCloseTo(ratio, 15);
  const result = correctedResampledTTest(differences, { trainCount, testCount });
  expectAllClose([result.statistic, result.pValue], [statistic, pValue], { rtol: 1e-11 });
  expect(result.degreesOfFreedom).toBe(differences.length - 1);
});

test('two differences are Cauchy’s arctangent', () => {
  // s^2 = 2, so t = 2 / sqrt((1/2 + 1) 2).
  const { mean, statistic, pValue } = correctedResampledTTest([1, 3], { trainCount: 7, testCount: 7 });
  expect([mean, statistic]).toEqual([2, 2 / Math.sqrt(3)]);
  expect(pValue).toBeCloseTo(1 - (2 / Math.PI) * Math.atan(2 / Math.sqrt(3)), 14);
});

test('differences without spread are certain, or none', () => {
  const options = { trainCount: 9, testCount: 1 };
  expect(correctedResampledTTest([0, 0, 0], options)).toMatchObject({ statistic: 0, pValue: 1 });
  expect(correctedResampledTTest([0.5, 0.5], options)).toMatchObject({
    statistic: Number.POSITIVE_INFINITY,
    pValue: 0,
  });
  expect(correctedResampledTTest([-0.5, -0.5], options)).toMatchObject({
    statistic: Number.NEGATIVE_INFINITY,
    pValue: 0,
  });
});

test.each([
  [[1], {}, 'differences must be at least 2; received 1'],
  [[1, Number.NaN], {}, 'differences must be finite numbers; received NaN at 1'],
  [[1, 2], { trainCount: 0 }, 'trainCount must be a whole number from 1; received 0'],
  [[1, 2], { testCount: 0.2 }, 'testCount must be a whole number from 1; received 0.2'],
  [[1, 2], { testCount: undefined }, 'testCount must be a whole number from 1; received undefined'],
])('%j %j throws', (differences, options, message) => {
  expect(() => correctedResampledTTest(differences, { trainCount: 9, testCount: 1, ...options } as never)).toThrow(
    new RangeError(`correctedResampledTTest: ${message}`),
  );
});
