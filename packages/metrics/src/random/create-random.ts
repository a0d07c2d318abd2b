/** A stream of random numbers that depends on its seed alone. */
export interface Random {
  /** The next whole number from 0 to count - 1, each equally likely. */
  below(count: number): number;
}

/**
 * A seeded generator for resampling.
 *
 * @param caller The function whose name the message carries.
 * @param seed A whole number from 0 to 2^32 - 1.
 * @throws RangeError for another seed.
 * @see T. Ettinger's mulberry32
 */
export function createRandom(caller: string, seed: number): Random {
  if (!(Number.isInteger(seed) && seed >= 0 && seed < 2 ** 32)) {
    throw new RangeError(`${caller}: seed must be a whole number from 0 to 4294967295; received ${seed}`);
  }
  let state = seed;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let bits = Math.imul(state ^ (state >>> 15), state | 1);
    bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61);
    return (bits ^ (bits >>> 14)) >>> 0;
  };
  return { below: (count) => Math.floor((next() / 2 ** 32) * count) };
}
