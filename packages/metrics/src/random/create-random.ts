import { mulberry32, requireSeed } from '@aver/random';

/** A stream of random numbers that depends on its seed alone. */
export interface Random {
  /** The next whole number from 0 to count - 1, each equally likely. */
  below(count: number): number;
}

/**
 * A seeded generator for resampling.
 *
 * @param caller The function whose name the message carries.
 * @param seed An integer from 0 to 2^32 - 1.
 * @throws RangeError for another seed.
 */
export function createRandom(caller: string, seed: number): Random {
  requireSeed(caller, seed);
  const next = mulberry32(seed);
  return { below: (count) => Math.floor((next() / 2 ** 32) * count) };
}
