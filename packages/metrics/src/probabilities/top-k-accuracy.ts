import type { Label } from '../classification/labels.js';
import { classScores, type ScoreMatrix } from './score-matrix.js';

export interface TopKAccuracyOptions {
  /** How many of the highest scores count, a whole number from 1; from the number of classes on the answer is 1. @default 2 */
  k?: number;
  /** The classes of the columns. @default the labels that occur, sorted as scikit-learn sorts them */
  labels?: ArrayLike<Label>;
}

/**
 * The share of samples whose true class is among the k highest scores; of equal scores the later column is the higher.
 *
 * @param yTrue The true label of each sample: all strings or all numbers.
 * @param scores (samples, classes), finite numbers; probabilities or others.
 * @returns A share in [0, 1].
 * @throws TypeError when labels are neither all strings nor all finite numbers, or the scores are no matrix.
 * @throws RangeError when lists are empty or do not go together, a score is not finite, or k is no whole number from 1.
 * @see scikit-learn 1.9, sklearn.metrics.top_k_accuracy_score
 * @example
 * topKAccuracy(['a', 'b', 'c'], { data: [2, 1, 0, 2, 1, 0, 2, 1, 0], shape: [3, 3] }, { k: 2 }) // 2 / 3
 */
export function topKAccuracy(
  yTrue: ArrayLike<Label>,
  scores: ScoreMatrix,
  { k = 2, labels }: TopKAccuracyOptions = {},
): number {
  if (!(Number.isSafeInteger(k) && k >= 1)) {
    throw new RangeError(`topKAccuracy: k must be a whole number from 1; received ${k}`);
  }
  const { numbers, row } = classScores('topKAccuracy', yTrue, 'scores', scores, labels);
  const hits = numbers.filter((own, i) => {
    const values = row(i);
    const above = values.filter((value, other) => value > values[own] || (value === values[own] && other > own));
    return above.length < k;
  });
  return hits.length / numbers.length;
}
