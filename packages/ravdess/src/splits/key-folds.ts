import { shuffled } from './shuffled.js';
import type { Split } from './split-random.js';

/** What keeps items together: a speaker, a statement. */
export type Key = number | string;

/**
 * The key of every item.
 *
 * @throws TypeError when an item has none.
 */
export function keysOf<T>(caller: string, option: string, items: readonly T[], keyOf: (item: T) => Key): Key[] {
  return items.map((item) => {
    const key = keyOf(item);
    if (typeof key !== 'string' && !Number.isFinite(key)) {
      throw new TypeError(
        `${caller}: ${option} must return a number or a string for every item; received ${String(key)}`,
      );
    }
    return key;
  });
}

/** Every key once: numbers first, by size; then strings, by their characters' codes. */
export function sortedKeys(keys: readonly Key[]): Key[] {
  return [...new Set(keys)].sort(byKey);
}

/**
 * Shuffles keys and deals them to folds in turn, class by class, so that the folds' sizes differ by at most one key,
 * over all and within each class.
 *
 * @param keys Sorted, each once.
 * @param folds From 2 to as many as keys.
 * @param classes Which class a key is in; the classes are dealt in the order of `order`.
 */
export function dealtKeys(
  keys: Key[],
  folds: number,
  seed: number,
  { order = [''], classOf = () => '' }: { order?: string[]; classOf?: (key: Key) => string } = {},
): Key[][] {
  const random = shuffled(keys, seed);
  const dealt = order.flatMap((one) => random.filter((key) => classOf(key) === one));
  return Array.from({ length: folds }, (_, fold) => dealt.filter((_, index) => index % folds === fold));
}

/** For each group of keys the items that have one of them, and the others; both in the order of `items`. */
export function foldsOf<T>(
  items: readonly T[],
  keys: readonly Key[],
  groups: Key[][],
): Array<Split<T> & { keys: Key[] }> {
  return groups.map((group) => {
    const tested = new Set(group);
    return {
      train: items.filter((_, index) => !tested.has(keys[index])),
      test: items.filter((_, index) => tested.has(keys[index])),
      keys: sortedKeys(group),
    };
  });
}

function byKey(a: Key, b: Key): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (typeof a !== typeof b) return typeof a === 'number' ? -1 : 1;
  return a < b ? -1 : 1;
}
