import { createLcg, expectAllClose } from '@aver/test-helpers';
import { describe, expect, test } from 'vitest';
import { halveRate } from '../../src/resample/halve-rate.js';

// Both are far from the clip's ends, where the filter sees zeros.
const cosine = (cycles: number, length: number): Float64Array =>
  Float64Array.from({ length }, (_, n) => Math.cos(2 * Math.PI * cycles * n));
const middle = (values: Float64Array): Float64Array => values.subarray(200, 500);

describe('halveRate', () => {
  test('keeps every other sample of what lies in the passband', () => {
    for (const cycles of [0, 0.01, 0.12, 0.22]) {
      expectAllClose(middle(halveRate(cosine(cycles, 1401))), middle(cosine(2 * cycles, 701)), { atol: 1e-6 });
    }
  });

  test('leaves nothing of what lies above half the new rate', () => {
    for (const cycles of [0.251, 0.3, 0.45, 0.5]) {
      expectAllClose(middle(halveRate(cosine(cycles, 1400))), new Float64Array(300), { atol: 1e-6 });
    }
  });

  test('is linear and does not depend on where a signal begins', () => {
    const noise = Float64Array.from(createLcg(5).array(600));
    const later = new Float64Array(602);
    later.set(
      noise.map((value) => 2 * value),
      2,
    );
    // The first value of `later` is what rings before the signal begins.
    expectAllClose(
      halveRate(later).subarray(1),
      halveRate(noise).map((value) => 2 * value),
      { atol: 1e-12 },
    );
  });

  test('has half as many samples, rounded up', () => {
    expect([0, 1, 2, 3, 4].map((length) => halveRate(new Float64Array(length)).length)).toEqual([0, 1, 1, 2, 2]);
  });
});
