import { requireSeed } from '@aver/random';
import { shuffled } from './shuffled.js';

/** How {@link splitRandom} divides. Exactly one of `testCount` and `testFraction` is given. */
export interface SplitRandomOptions<T> {
  /** How many items go into the test part, from 1 to one less than there are. */
  testCount?: number;
  /** Which part of the items is for testing, between 0 and 1; rounded up to whole items, as scikit-learn does. */
  testFraction?: number;
  /** An integer from 0 to 2^32 - 1; the same seed gives the same division. */
  seed: number;
  /**
   * The stratum of an item: both parts then hold the strata in the same proportion, as nearly as whole items can.
   * @default undefined, that is, strata are left to chance
   */
  stratifyBy?: (item: T) => string;
  /**
   * What ties items together: those with the same value go into the same part. With the fingerprint of the content, a
   * recording that the corpus holds under two names is never both trained on and tested.
   * @default undefined, that is, every item on its own
   */
  keepTogether?: (item: T) => string;
}

/** Items for training and items for testing. */
export interface Split<T> {
  train: T[];
  test: T[];
}

/**
 * Divides items at random into a training and a test part; every item is in exactly one of them.
 *
 * The items are shuffled (mulberry32, Fisher and Yates) and the first testCount of the shuffled ones are the test
 * part; with strata, the first n_s of each stratum, where n_s is testCount times the stratum's share, rounded so that
 * the counts add up (largest remainder; among equal remainders the stratum first in alphabetical order).
 *
 * Items that are kept together stand where the first of them stands. They are passed over where they do not fit into
 * what is left of the test part, which may then get fewer items than asked for.
 *
 * The division depends on the ORDER of the items: sort them first, as `listRecordings` does. A random division puts
 * the same speakers into both parts; see {@link splitSpeakers} for one that does not.
 *
 * @param items At least two.
 * @param options How to divide.
 * @returns Both parts, each in the order of `items`.
 * @throws RangeError when there are fewer than two items, when not exactly one of the two sizes is given, when it
 * leaves a part empty or is no such number, when the seed is no such integer, when items kept together leave nothing to
 * test.
 * @see scikit-learn 1.9, `train_test_split`, for the rounding.
 *
 * @example
 * splitRandom(['a', 'b', 'c', 'd', 'e'], { testFraction: 0.4, seed: 1 }); // three to train on, two to test
 */
export function splitRandom<T>(
  items: readonly T[],
  { testCount, testFraction, seed, stratifyBy, keepTogether }: SplitRandomOptions<T>,
): Split<T> {
  const count = requireTestCount(items.length, testCount, testFraction);
  requireSeed('splitRandom', seed);
  const order = shuffled([...items.keys()], seed);
  const strata = stratifyBy ? items.map(stratifyBy) : items.map(() => '');
  const left = largestRemainders(strata, count);
  const groups = tiedGroups(items, keepTogether);
  const isTest = new Array<boolean>(items.length).fill(false);
  const isDecided = isTest.slice();
  for (const index of order) {
    if (isDecided[index]) continue;
    const takes = takeFrom(left, groups[index], strata);
    for (const member of groups[index]) {
      isDecided[member] = true;
      isTest[member] = takes;
    }
  }
  if (!isTest.includes(true)) {
    throw new RangeError(`splitRandom: keepTogether must leave something to test; received groups over ${count} items`);
  }
  return {
    train: items.filter((_, index) => !isTest[index]),
    test: items.filter((_, index) => isTest[index]),
  };
}

/** For each item the places of all items that go where it goes, itself among them. */
function tiedGroups<T>(items: readonly T[], keepTogether?: (item: T) => string): number[][] {
  if (!keepTogether) return items.map((_, index) => [index]);
  const groups = new Map<string, number[]>();
  const ties = items.map(keepTogether);
  for (const [index, tie] of ties.entries()) groups.set(tie, [...(groups.get(tie) ?? []), index]);
  return ties.map((tie) => groups.get(tie) as number[]);
}

/** Takes a group's items out of the strata's quotas; false, and nothing taken, where one of them has not enough left. */
function takeFrom(left: Map<string, number>, group: number[], strata: string[]): boolean {
  const wanted = new Map<string, number>();
  for (const index of group) wanted.set(strata[index], (wanted.get(strata[index]) ?? 0) + 1);
  for (const [stratum, count] of wanted) if ((left.get(stratum) as number) < count) return false;
  for (const [stratum, count] of wanted) left.set(stratum, (left.get(stratum) as number) - count);
  return true;
}

function requireTestCount(items: number, testCount?: number, testFraction?: number): number {
  if (!(items >= 2)) throw new RangeError(`splitRandom: items must be at least two; received ${items}`);
  if ((testCount === undefined) === (testFraction === undefined)) {
    throw new RangeError(
      'splitRandom: options must hold exactly one of testCount and testFraction; ' +
        `received ${testCount} and ${testFraction}`,
    );
  }
  if (testFraction !== undefined) {
    if (!(testFraction > 0 && testFraction < 1 && Math.ceil(testFraction * items) < items)) {
      throw new RangeError(
        `splitRandom: testFraction must be between 0 and 1 and leave one of ${items} items to train on; ` +
          `received ${String(testFraction)}`,
      );
    }
    return Math.ceil(testFraction * items);
  }
  const count = testCount as number;
  if (!(Number.isInteger(count) && count >= 1 && count < items)) {
    throw new RangeError(
      `splitRandom: testCount must be an integer from 1 to ${items - 1}; received ${String(testCount)}`,
    );
  }
  return count;
}

/** How many of `count` each stratum gets. All in integers, so that equal remainders are equal. */
function largestRemainders(strata: string[], count: number): Map<string, number> {
  const sizes = new Map<string, number>();
  for (const stratum of strata) sizes.set(stratum, (sizes.get(stratum) ?? 0) + 1);
  const shares = [...sizes]
    .map(([stratum, size]) => ({
      stratum,
      whole: Math.floor((count * size) / strata.length),
      remainder: (count * size) % strata.length,
    }))
    .sort((a, b) => b.remainder - a.remainder || (a.stratum < b.stratum ? -1 : 1));
  const rest = count - shares.reduce((sum, { whole }) => sum + whole, 0);
  return new Map(shares.map(({ stratum, whole }, rank) => [stratum, whole + (rank < rest ? 1 : 0)]));
}
