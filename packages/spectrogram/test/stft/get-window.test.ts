import { expectAllClose } from '@aver/test-helpers';
import { describe, expect, test } from 'vitest';
import { getWindow } from '../../src/index.js';

describe('getWindow', () => {
  test('a periodic Hann window of four', () => {
    expectAllClose(getWindow('hann', 4), [0, 0.5, 1, 0.5], { atol: 1e-15 });
  });

  test('symmetric windows read the same from both ends, periodic ones without their first value', () => {
    for (const name of ['hann', 'hamming', 'blackman', 'rectangular'] as const) {
      const symmetric = getWindow(name, 9, { symmetric: true });
      expectAllClose(symmetric, symmetric.slice().reverse(), { atol: 1e-15 });
      const periodic = getWindow(name, 8);
      expectAllClose(periodic, symmetric.subarray(0, 8), { atol: 1e-15 });
    }
  });

  test('periodic Hann windows a quarter apart add up to 2', () => {
    const window = getWindow('hann', 64);
    for (let n = 0; n < 16; n++) {
      expect(window[n] + window[n + 16] + window[n + 32] + window[n + 48]).toBeCloseTo(2, 14);
    }
  });

  test('one sample is 1', () => {
    expect(getWindow('hann', 1)[0]).toBe(1);
  });
});
