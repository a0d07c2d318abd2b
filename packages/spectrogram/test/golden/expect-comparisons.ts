import { expectAllClose } from '@aver/test-helpers';
import type { Comparison } from './golden-comparisons.js';

/** Fails at the first comparison that is outside its tolerance, and names it. */
export function expectComparisons(comparisons: readonly Comparison[]): void {
  for (const { name, actual, expected, atol, rtol } of comparisons) {
    try {
      expectAllClose(actual, expected, { atol, rtol });
    } catch (cause) {
      throw new Error(`${name}: ${(cause as Error).message}`, { cause });
    }
  }
}
