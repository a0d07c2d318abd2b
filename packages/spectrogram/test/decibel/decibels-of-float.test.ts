import { expect, test } from 'vitest';
import { decibelScale, decibelsOfFloat } from '../../src/decibel/decibels-of-float.js';

test('is 10 log10 to a rounding error of the result and 1e-6 dB, over all exponents and mantissas', () => {
  const value = new Float32Array(1);
  const bits = new Uint32Array(value.buffer);
  for (const [factor, reference] of [
    [10, 0],
    [10, -37.123456],
    [20, 55.5],
  ] as const) {
    const scale = decibelScale(factor, reference);
    for (let pattern = 0x00800000; pattern < 0x7f800000; pattern += 65521) {
      bits[0] = pattern;
      const expected = factor * Math.log10(value[0]) - reference;
      const actual = decibelsOfFloat(pattern, scale);
      if (!(Math.abs(actual - expected) <= 1e-6 + 2 ** -24 * Math.abs(expected))) {
        expect(actual, `${factor} log10 ${value[0]}`).toBe(expected);
      }
    }
  }
  expect(decibelsOfFloat(0x3f800000, decibelScale(10, 0))).toBe(0);
});
