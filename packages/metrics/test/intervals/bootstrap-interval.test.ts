import { readFileSync } from 'node:fs';
import { expectAllClose } from '@aver/test-helpers';
import { describe, expect, test } from 'vitest';
import { bootstrapInterval, cohenKappa } from '../../src/index.js';
import { bootstrapBounds } from '../../src/intervals/bootstrap-bounds.js';

interface Case {
  values: number[];
  resampled: number[];
  confidence: number;
  percentile: number[];
  BCa: number[];
}
const golden: { bootstrap: Case[]; bootstrap_many: { values: number[]; bounds: number[] } } = JSON.parse(
  readFileSync(new URL('../golden/statistics.json', import.meta.url), 'utf8'),
);
const mean = (items: readonly number[]) => items.reduce((sum, item) => sum + item, 0) / items.length;
const variance = (items: readonly number[]) => mean(items.map((item) => (item - mean(items)) ** 2));

describe.each(golden.bootstrap)('of draws that scipy made, at $confidence', (golden) => {
  const { values, confidence } = golden;
  const jackknife = values.map((_, left) => mean(values.filter((_, i) => i !== left)));
  const shared = { estimate: mean(values), resampled: Float64Array.from(golden.resampled), confidence };

  test('the percentiles are scipy’s', () => {
    expectAllClose(Object.values(bootstrapBounds(shared)), golden.percentile, { rtol: 1e-13 });
  });

  test('the BCa bounds are scipy’s', () => {
    expectAllClose(Object.values(bootstrapBounds({ ...shared, jackknife })), golden.BCa, { rtol: 1e-12 });
  });
});

test('the correction moves the bounds of skewed data up', () => {
  const [{ BCa, percentile }] = golden.bootstrap;
  expect(BCa[0]).toBeGreaterThan(percentile[0]);
  expect(BCa[1]).toBeGreaterThan(percentile[1]);
});

test('meets scipy’s BCa bounds of 200,000 draws within the error of its own draws', () => {
  const { values, bounds } = golden.bootstrap_many;
  const { estimate, low, high } = bootstrapInterval(values, variance, { seed: 3 });
  expect(estimate).toBeCloseTo(variance(values), 14);
  expectAllClose([low, high], bounds, { rtol: 0.03 });
});

test('percentiles of two items are those of the three means that can be drawn', () => {
  // Means 0, 1/2, 1 come with chances 1/4, 1/2, 1/4.
  const of = (confidence: number) => bootstrapInterval([0, 1], mean, { method: 'percentile', confidence });
  expect(of(0.6)).toEqual({ estimate: 0.5, low: 0, high: 1 });
  expect(of(0.4)).toEqual({ estimate: 0.5, low: 0.5, high: 0.5 });
});

test('covers the true mean of skewed data about as often as it says', () => {
  let state = 1;
  const uniform = () => {
    state = (Math.imul(1664525, state) + 1013904223) >>> 0;
    return (state + 0.5) / 2 ** 32;
  };
  let covered = 0;
  for (let run = 0; run < 200; run++) {
    const values = Array.from({ length: 30 }, () => -Math.log(uniform()));
    const { low, high } = bootstrapInterval(values, mean, { resamples: 400, confidence: 0.9, seed: run });
    if (low <= 1 && 1 <= high) covered++;
  }
  expect(covered / 200).toBeGreaterThan(0.83);
  expect(covered / 200).toBeLessThan(0.95);
});

test('the seed decides, and the items stay as they are', () => {
  const items = [3, 1, 4, 1, 5];
  const of = (seed: number) => bootstrapInterval(items, mean, { resamples: 50, seed });
  expect(of(1)).toEqual(of(1));
  expect(of(1)).not.toEqual(of(2));
  expect(items).toEqual([3, 1, 4, 1, 5]);
});

test('items may be anything, and the percentiles of a statistic without spread have no width', () => {
  const pairs = [...'aaabbbccc'].map((label) => ({ yTrue: label, yPred: label }));
  const perfect = (items: readonly (typeof pairs)[number][]) =>
    items.filter(({ yTrue, yPred }) => yTrue === yPred).length / items.length;
  const of = (method: 'bca' | 'percentile') => bootstrapInterval(pairs, perfect, { resamples: 99, method });
  expect(of('percentile')).toEqual({ estimate: 1, low: 1, high: 1 });
  expect(of('bca')).toEqual({ estimate: 1, low: Number.NaN, high: Number.NaN });
});

// scipy 1.17: stats.bootstrap gives nan for each, with a DegenerateDataWarning.
test.each([
  ['equal items', [2, 2, 2], mean],
  [
    'a number of different items, which no draw reaches',
    [...'abcdefghijklmnopqrstuvwxyz'].map((_, i) => i),
    (items) => new Set(items).size,
  ],
  ['a median that no single item moves', [1, 2, 2, 2, 3], (items) => [...items].sort()[2]],
] as Array<[string, number[], (items: readonly number[]) => number]>)(
  'nothing is to be corrected by in %s',
  (_, items, statistic) => {
    expect(bootstrapInterval(items, statistic)).toEqual({
      estimate: statistic(items),
      low: Number.NaN,
      high: Number.NaN,
    });
    const { low, high } = bootstrapInterval(items, statistic, { method: 'percentile' });
    expect(low).toBeLessThanOrEqual(high);
  },
);

test('bad items and options throw', () => {
  const of = (options: object) => () => bootstrapInterval([1, 2], mean, options);
  expect(of({ method: 'basic' })).toThrow(
    new RangeError(`bootstrapInterval: method must be 'bca' or 'percentile'; received basic`),
  );
  for (const resamples of [1, 2.5, Number.NaN]) {
    expect(of({ resamples })).toThrow(
      new RangeError(`bootstrapInterval: resamples must be a whole number from 2; received ${resamples}`),
    );
  }
  for (const seed of [-1, 0.5, 2 ** 32, Number.NaN]) {
    expect(of({ seed })).toThrow(
      new RangeError(`bootstrapInterval: seed must be an integer from 0 to 4294967295; received ${seed}`),
    );
  }
  expect(of({ confidence: 2 })).toThrow(
    new RangeError('bootstrapInterval: confidence must be between 0 and 1, exclusive; received 2'),
  );
  expect(() => bootstrapInterval([1], mean)).toThrow(
    new RangeError('bootstrapInterval: items must be at least 2; received 1'),
  );
  expect(() => bootstrapInterval('ab' as never, mean)).toThrow(
    new TypeError('bootstrapInterval: items must be an array; received ab'),
  );
  expect(() => bootstrapInterval([1, 2], undefined as never)).toThrow(
    new TypeError('bootstrapInterval: statistic must be a function; received undefined'),
  );
  // A draw of one class only has no kappa.
  expect(() => bootstrapInterval([0, 0, 1], (items) => cohenKappa(items, items))).toThrow(
    new RangeError('bootstrapInterval: statistic must return a finite number for every draw; received NaN'),
  );
});
