import { createLcg, expectAllClose } from '@aver/test-helpers';
import { describe, expect, test } from 'vitest';
import { realFft } from '../../src/fft/real-fft.js';

/** Powers of two (both parities of the exponent), even and odd composites, primes up to the largest radix and above it. */
const sizes = [
  ...[1, 2, 3, 4, 5, 6, 7, 8, 9, 12, 16, 20, 24, 30, 31, 32, 36, 37, 48, 62, 64, 74, 100, 101, 125, 128, 250, 256, 500],
  ...[512, 600, 961, 1001, 1024, 1102, 1200],
];

describe('realFft', () => {
  for (const size of sizes) {
    const signal = createLcg(size).array(size);

    test(`transforms ${size} numbers as the sum in the definition does`, () => {
      const plan = realFft(size);
      plan.input.set(signal);
      plan.forward();
      expect(plan.bins).toBe(Math.floor(size / 2) + 1);
      expectAllClose(plan.spectrum, slowTransform(signal), { atol: 1e-15 * size + 1e-15 });
    });

    test(`gives ${size} numbers back`, () => {
      const plan = realFft(size);
      plan.input.set(signal);
      plan.forward();
      expectAllClose(plan.inverse(), signal, { atol: 1e-15 });
    });
  }

  test('an impulse has the same magnitude everywhere', () => {
    const plan = realFft(4096);
    plan.input.fill(0);
    plan.input[1] = 1;
    plan.forward();
    for (let k = 0; k < plan.bins; k++) {
      expect(Math.hypot(plan.spectrum[2 * k], plan.spectrum[2 * k + 1])).toBeCloseTo(1, 14);
    }
  });

  test('a cosine of whole periods has one frequency', () => {
    const plan = realFft(2048);
    for (let n = 0; n < 2048; n++) plan.input[n] = Math.cos((2 * Math.PI * 37 * n) / 2048);
    plan.forward();
    const expected = new Float64Array(2 * plan.bins);
    expected[2 * 37] = 1024;
    expectAllClose(plan.spectrum, expected, { atol: 1e-11 });
  });

  test('a plan still answers after many others were made', () => {
    const first = realFft(24);
    for (let size = 30; size < 60; size++) realFft(size);
    const again = realFft(24);
    for (const plan of [first, again]) {
      plan.input.fill(1);
      plan.forward();
      expect(plan.spectrum[0]).toBeCloseTo(24, 12);
    }
  });
});

function slowTransform(signal: Float64Array): Float64Array {
  const size = signal.length;
  const bins = Math.floor(size / 2) + 1;
  const spectrum = new Float64Array(2 * bins);
  for (let k = 0; k < bins; k++) {
    for (let n = 0; n < size; n++) {
      // The angle is reduced first, so that it is as exact for a large product as for a small one.
      const angle = (-2 * Math.PI * ((k * n) % size)) / size;
      spectrum[2 * k] += signal[n] * Math.cos(angle);
      spectrum[2 * k + 1] += signal[n] * Math.sin(angle);
    }
  }
  return spectrum;
}
