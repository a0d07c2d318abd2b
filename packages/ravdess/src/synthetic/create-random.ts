import { mulberry32, murmurFinish } from '@aver/random';

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
  const next = mulberry32(hash(key.join('/')));
  const uniform = () => next() / 2 ** 32;
  return {
    uniform,
    normal: () => (uniform() + uniform() + uniform() + uniform() - 2) * Math.sqrt(3),
  };
}

function hash(text: string): number {
  let state = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) state = Math.imul(state ^ text.charCodeAt(i), 0x01000193);
  // FNV-1a leaves the high bits of short texts that differ in their last letter alike.
  return murmurFinish(state);
}
