import { parseFilename, splitRandom, splitSpeakers } from '@aver/ravdess';
import type { SplitSpec } from './trial.js';

/**
 * Divides recordings into a training and a test part.
 *
 * @param names Base names of RAVDESS recordings, sorted.
 * @returns Both parts, each sorted by name.
 * @throws RangeError when a fold does not exist for these speakers.
 */
export function splitTrial(split: SplitSpec, names: string[]): { train: string[]; test: string[] } {
  const items = names.map((name) => ({ name, fields: parseFilename(name) }));
  const part =
    split.kind === 'random'
      ? splitRandom(items, { testFraction: split.testFraction, seed: split.seed })
      : splitSpeakers(items, { folds: split.folds })[split.fold];
  if (!part)
    throw new RangeError(`splitTrial: fold must be one that the speakers have; received ${JSON.stringify(split)}`);
  const sorted = (side: typeof items) => side.map(({ name }) => name).sort();
  return { train: sorted(part.train), test: sorted(part.test) };
}
