import { createLcg, expectAllClose, processorTime } from '@aver/test-helpers';
import { describe, expect, test } from 'vitest';
import { resample } from '../../src/index.js';
import { besselI0 } from '../../src/resample/bessel-i0.js';

const tone = (hz: number, rate: number, length: number): Float32Array =>
  Float32Array.from({ length }, (_, n) => Math.sin((2 * Math.PI * hz * n) / rate));

describe('resample', () => {
  for (const [from, to] of [
    [48000, 22050],
    [22050, 48000],
    [44100, 16000],
    [8000, 44101],
  ]) {
    test(`a sine at ${from} Hz is the same sine at ${to} Hz, to -110 dB`, () => {
      const hz = 0.43 * Math.min(from, to);
      const result = resample(tone(hz, from, from / 4), from, to);
      const middle = result.subarray(result.length / 4, (3 * result.length) / 4);
      expectAllClose(middle, tone(hz, to, result.length).subarray(result.length / 4, (3 * result.length) / 4), {
        atol: 3e-6,
      });
    });
  }

  test('what lies above the lower half sample rate is gone, to -110 dB', () => {
    const result = resample(tone(11100, 48000, 24000), 48000, 22050);
    const middle = result.subarray(3000, 8000);
    expect(Math.max(...middle.map(Math.abs))).toBeLessThan(3e-6);
  });

  test('a constant stays one, and the length is rounded up', () => {
    const result = resample(new Float32Array(1001).fill(0.5), 3, 2);
    expect(result.length).toBe(Math.ceil((1001 * 2) / 3));
    expectAllClose(result.subarray(300, 400), new Array(100).fill(0.5), { atol: 1e-6 });
    expect(resample(new Float32Array(0), 3, 2).length).toBe(0);
    expect(resample(Float32Array.of(1), 48000, 16000).length).toBe(1);
  });

  test('the same rate is a copy', () => {
    const samples = Float32Array.from(createLcg(3).array(50));
    const result = resample(samples, 16000, 16000);
    expect(result).toEqual(samples);
    expect(result).not.toBe(samples);
  });

  test('is the windowed sinc, summed up sample by sample', () => {
    const samples = Float32Array.from(createLcg(9).array(60));
    const [zeros, beta] = [8, 6];
    const cutoff = 2 / 3 / (1 + Math.sqrt(1 + (beta / Math.PI) ** 2) / zeros);
    const bessel = (x: number): number => {
      // The integral that defines it, by the trapezoidal rule, which is exact here to the last digits.
      const steps = 200;
      let sum = 0;
      for (let i = 0; i < steps; i++) sum += Math.exp(x * Math.cos((2 * Math.PI * i) / steps));
      return sum / steps;
    };
    const expected = Array.from({ length: 40 }, (_, i) =>
      samples.reduce((sum, value, n) => {
        const x = (n - i * 1.5) * cutoff;
        if (Math.abs(x) > zeros) return sum;
        const sinc = x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
        return sum + (value * cutoff * sinc * bessel(beta * Math.sqrt(1 - (x / zeros) ** 2))) / bessel(beta);
      }, 0),
    );
    expectAllClose(resample(samples, 3, 2, { zeros, beta }), expected, { atol: 1e-7 });
  });

  test.each([
    [44_101, 16_000],
    [16_000, 44_101],
    [47_999, 22_050],
    [24_414, 16_000],
    [44_104, 16_000],
    [48_000, 47_999],
  ])('from %i to %i Hz, rates of little in common, is the sum with the filter itself to -120 dB', (from, to) => {
    const samples = Float32Array.from(createLcg(from).array(3000), (value) => 2 * value - 1);
    const result = resample(samples, from, to);
    expect(result.length).toBe(Math.ceil((3000 * to) / from));
    for (let i = 0; i < result.length; i += 97) {
      // As in the documentation: a sinc under a Kaiser window, 96 zero crossings to each side.
      const cutoff = Math.min(1, to / from) / (1 + Math.sqrt(1 + (12 / Math.PI) ** 2) / 96);
      const expected = samples.reduce((sum, value, n) => {
        const x = (n - (i * from) / to) * cutoff;
        if (Math.abs(x) > 96) return sum;
        const sinc = x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
        return sum + (value * cutoff * sinc * besselI0(12 * Math.sqrt(1 - (x / 96) ** 2))) / besselI0(12);
      }, 0);
      expect(Math.abs(result[i] - expected), `sample ${i}`).toBeLessThan(1e-6);
    }
  });

  test('rates of little in common cost no more than a few times their neighbours', () => {
    const samples = Float32Array.from(createLcg(4).array(40_000));
    const time = (from: number) => {
      const times = Array.from({ length: 5 }, () => processorTime(() => resample(samples, from, 16_000)));
      return Math.min(...times);
    };
    // Twice as much when nothing disturbs; fifty times as much with a filter for each sample.
    expect(time(44_101)).toBeLessThan(8 * time(44_100));
  });

  test.each([
    [1, 10 ** 12, 10],
    [10 ** 12, 1, 10],
    [1, 768_000, 48_000],
    [2 ** 33 + 1, 2 ** 33, 10],
  ])('from %i to %i Hz, more than it can do, is refused in one line', (from, to, length) => {
    expect(() => resample(new Float32Array(length), from, to)).toThrow(RangeError);
    expect(() => resample(new Float32Array(length), from, to)).toThrow(
      /^resample: toRate must be such that the result has at most 1073741824 samples, .*; received \d+ for \d+ samples at \d+ Hz$/,
    );
  });

  test.each([
    [44_101, 16_000, 120_000],
    [16_000, 44_101, 20_000],
    [3, 1, 2_300_000],
    [1, 3, 800_000],
    [2, 3, 1_700_000],
    [90_001, 7, 250_000],
    [1_100_000, 1_099_999, 3000],
  ])(
    'long signals and long periods, from rate %i to %i, are what plain JavaScript gives, to the bit',
    (from, to, length) => {
      const samples = Float32Array.from(createLcg(2).array(length));
      // The WebAssembly kernel takes no Float64 samples.
      const plain = resample(Float64Array.from(samples) as unknown as Float32Array, from, to, { zeros: 3, beta: 4 });
      const result = resample(samples, from, to, { zeros: 3, beta: 4 });
      expect(result.length).toBe(plain.length);
      expect(result.findIndex((value, i) => value !== plain[i])).toBe(-1);
    },
  );
});
