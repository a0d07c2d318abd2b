import type { Split } from './split-random.js';

/** A fold with folds of its own training part. */
export type NestedFold<Outer, Inner> = Outer & {
  /** Divisions of this fold's training part: train and validate on these to choose, then test once on `test`. */
  inner: Inner[];
};

/**
 * Folds within folds, for choosing hyperparameters without a look at the test part: the training part of every outer
 * fold is divided again, and nothing of its test part is in any of its inner folds.
 *
 * @param items What is divided.
 * @param outer Divides all items, such as `(items) => splitSpeakers(items, { folds: 'emobox' })`.
 * @param inner Divides the training part of each outer fold; of the same kind as `outer`, so that what that keeps apart
 * stays apart. Default: `outer`.
 * @returns The outer folds, each with its inner ones.
 * @throws RangeError when an inner fold holds what is no item of the outer training part, or one in both its parts; and
 * whatever the divisions throw.
 *
 * @example
 * const folds = nestedFolds(recordings, (items) => splitSpeakers(items, { folds: 4, seed: 1 }));
 * for (const { inner, train, test } of folds) {
 *   // choose by training on inner[i].train and validating on inner[i].test; then train on train, test on test
 * }
 */
export function nestedFolds<T, Outer extends Split<T>, Inner extends Split<T> = Outer>(
  items: readonly T[],
  outer: (items: readonly T[]) => Outer[],
  inner: (items: readonly T[]) => Inner[] = outer as unknown as (items: readonly T[]) => Inner[],
): NestedFold<Outer, Inner>[] {
  return outer(items).map((fold) => {
    const known = new Set(fold.train);
    const folds = inner(fold.train);
    for (const part of folds) {
      const tested = new Set(part.test);
      const strangers = [...part.train, ...part.test].filter((item) => !known.has(item));
      const twice = part.train.filter((item) => tested.has(item));
      if (strangers.length > 0 || twice.length > 0) {
        throw new RangeError(
          'nestedFolds: inner must divide the items that it is given; ' +
            `received ${strangers.length} others, and ${twice.length} in both parts`,
        );
      }
    }
    return { ...fold, inner: folds };
  });
}
