import { describe, expect, test } from 'vitest';
import { deriveSeed } from '../src/randomness/derive-seed.js';
import { dropoutMask } from '../src/randomness/dropout-mask.js';
import { mix } from '../src/randomness/mix.js';
import { shuffledOrder } from '../src/randomness/shuffled-order.js';

describe('deriveSeed', () => {
  test('gives integers in [1, 2^32), all different over seeds, layers and steps', () => {
    const seen = new Set<number>();
    for (let seed = 0; seed < 20; seed++) {
      seen.add(deriveSeed(seed));
      for (let layer = 0; layer < 20; layer++) {
        seen.add(deriveSeed(seed, layer));
        for (let step = 0; step < 20; step++) seen.add(deriveSeed(seed, layer, step));
      }
    }
    expect(seen.size).toBe(20 * (1 + 20 + 400));
    for (const value of seen) expect(Number.isInteger(value) && value >= 1 && value < 2 ** 32).toBe(true);
  });

  test('is the same on every machine', () => {
    expect([deriveSeed(0), deriveSeed(1, 2), deriveSeed(2 ** 32 - 1, 2), deriveSeed(7, 0, 1)]).toEqual([
      1492470133, 213979872, 1396831577, 3823125382,
    ]);
  });
});

test('mix is one to one', () => {
  const seen = new Set<number>();
  for (let i = 0; i < 100_000; i++) seen.add(mix(i * 40_503));
  expect(seen.size).toBe(100_000);
});

describe('shuffledOrder', () => {
  test('is a permutation that its seed alone decides', () => {
    const order = shuffledOrder(1000, 3);
    expect([...order].sort((a, b) => a - b)).toEqual(Array.from({ length: 1000 }, (_, i) => i));
    expect(shuffledOrder(1000, 3)).toEqual(order);
    expect(shuffledOrder(1000, 4)).not.toEqual(order);
    expect(shuffledOrder(0, 1)).toHaveLength(0);
  });

  test('has every sample at every place equally often', () => {
    const counts = Array.from({ length: 6 }, () => new Array<number>(6).fill(0));
    const rounds = 6000;
    for (let seed = 0; seed < rounds; seed++)
      for (const [place, item] of shuffledOrder(6, seed).entries()) counts[place][item]++;
    // Chi-squared with 25 degrees of freedom: above 52.6 once in a thousand.
    const expected = rounds / 6;
    expect(counts.flat().reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0)).toBeLessThan(52.6);
  });
});

describe('dropoutMask', () => {
  const length = 200_000;
  const dropped = (mask: Float32Array) => mask.filter((value) => value === 0).length;

  test.each([0.1, 0.2, 0.5, 0.8])('at rate %d the right share is 0 and the rest is 1 / (1 - rate)', (rate) => {
    for (const seed of [0, 1, 12345]) {
      const mask = dropoutMask(length, rate, seed);
      expect(Math.abs(dropped(mask) / length - rate)).toBeLessThan(4 * Math.sqrt((rate * (1 - rate)) / length));
      expect(new Set(mask)).toEqual(new Set([0, Math.fround(1 / (1 - rate))]));
    }
  });

  test('rate 0 drops nothing, and a rate just below 1 nearly all', () => {
    expect(dropped(dropoutMask(length, 0, 1))).toBe(0);
    expect(dropped(dropoutMask(length, 1 - 1e-12, 1))).toBe(length);
  });

  test('masks of two seeds, and neighbours in one mask, agree as often as chance', () => {
    const [a, b] = [dropoutMask(length, 0.5, 1), dropoutMask(length, 0.5, 2)];
    const limit = 4 * Math.sqrt(0.25 / length);
    const agreement = (x: (i: number) => number, y: (i: number) => number) => {
      let same = 0;
      for (let i = 0; i < length; i++) if (x(i) === y(i)) same++;
      return same / length;
    };
    expect(
      Math.abs(
        agreement(
          (i) => a[i],
          (i) => b[i],
        ) - 0.5,
      ),
    ).toBeLessThan(limit);
    for (const shift of [1, 2, 8, 128, 180]) {
      expect(
        Math.abs(
          agreement(
            (i) => a[i],
            (i) => a[(i + shift) % length],
          ) - 0.5,
        ),
      ).toBeLessThan(limit);
      expect(
        Math.abs(
          agreement(
            (i) => a[i],
            (i) => b[(i + shift) % length],
          ) - 0.5,
        ),
      ).toBeLessThan(limit);
    }
  });

  test('is the same on every machine', () => {
    expect([...dropoutMask(16, 0.5, 7)]).toEqual([0, 0, 2, 0, 2, 2, 0, 0, 0, 2, 0, 0, 2, 0, 0, 0]);
  });
});
