import { expect, test } from 'vitest';
import { oneHot } from '../src/index.js';

test('a row for each label, with a 1 in its column', () => {
  // scikit-learn 1.9.1: OneHotEncoder(categories=[['b', 'a', 'c']]).fit_transform([['a'], ['b'], ['a']])
  expect(oneHot(['a', 'b', 'a'], ['b', 'a', 'c'])).toEqual({
    data: Float32Array.of(0, 1, 0, 1, 0, 0, 0, 1, 0),
    shape: [3, 3],
  });
});

test('outputs beyond the labels stay 0', () => {
  expect(oneHot(['b'], ['a', 'b'], { classes: 4 })).toEqual({ data: Float32Array.of(0, 1, 0, 0), shape: [1, 4] });
});

test('no label gives no row', () => {
  expect(oneHot([], ['a', 'b']).shape).toEqual([0, 2]);
});

test('an unknown label is refused, and told where', () => {
  expect(() => oneHot(['a', 'toString'], ['a', 'b'])).toThrow(
    new RangeError('oneHot: yTrue must be some of a, b; received toString at index 1'),
  );
});

test.each([1, 2.5, Number.NaN])('%s classes for two labels are refused', (classes) => {
  expect(() => oneHot(['a'], ['a', 'b'], { classes })).toThrow(
    new RangeError(`oneHot: classes must be an integer of at least 2, as there are labels; received ${classes}`),
  );
});
