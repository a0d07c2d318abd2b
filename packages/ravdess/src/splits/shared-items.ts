import type { Split } from './split-random.js';

/**
 * The items of the training part that have a key in common with the test part: what leaks.
 *
 * @param split The two parts.
 * @param keyOf What must not be in both parts, such as the speaker, or the fingerprint of the content.
 * @returns Items of `split.train`, in their order; none where the parts are disjoint.
 *
 * @example
 * sharedItems({ train: ['ab', 'cd'], test: ['ae'] }, (word) => word[0]); // ['ab']
 */
export function sharedItems<T>({ train, test }: Split<T>, keyOf: (item: T) => number | string): T[] {
  const tested = new Set(test.map(keyOf));
  return train.filter((item) => tested.has(keyOf(item)));
}
