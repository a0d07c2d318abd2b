import { readFileSync } from 'node:fs';
import { expectAllClose } from '@aver/test-helpers';
import { describe, expect, test } from 'vitest';
import { type McnemarTestOptions, mcnemarTest } from '../../src/index.js';

const golden: Array<Record<'only_first' | 'only_second' | 'exact' | 'chi_square' | 'corrected', number>> = JSON.parse(
  readFileSync(new URL('../golden/statistics.json', import.meta.url), 'utf8'),
).mcnemar;

/** Samples that only the first, only the second, both and neither got right. */
function tested(onlyFirst: number, onlySecond: number, options?: McnemarTestOptions) {
  const list = (first: string, second: string) => [
    ...Array(onlyFirst).fill(first),
    ...Array(onlySecond).fill(second),
    ...['a', 'a', 'b'],
  ];
  const yTrue = Array(onlyFirst + onlySecond + 3).fill('a');
  return mcnemarTest(yTrue, list('a', 'b'), list('b', 'a'), options);
}

describe.each(golden)('$only_first against $only_second disagreements', (row) => {
  test.each<[string, number, McnemarTestOptions]>([
    ['exact', row.exact, {}],
    ['chi-square', row.chi_square, { method: 'chi-square', continuityCorrection: false }],
    ['chi-square with correction', row.corrected, { method: 'chi-square' }],
  ])('has scipy’s p-value, %s', (_, pValue, options) => {
    const result = tested(row.only_first, row.only_second, options);
    expect([result.onlyFirst, result.onlySecond]).toEqual([row.only_first, row.only_second]);
    expectAllClose([result.pValue], [pValue], { rtol: 1e-12 });
  });
});

test('as many disagreements on both sides are corrected as any others, as in statsmodels 0.14', () => {
  const { statistic, pValue } = tested(2, 2, { method: 'chi-square' });
  expect(statistic).toBe(0.25);
  expect(pValue).toBeCloseTo(0.6170750774519738, 14);
  const plain = { method: 'chi-square', continuityCorrection: false } as const;
  expect(tested(2, 2, plain)).toMatchObject({ statistic: 0, pValue: 1 });
});

test('five against none is 2 / 2^5, and no disagreement is 1', () => {
  expect(tested(5, 0).pValue).toBeCloseTo(2 / 2 ** 5, 15);
  expect(tested(0, 0)).toEqual({ onlyFirst: 0, onlySecond: 0, statistic: 0, pValue: 1 });
  expect(tested(0, 0, { method: 'chi-square' })).toEqual({ onlyFirst: 0, onlySecond: 0, statistic: 0, pValue: 1 });
});

test('bad lists and options throw', () => {
  expect(() => mcnemarTest([1], [1], [1, 2])).toThrow(
    new RangeError('mcnemarTest: second must be as long as yTrue (1); received 2 labels'),
  );
  expect(() => mcnemarTest([1], ['1'], [1])).toThrow(
    new TypeError('mcnemarTest: first must hold labels of one type (number); received "1" at 0'),
  );
  expect(() => mcnemarTest([], [], [])).toThrow(
    new RangeError('mcnemarTest: yTrue must hold at least one label; received none'),
  );
  expect(() => mcnemarTest([1], [1], [1], { method: 'z' as never })).toThrow(
    new RangeError(`mcnemarTest: method must be 'exact' or 'chi-square'; received "z"`),
  );
});
