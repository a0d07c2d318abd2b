import { expect, test } from 'vitest';
import { logOfFloat } from '../../src/decibel/log-of-float.js';

test('is Math.log to the last digits, over all exponents and mantissas', () => {
  const value = new Float32Array(1);
  const bits = new Uint32Array(value.buffer);
  for (let pattern = 0x00800000; pattern < 0x7f800000; pattern += 65521) {
    bits[0] = pattern;
    const expected = Math.log(value[0]);
    if (!(Math.abs(logOfFloat(pattern) - expected) <= 1e-15 + 4e-16 * Math.abs(expected))) {
      expect(logOfFloat(pattern), `ln ${value[0]}`).toBe(expected);
    }
  }
  expect(logOfFloat(0x3f800000)).toBeCloseTo(0, 15);
});
