import { expect, test } from 'vitest';
import { pairwiseSum } from '../../src/classification/pairwise-sum.js';

/** Ones, but a large number that swallows them until its opposite, eight places on, takes it away again. */
const swallowing = (length: number, at: number): number[] =>
  Array.from({ length }, (_, i) => (i === at ? 1e16 : i === at + 8 ? -1e16 : 1));

test('adds as numpy adds: every eighth value by itself', () => {
  // numpy 2.4.6: numpy.sum of the same values; one after the other they add to 7.
  expect(pairwiseSum(swallowing(16, 0))).toBe(14);
  expect(swallowing(16, 0).reduce((sum, value) => sum + value)).toBe(7);
  expect(pairwiseSum(swallowing(20, 3))).toBe(18);
});

test('adds as numpy adds: halves of more than 128 values', () => {
  // The halves of 256 values end at 128, so that here the pair lies in two halves, and takes ones with it.
  expect(pairwiseSum(swallowing(256, 124))).toBe(240);
  expect(pairwiseSum(swallowing(256, 0))).toBe(254);
});

test('adds a few values in their order', () => {
  expect(pairwiseSum([])).toBe(0);
  expect(pairwiseSum([0.1, 0.2, 0.3])).toBe(0.1 + 0.2 + 0.3);
});
