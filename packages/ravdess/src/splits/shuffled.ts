import { mulberry32 } from '@aver/random';

/**
 * The items in a random order that depends on their number and the seed alone: Fisher and Yates's shuffle, from the
 * last place down, with the generator mulberry32.
 *
 * @param items Left as they are.
 * @param seed An integer from 0 to 2^32 - 1.
 */
export function shuffled<T>(items: readonly T[], seed: number): T[] {
  const next = mulberry32(seed);
  const result = items.slice();
  for (let last = result.length - 1; last > 0; last--) {
    const other = Math.floor((next() / 2 ** 32) * (last + 1));
    [result[last], result[other]] = [result[other], result[last]];
  }
  return result;
}
