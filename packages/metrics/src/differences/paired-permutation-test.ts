import { createRandom } from '../random/create-random.js';

export interface PairedPermutationTestOptions<T> {
  /** What is compared between the two lists; items that are not numbers need one. @default the mean */
  statistic?: (items: readonly T[]) => number;
  /** All 2^n exchanges are tried where they are no more than this; else so many are drawn. @default 9999 */
  permutations?: number;
  /** A whole number from 0 to 2^32 - 1, for the drawing. @default 0 */
  seed?: number;
}

/** A difference between two paired lists, and how likely such a one is by chance. */
export interface PairedPermutationTest {
  /** The statistic of the first list minus that of the second. */
  difference: number;
  /** Two-sided: the share of exchanges that give a difference at least as large. */
  pValue: number;
  /** Whether every exchange was tried, so that no seed matters. */
  exact: boolean;
}

/**
 * Tests whether two models score alike on the same samples or folds: if they do, the two results of each pair could as
 * well be exchanged. Drawn exchanges give (1 + as large) / (1 + drawn), which is never 0.
 *
 * @param first One item per pair: a score, 1 or 0 for right or wrong, or anything that the statistic takes.
 * @param second The other item of each pair.
 * @throws TypeError when the items are not finite numbers and there is no statistic.
 * @throws RangeError when the lists are empty or differ in length, the statistic is not finite, or an option is no
 *   whole number of its range.
 * @see R. A. Fisher, The Design of Experiments (1935); scipy 1.17, scipy.stats.permutation_test 'samples'
 * @example
 * pairedPermutationTest([3, 4, 5], [1, 2, 3]) // { difference: 2, pValue: 0.25, exact: true }
 */
export function pairedPermutationTest<T>(
  first: readonly T[],
  second: readonly T[],
  { statistic, permutations = 9999, seed = 0 }: PairedPermutationTestOptions<T> = {},
): PairedPermutationTest {
  const count = first.length;
  if (!(count > 0)) throw new RangeError('pairedPermutationTest: first must hold at least one item; received none');
  if (second.length !== count) {
    throw new RangeError(
      `pairedPermutationTest: second must be as long as first (${count}); received ${second.length} items`,
    );
  }
  // Below 2^31 each exchange is one bit of a 32-bit number.
  if (!(Number.isInteger(permutations) && permutations >= 1 && permutations < 2 ** 31)) {
    throw new RangeError(
      `pairedPermutationTest: permutations must be a whole number from 1 to 2147483647; received ${permutations}`,
    );
  }
  const random = createRandom('pairedPermutationTest', seed);
  const measure = statistic ?? (mean as (items: readonly unknown[]) => number);
  const difference = (left: readonly T[], right: readonly T[]) => {
    const value = measure(left) - measure(right);
    if (Number.isFinite(value)) return value;
    throw new RangeError(
      `pairedPermutationTest: statistic must return finite numbers; received a difference of ${value}`,
    );
  };

  const observed = difference(first, second);
  // Sums of the same numbers in another order may differ in the last bits, and still are as large.
  const atLeast = Math.abs(observed) * (1 - 1e-12);
  const exact = 2 ** count <= permutations;
  const tried = exact ? 2 ** count : permutations;
  const left = first.slice();
  const right = second.slice();
  let asLarge = 0;
  for (let t = 0; t < tried; t++) {
    for (let i = 0; i < count; i++) {
      const exchange = exact ? (t >> i) & 1 : random.below(2);
      left[i] = exchange ? second[i] : first[i];
      right[i] = exchange ? first[i] : second[i];
    }
    if (Math.abs(difference(left, right)) >= atLeast) asLarge++;
  }
  return { difference: observed, pValue: exact ? asLarge / tried : (1 + asLarge) / (1 + tried), exact };
}

function mean(items: readonly unknown[]): number {
  let sum = 0;
  for (const item of items) {
    if (!Number.isFinite(item)) {
      throw new TypeError(`pairedPermutationTest: items must be finite numbers without a statistic; received ${item}`);
    }
    sum += item as number;
  }
  return sum / items.length;
}
