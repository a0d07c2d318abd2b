import { type Emotion, parseFilename, splitSpeakers } from '@aver/ravdess';
import { CommandError } from '../command-error.js';
import { type TablePlan, testFraction } from './plan-trials.js';
import { splitTrial } from './split-trial.js';

/**
 * How many ways of dividing recordings a split gives for one seed: the speaker folds, or 1 at random. Recordings that
 * no trial could run on are refused here, before anything is trained.
 *
 * @param dataName How to call the recordings in the error.
 * @param names Base names of the recordings, sorted.
 * @throws CommandError when an emotion has no recording, or the recordings cannot be divided.
 */
export function countFolds(
  dataName: string,
  names: string[],
  emotions: readonly Emotion[],
  split: TablePlan['split'],
): number {
  const items = names.map((name) => ({ name, fields: parseFilename(name) }));
  const missing = emotions.filter((emotion) => !items.some(({ fields }) => fields.emotion === emotion));
  if (missing.length > 0) {
    throw new CommandError(
      `${dataName}: expected recordings of ${emotions.join(', ')}; found none of ${missing.join(', ')}`,
      2,
    );
  }
  try {
    if (split === 'speakers') return splitSpeakers(items, { folds: 'emobox' }).length;
    splitTrial({ kind: 'random', seed: 0, testFraction }, names);
    return 1;
  } catch (error) {
    throw new CommandError(`${dataName}: cannot be divided: ${(error as Error).message}`, 2, { cause: error });
  }
}
