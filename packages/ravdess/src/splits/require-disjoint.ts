import { sharedItems } from './shared-items.js';
import type { Split } from './split-random.js';

/** What {@link requireDisjoint} looks at unless told otherwise: the recording, and its content under any name. */
const recordingAndContent = {
  recording: (item: unknown) => (item as { name: string }).name,
  content: (item: unknown) => (item as { fingerprint: string }).fingerprint,
};

/**
 * Throws unless nothing is in both parts of a split.
 *
 * @param split The two parts.
 * @param keys What must not be in both parts, by a name for the error. Default: the recording's name, and the
 * fingerprint of its content, since a corpus may hold one sound under two names, as RAVDESS does.
 * @throws RangeError that names the key, how many items of the training part share it, and the first of them.
 *
 * @example
 * requireDisjoint(fold, { speaker: ({ fields }) => fields.actor });
 */
export function requireDisjoint<T>(
  split: Split<T>,
  keys: Record<string, (item: T) => number | string> = recordingAndContent,
): void {
  for (const [key, keyOf] of Object.entries(keys)) {
    const shared = sharedItems(split, keyOf);
    if (shared.length > 0) {
      throw new RangeError(
        `requireDisjoint: split must have no ${key} in both parts; received ${shared.length} items to train on whose ` +
          `${key} is in the test part, first ${String(keyOf(shared[0]))}`,
      );
    }
  }
}
