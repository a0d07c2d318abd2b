import { describe, expect, test } from 'vitest';
import { createRandom } from '../../src/augmentation/create-random.js';

const count = 200000;

describe('createRandom', () => {
  test('normal numbers have the moments of the normal distribution, up to the fourth', () => {
    const { normal } = createRandom('test', 1);
    const values = Float64Array.from({ length: count }, normal);
    const moment = (power: number) => values.reduce((sum, value) => sum + value ** power, 0) / count;
    // Five standard errors: the variances of x, x^2, x^3 and x^4 are 1, 2, 15 and 96.
    [0, 1, 0, 3].forEach((expected, i) => {
      const error = Math.sqrt([1, 2, 15, 96][i] / count);
      expect(Math.abs(moment(i + 1) - expected)).toBeLessThan(5 * error);
    });
  });

  test('as many normal numbers are below each bound as there should be, in the tails too', () => {
    const { normal } = createRandom('test', 2);
    const values = Float64Array.from({ length: count }, normal);
    // The normal distribution function at these places. The ziggurat's tail begins at 3.44.
    const expected = [
      [-3.6, 0.000159109],
      [-2.5, 0.00620967],
      [-1, 0.158655],
      [-0.25, 0.401294],
      [0.1, 0.539828],
      [1.5, 0.933193],
      [3.2, 0.999313],
      [3.5, 0.999767],
    ];
    for (const [place, probability] of expected) {
      const below = values.filter((value) => value < place).length;
      const error = Math.sqrt(count * probability * (1 - probability));
      expect(Math.abs(below - count * probability)).toBeLessThan(5 * error);
    }
  });

  test('the tails, which are drawn otherwise, are as heavy and as long as they should be, on both sides', () => {
    const { normal } = createRandom('test', 4);
    const tails: number[] = [];
    for (let i = 0; i < 3_000_000; i++) {
      const value = normal();
      if (Math.abs(value) > 3.442619855899) tails.push(value);
    }
    // By scipy's norm and truncnorm: this share of the values, their mean 3.697317 and their standard deviation 0.2415.
    const expected = 3_000_000 * 2 * 2.880542561958196e-4;
    const mean = tails.reduce((sum, value) => sum + Math.abs(value), 0) / tails.length;
    expect(Math.abs(tails.length - expected)).toBeLessThan(5 * Math.sqrt(expected));
    expect(Math.abs(mean - 3.697317)).toBeLessThan((5 * 0.2415) / Math.sqrt(tails.length));
    expect(Math.abs(tails.filter((value) => value > 0).length - expected / 2)).toBeLessThan(
      5 * Math.sqrt(expected / 2),
    );
  });

  test('uniform numbers and whole numbers fill their range evenly', () => {
    const { uniform, below } = createRandom('test', 3);
    for (const draw of [() => Math.floor(uniform() * 10), () => below(10)]) {
      const counts = new Array(10).fill(0);
      for (let i = 0; i < count; i++) counts[draw()]++;
      const chiSquare = counts.reduce((sum, value) => sum + (value - count / 10) ** 2 / (count / 10), 0);
      expect(chiSquare).toBeLessThan(27.9); // one in a thousand, for nine degrees of freedom
    }
  });

  test('neighbouring seeds begin with unrelated numbers', () => {
    const firsts = Float64Array.from({ length: 20000 }, (_, seed) => createRandom('test', seed).uniform());
    const mean = firsts.reduce((sum, value) => sum + value, 0) / firsts.length;
    const covariance =
      firsts.subarray(1).reduce((sum, value, i) => sum + (value - mean) * (firsts[i] - mean), 0) / firsts.length;
    expect(Math.abs(mean - 0.5)).toBeLessThan(5 * Math.sqrt(1 / 12 / firsts.length));
    expect(Math.abs(covariance * 12)).toBeLessThan(5 / Math.sqrt(firsts.length));
  });

  test.each([-1, 0.5, 2 ** 32, Number.NaN])('refuses the seed %d', (seed) => {
    expect(() => createRandom('caller', seed)).toThrow(
      new RangeError(`caller: seed must be an integer from 0 to 4294967295; received ${seed}`),
    );
  });
});
