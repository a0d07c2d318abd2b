/** A stream of pseudo-random numbers that its key alone decides. */
export interface Random {
  /** The next number, uniform in [0, 1). */
  uniform(): number;
  /** The next number of mean 0 and standard deviation 1, bell-shaped and never beyond 3.47. */
  normal(): number;
}

/**
 * A random stream for a key, such as `createRandom(seed, 'voice', actor)`: equal keys give equal streams, and keys that
 * differ anywhere give unrelated ones, so that no recording depends on which others were made before it.
 *
 * The key's text is hashed (FNV-1a) into the first state of mulberry32. `normal` is the sum of four uniform numbers,
 * rescaled: it needs no transcendental function, and its bounded tails keep every voice humanly possible.
 *
 * @param key Numbers and strings; the strings without a slash.
 */
export function createRandom(...key: Array<number | string>): Random {
  let state = hash(key.join('/'));
  const uniform = () => {
    state = (state + 0x6d2b79f5) | 0;
    let bits = Math.imul(state ^ (state >>> 15), state | 1);
    bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61);
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    uniform,
    normal: () => (uniform() + uniform() + uniform() + uniform() - 2) * Math.sqrt(3),
  };
}

function hash(text: string): number {
  let state = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) state = Math.imul(state ^ text.charCodeAt(i), 0x01000193);
  // FNV-1a leaves the high bits of short texts that differ in their last letter alike; murmur3's finish spreads them.
  state = Math.imul(state ^ (state >>> 16), 0x85ebca6b);
  state = Math.imul(state ^ (state >>> 13), 0xc2b2ae35);
  return state ^ (state >>> 16);
}
