/**
 * The one range of every seed.
 *
 * @param caller The function whose name the message carries.
 * @throws RangeError when the seed is not an integer from 0 to 2^32 - 1.
 */
export function requireSeed(caller: string, seed: number): void {
  if (!(Number.isInteger(seed) && seed >= 0 && seed < 2 ** 32)) {
    throw new RangeError(`${caller}: seed must be an integer from 0 to 4294967295; received ${String(seed)}`);
  }
}
