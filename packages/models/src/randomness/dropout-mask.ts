import type { SeededDropoutAttributes } from '@aver/backend';
import { deriveSeed } from './derive-seed.js';

/**
 * What dropout multiplies its input with: 0 with probability `rate`, else 1 / (1 - rate), so that the expected sum
 * stays. Each value is a hash of seed and position, the same on every backend.
 *
 * @param length Number of values.
 * @param rate Probability of a 0, in [0, 1).
 * @param seed An integer from 0 to 2^32 - 1.
 */
export function dropoutMask(length: number, rate: number, seed: number): Float32Array {
  const { scale, threshold, key1, key2 } = maskParameters(rate, seed);
  const mask = new Float32Array(length);
  // This runs for every activation of every step, so it is free of branches, which would be guessed wrongly, and of sums,
  // which would be floating-point ones: bit patterns are written, and compared as signed integers.
  const bits = new Int32Array(mask.buffer);
  const [kept] = new Int32Array(Float32Array.of(scale).buffer);
  for (let i = 0; i < length; i++) {
    // `mix` with the second key between its rounds; its last one only touches bits that hardly ever decide.
    const v = Math.imul(i, 0x9e3779b9) ^ key1;
    const x = Math.imul(v ^ (v >>> 16), 0x7feb352d);
    const y = Math.imul(x ^ (x >>> 15) ^ key2, 0x846ca68b);
    bits[i] = kept & -(y >= threshold);
  }
  return mask;
}

/** What decides a mask: a value is `scale` where the hash of the keys and its position is not below the threshold. */
export function maskParameters(rate: number, seed: number): SeededDropoutAttributes {
  return {
    scale: 1 / (1 - rate),
    // The share of 1 - rate that is kept begins at (rate - 1/2) 2^32.
    threshold: Math.min(Math.round((rate - 0.5) * 2 ** 32), 2 ** 31 - 1),
    key1: deriveSeed(seed, 0) | 0,
    key2: deriveSeed(seed, 1) | 0,
  };
}
