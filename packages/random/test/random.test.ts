import { describe, expect, test } from 'vitest';
import { mulberry32, murmurFinish, requireSeed } from '../src/index.js';

const draw = (count: number, seed: number) => Array.from({ length: count }, mulberry32(seed));

describe('mulberry32', () => {
  test('gives the integers of the published generator', () => {
    // The first outputs of T. Ettinger's C code for the seeds 0, 1 and 2^32 - 1.
    expect(draw(3, 0)).toEqual(published(3, 0n));
    expect(draw(3, 1)).toEqual(published(3, 1n));
    expect(draw(1000, 4294967295)).toEqual(published(1000, 4294967295n));
    expect(draw(1, 1)).toEqual([2693262067]);
  });

  test('a stream of its own for each call', () => {
    const one = mulberry32(5);
    mulberry32(5)();
    expect(one()).toBe(draw(1, 5)[0]);
  });

  test('each tenth of the range comes equally often', () => {
    const counts = new Array(10).fill(0);
    for (const value of draw(100_000, 7)) counts[Math.floor((10 * value) / 2 ** 32)]++;
    for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(400);
  });
});

describe('murmurFinish', () => {
  test('is the finish of MurmurHash3, computed slowly', () => {
    for (const bits of [0, 1, 2, -1, 123456789, 2 ** 31]) {
      let h = BigInt.asUintN(32, BigInt(bits));
      h = BigInt.asUintN(32, (h ^ (h >> 16n)) * 0x85ebca6bn);
      h = BigInt.asUintN(32, (h ^ (h >> 13n)) * 0xc2b2ae35n);
      expect(murmurFinish(bits)).toBe(Number(BigInt.asIntN(32, h ^ (h >> 16n))));
    }
  });

  test('is one to one on neighbours', () => {
    expect(new Set(Array.from({ length: 50_000 }, (_, i) => murmurFinish(i))).size).toBe(50_000);
  });
});

describe('requireSeed', () => {
  test.each([0, 1, 4294967295])('takes %s', (seed) => {
    expect(() => requireSeed('caller', seed)).not.toThrow();
  });

  test.each([-1, 0.5, 4294967296, Number.NaN, Infinity, undefined, '1', null])('refuses %s', (seed) => {
    expect(() => requireSeed('caller', seed as number)).toThrow(
      new RangeError(`caller: seed must be an integer from 0 to 4294967295; received ${seed}`),
    );
  });
});

/** The generator as its author wrote it in C, on 32-bit unsigned integers. */
function published(count: number, seed: bigint): number[] {
  const u32 = (value: bigint) => BigInt.asUintN(32, value);
  let state = seed;
  return Array.from({ length: count }, () => {
    state = u32(state + 0x6d2b79f5n);
    let z = state;
    z = u32((z ^ (z >> 15n)) * (z | 1n));
    z = u32(z ^ u32(z + u32((z ^ (z >> 7n)) * (z | 61n))));
    return Number(z ^ (z >> 14n));
  });
}
