/** @throws RangeError when the seed is not an integer of at least 0. */
export function checkSeed(caller: string, seed: number): void {
  if (!(Number.isSafeInteger(seed) && seed >= 0)) {
    throw new RangeError(`${caller}: seed must be an integer of at least 0; received ${seed}`);
  }
}
