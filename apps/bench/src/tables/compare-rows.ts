import { correctedResampledTTest, mcnemarTest } from '@aver/metrics';
import { accuracyOf, type TrialResult } from '../compute/trial-result.js';
import { sameSplit } from './same-split.js';

/** A row beside the reference row, both tested on the same recordings. */
export interface Comparison {
  row: string;
  reference: string;
  /** Accuracy of the row minus that of the reference, on what both were tested on. */
  difference: number;
  /** Two-sided; how likely such a difference is if the two are equally good. Not adjusted for several comparisons. */
  pValue: number;
  test: 'corrected resampled t' | 'McNemar';
  /** What was compared, such as `10 random splits` or `672 recordings, seed 0`. */
  over: string;
}

/**
 * Tests whether a row differs from the reference row. Two or more random splits in common: the corrected resampled
 * t-test over the splits, which allows for their sharing recordings. One split, or speaker folds: McNemar's exact test
 * over the recordings of the first seed in common, each of which was tested once.
 *
 * @returns Nothing where the two have no trial on the same split in common.
 */
export function compareRows(
  row: { name: string; results: TrialResult[] },
  reference: { name: string; results: TrialResult[] },
): Comparison | undefined {
  const pairs = row.results.flatMap((one) => {
    const other = reference.results.find(({ trial }) => sameSplit(trial, one.trial));
    return other ? [[one, other] as const] : [];
  });
  if (pairs.length === 0) return undefined;
  const names = { row: row.name, reference: reference.name };
  const [[{ trial, trainCount, testCount }]] = pairs;
  if (isNewEachSeed(trial.split) && pairs.length > 1) {
    const differences = pairs.map(([one, other]) => accuracyOf(one.predictions) - accuracyOf(other.predictions));
    const { mean, pValue } = correctedResampledTTest(differences, { trainCount, testCount });
    return {
      ...names,
      difference: mean,
      pValue,
      test: 'corrected resampled t',
      over: `${pairs.length} random splits`,
    };
  }
  const seed = Math.min(...pairs.map(([one]) => one.trial.seed));
  const samples = pairs
    .filter(([one]) => one.trial.seed === seed)
    .flatMap(([one, other]) => one.predictions.map((first, i) => ({ first, second: other.predictions[i] })));
  const { onlyFirst, onlySecond, pValue } = mcnemarTest(
    samples.map(({ first }) => first.yTrue),
    samples.map(({ first }) => first.yPred),
    samples.map(({ second }) => second.yPred),
  );
  return {
    ...names,
    difference: (onlyFirst - onlySecond) / samples.length,
    pValue,
    test: 'McNemar',
    over: `${samples.length} recordings, seed ${seed}`,
  };
}

/** Whether every seed divides the recordings anew. */
function isNewEachSeed(split: TrialResult['trial']['split']): boolean {
  return split.kind === 'random' || (split.kind === 'notebook' && split.list === 'pictures');
}
