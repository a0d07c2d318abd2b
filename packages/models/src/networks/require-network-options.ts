import { requireSeed } from '@aver/random';
import { requireSize } from '../sizes/require-size.js';

/** @throws RangeError when classes, dropoutRate or seed is out of range. */
export function requireNetworkOptions(
  caller: string,
  { classes, dropoutRate, seed }: { classes: number; dropoutRate: number; seed: number },
): void {
  requireSize(caller, 'classes', classes);
  if (!(dropoutRate >= 0 && dropoutRate < 1)) {
    throw new RangeError(`${caller}: dropoutRate must be a number in [0, 1); received ${dropoutRate}`);
  }
  requireSeed(caller, seed);
}
