import { readFileSync } from 'node:fs';
import { expectAllClose } from '@aver/test-helpers';
import { expect, test } from 'vitest';
import { balancedAccuracy, mcnemarTest, pairedPermutationTest } from '../../src/index.js';

const golden: Array<[number[], number[], number, number]> = JSON.parse(
  readFileSync(new URL('../golden/statistics.json', import.meta.url), 'utf8'),
).paired_permutation;

test.each(golden)('agrees with scipy’s exact test: %j %j', (first, second, difference, pValue) => {
  const result = pairedPermutationTest(first, second);
  expect(result.exact).toBe(true);
  expectAllClose([result.difference, result.pValue], [difference, pValue], { rtol: 1e-12 });
});

test('draws come near the exact value', () => {
  const [first, second, , pValue] = golden[2];
  const drawn = pairedPermutationTest(first, second, { permutations: 1000, seed: 5 });
  expect(drawn.exact).toBe(false);
  // Three standard errors of a share from 1,000 draws.
  expect(Math.abs(drawn.pValue - pValue)).toBeLessThan(3 * Math.sqrt((pValue * (1 - pValue)) / 1000));
  expect(pairedPermutationTest(first, second, { permutations: 1000, seed: 5 })).toEqual(drawn);
  expect(pairedPermutationTest(first, second, { permutations: 1000, seed: 6 })).not.toEqual(drawn);
});

test('of right and wrong answers is McNemar’s exact test', () => {
  const yTrue = Array(12).fill(1);
  const first = [1, 1, 1, 1, 1, 1, 1, 0, 1, 1, 0, 0];
  const second = [0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 0, 0];
  const { pValue } = pairedPermutationTest(first, second);
  expect(pValue).toBeCloseTo(mcnemarTest(yTrue, first, second).pValue, 14);
});

test('equal lists differ by 0 with p-value 1, and a drawn p-value is never 0', () => {
  expect(pairedPermutationTest([1, 2], [1, 2])).toEqual({ difference: 0, pValue: 1, exact: true });
  const ones = Array(50).fill(1);
  expect(pairedPermutationTest(ones, Array(50).fill(0), { permutations: 99 }).pValue).toBe(0.01);
});

test('takes any statistic of any items', () => {
  const pair = (label: string) => ['a', label] as const;
  const first = [...'aaab'].map(pair);
  const second = [...'abbb'].map(pair);
  const recall = (items: ReadonlyArray<readonly [string, string]>) =>
    balancedAccuracy(
      items.map(([yTrue]) => yTrue),
      items.map(([, yPred]) => yPred),
    );
  // Two pairs differ, so 8 of the 16 exchanges leave a difference of 1/2 either way.
  expect(pairedPermutationTest(first, second, { statistic: recall })).toEqual({
    difference: 0.5,
    pValue: 0.5,
    exact: true,
  });
});

test('bad lists and options throw', () => {
  expect(() => pairedPermutationTest([], [])).toThrow(
    new RangeError('pairedPermutationTest: first must hold at least one item; received none'),
  );
  expect(() => pairedPermutationTest([1], [1, 2])).toThrow(
    new RangeError('pairedPermutationTest: second must be as long as first (1); received 2 items'),
  );
  expect(() => pairedPermutationTest(['a'], ['b'])).toThrow(
    new TypeError('pairedPermutationTest: items must be finite numbers without a statistic; received a'),
  );
  expect(() => pairedPermutationTest([1], [Number.NaN])).toThrow(
    new TypeError('pairedPermutationTest: items must be finite numbers without a statistic; received NaN'),
  );
  expect(() => pairedPermutationTest([1], [2], { statistic: () => Number.NaN })).toThrow(
    new RangeError('pairedPermutationTest: statistic must return finite numbers; received a difference of NaN'),
  );
  for (const permutations of [0, 1.5, 2 ** 31, Number.NaN]) {
    const message = `permutations must be a whole number from 1 to 2147483647; received ${permutations}`;
    expect(() => pairedPermutationTest([1], [2], { permutations })).toThrow(
      new RangeError(`pairedPermutationTest: ${message}`),
    );
  }
  expect(() => pairedPermutationTest([1], [2], { seed: -1 })).toThrow(
    new RangeError('pairedPermutationTest: seed must be an integer from 0 to 4294967295; received -1'),
  );
});
