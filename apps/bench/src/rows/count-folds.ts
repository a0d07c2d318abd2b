import { splitSpeakers } from '@aver/ravdess';
import { type SplitItem, splitTrial } from '../compute/split-trial.js';
import { CommandError } from '../terminal/command-error.js';
import { testFraction } from './plan-trials.js';
import type { TableSetting } from './table-setting.js';

/** Speakers, or statements, have a fold each where there are no more than this. */
const mostFolds = 10;

/**
 * How many ways of dividing recordings a split gives for one seed: 1 at random, or the folds. RAVDESS's speakers have
 * EmoBox's six; the speakers of other corpora, and statements, have a fold each, or ten folds where they are more.
 * Recordings that no trial could run on are refused here, before anything is trained.
 *
 * @param dataName How to call the recordings in the error.
 * @param items The recordings.
 * @throws CommandError when an emotion has no recording, or the recordings cannot be divided.
 */
export function countFolds(
  dataName: string,
  { corpus, emotions, split }: Pick<TableSetting, 'corpus' | 'emotions' | 'split'>,
  items: SplitItem[],
): number {
  const missing = emotions.filter((emotion) => !items.some(({ fields }) => fields.emotion === emotion));
  if (missing.length > 0) {
    throw new CommandError(
      `${dataName}: expected recordings of ${emotions.join(', ')}; found none of ${missing.join(', ')}`,
      2,
    );
  }
  const different = (keys: Array<number | string>) => Math.min(mostFolds, new Set(keys).size);
  try {
    if (split === 'random') {
      splitTrial({ kind: 'random', seed: 0, testFraction }, items);
      return 1;
    }
    if (split === 'speakers' && corpus === 'ravdess') return splitSpeakers(items, { folds: 'emobox' }).length;
    const folds = different(items.map(({ fields }) => (split === 'speakers' ? fields.speaker : fields.statement)));
    splitTrial({ kind: split, folds, fold: 0 }, items);
    return folds;
  } catch (error) {
    throw new CommandError(`${dataName}: cannot be divided: ${(error as Error).message}`, 2, { cause: error });
  }
}
