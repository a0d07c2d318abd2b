import { expect, test } from 'vitest';
import { printedPlace } from '../../src/tables/printed-place.js';
import { aTable, results } from './a-table.js';

const row = (...right: number[]) => aTable({ MLP: results(...right) }).rows[0];

test('a printed number is looked for among single runs: inside where one more run could be it, though the mean is far', () => {
  const place = printedPlace(row(70, 80, 75, 71, 79, 74, 76, 72, 78, 75));
  // mean 0.75, s 0.03367, t(9) 2.262: 0.75 -+ 0.0799; the interval of the mean ends at 0.774.
  expect(place?.oneMoreRun?.low).toBeCloseTo(0.6701, 4);
  expect(place?.oneMoreRun?.high).toBeCloseTo(0.8299, 4);
  expect(place).toMatchObject({ lies: 'inside', reached: 2, runs: 10 });
});

test('above and below, half of the last printed digit allowed for', () => {
  expect(printedPlace(row(70, 70, 71, 71))).toMatchObject({ lies: 'above', reached: 0 });
  expect(printedPlace(row(90, 90, 91, 91))).toMatchObject({ lies: 'below', reached: 4 });
  expect(printedPlace(row(78, 79))).toMatchObject({ lies: 'inside', reached: 1, runs: 2 });
});

test('of one run there is no interval for another: its own, over the test recordings, is the ruler', () => {
  expect(printedPlace(row(70))).toEqual({ reached: 0, runs: 1, lies: 'above' });
  expect(printedPlace(row(76))).toEqual({ reached: 0, runs: 1, lies: 'inside' });
});

test('nothing where the paper prints no such row', () => {
  expect(printedPlace({ ...row(70, 80), paper: null })).toBeUndefined();
});
