import { requireSeed } from '@aver/random';
import type { CorpusFields } from '../corpora/corpus.js';
import { dealtKeys, foldsOf, keysOf, sortedKeys } from './key-folds.js';
import type { Split } from './split-random.js';

/** How {@link splitStatements} divides. */
export interface SplitStatementsOptions<T> {
  /** How many folds to make, from 2 to as many as statements. RAVDESS has two. */
  folds: number;
  /**
   * What is said in an item.
   * @default item => item.fields.statement
   */
  statementOf?: (item: T) => number | string;
  /**
   * An integer from 0 to 2^32 - 1.
   * @default 0
   */
  seed?: number;
}

/** One fold: the test part is everything of its statements, the training part everything of the others. */
export interface StatementFold<T> extends Split<T> {
  /** The statements of the test part, sorted. */
  statements: Array<number | string>;
}

/**
 * Divides items by what is said: no sentence is heard in both parts of a fold, and every sentence is in exactly one
 * test part. The statements are sorted, shuffled and dealt to the folds in turn.
 *
 * @param items Of at least two statements; their order does not change what is in which fold.
 * @param options How to divide.
 * @returns The folds; the parts of each in the order of `items`.
 * @throws RangeError when `folds` is no integer from 2 to the number of statements, or the seed is no such integer.
 * @throws TypeError when an item has no statement.
 *
 * @example
 * splitStatements(recordings, { folds: 2 }).map(({ statements }) => statements); // [[1], [2]] or [[2], [1]]
 */
export function splitStatements<T>(
  items: readonly T[],
  { folds, statementOf = ownStatement, seed = 0 }: SplitStatementsOptions<T>,
): StatementFold<T>[] {
  requireSeed('splitStatements', seed);
  const keys = keysOf('splitStatements', 'statementOf', items, statementOf);
  const statements = sortedKeys(keys);
  if (!(Number.isInteger(folds) && folds >= 2 && folds <= statements.length)) {
    throw new RangeError(
      `splitStatements: folds must be an integer from 2 to the number of statements, ${statements.length}; ` +
        `received ${String(folds)}`,
    );
  }
  return foldsOf(items, keys, dealtKeys(statements, folds, seed)).map(({ train, test, keys: tested }) => {
    return { train, test, statements: tested };
  });
}

function ownStatement(item: unknown): number | string {
  return (item as { fields?: CorpusFields } | null | undefined)?.fields?.statement as number | string;
}
