import { paperEmotions, splitSpeakers } from '@aver/ravdess';
import { missingOfNotebook, type SplitItem, splitTrial } from '../compute/split-trial.js';
import { CommandError } from '../terminal/command-error.js';
import { pasteable } from '../terminal/pasteable.js';
import { notebookList, testFraction } from './plan-trials.js';
import type { RowSpec } from './row-spec.js';
import type { TableSetting } from './table-setting.js';

type FoldSetting = Pick<TableSetting, 'corpus' | 'emotions' | 'auxiliary' | 'split' | 'folds'>;

/** Speakers, or statements, have a fold each where there are no more than this. */
const mostFolds = 10;

/**
 * How many ways of dividing recordings a split gives for one seed: 1 at random, or the folds. RAVDESS's speakers have
 * EmoBox's six; the speakers of other corpora, and statements, have a fold each, or ten folds where they are more.
 * Recordings that no trial could run on are refused here, before anything is trained.
 *
 * @param dataName How to call the recordings in the error.
 * @param items The recordings.
 * @param rows What is to be made of them: it decides which of the notebooks' recordings their split needs.
 * @throws CommandError when an emotion has no recording, or the recordings cannot be divided.
 */
export function countFolds(
  dataName: string,
  { corpus, emotions, auxiliary, split, folds: wanted }: FoldSetting,
  items: SplitItem[],
  rows: readonly Pick<RowSpec, 'recipes'>[] = [],
): number {
  requireEmotions(dataName, emotions, items);
  if (split === 'notebook') {
    if (auxiliary)
      throw new CommandError('--split notebook: expected no --auxiliary: the notebooks had four emotions', 2);
    requireNotebookFiles(dataName, emotions, items, rows);
    return 1;
  }
  const different = (keys: Array<number | string>) => Math.min(mostFolds, new Set(keys).size);
  try {
    if (split === 'random') {
      splitTrial({ kind: 'random', seed: 0, testFraction }, items);
      return 1;
    }
    if (split === 'corpus') return 1;
    if (split === 'speakers' && corpus === 'ravdess' && !wanted)
      return splitSpeakers(items, { folds: 'emobox' }).length;
    const folds =
      wanted ?? different(items.map(({ fields }) => (split === 'speakers' ? fields.speaker : fields.statement)));
    splitTrial({ kind: split, folds, fold: 0 }, items);
    return folds;
  } catch (error) {
    throw new CommandError(`${dataName}: cannot be divided: ${(error as Error).message}`, 2, { cause: error });
  }
}

/**
 * Refuses classes that nothing can be learned of.
 *
 * @throws CommandError when an emotion has no recording.
 */
export function requireEmotions(
  dataName: string,
  emotions: readonly string[],
  recordings: ReadonlyArray<{ fields: { emotion: string } }>,
): void {
  const missing = emotions.filter((emotion) => !recordings.some(({ fields }) => fields.emotion === emotion));
  if (missing.length === 0) return;
  throw new CommandError(
    `${dataName}: expected recordings of ${emotions.join(', ')}; found none of ${missing.join(', ')}`,
    2,
  );
}

function requireNotebookFiles(
  dataName: string,
  emotions: readonly string[],
  items: SplitItem[],
  rows: readonly Pick<RowSpec, 'recipes'>[],
): void {
  if ([...emotions].sort().join() !== [...paperEmotions].sort().join()) {
    throw new CommandError(
      `--split notebook: expected the emotions ${paperEmotions.join(', ')}; received ${emotions.join(', ')}`,
      2,
    );
  }
  // Both recipes of a row have an input of the same kind.
  const lists = new Set(rows.map(({ recipes }) => notebookList(recipes.notebook.input)));
  const missing = [...new Set([...lists].flatMap((list) => missingOfNotebook(list, items)))].sort();
  if (missing.length === 0) return;
  const sung = missing.filter((name) => name.startsWith('03-02-')).length;
  const more = missing.length > 1 ? ` and ${missing.length - 1} more` : '';
  throw new CommandError(
    `${dataName}: --split notebook: expected the recordings that the notebooks read; missing ${missing[0]}${more}, ` +
      `${sung} of them sung: it needs both official archives (${pasteable('aver-bench fetch --channel both')}; or --data twice)`,
    2,
  );
}
