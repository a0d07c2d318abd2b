import type { Label } from '../classification/labels.js';
import { type RocCurve, rocCurve, rocPoints } from './roc-curve.js';
import { classScores, type ScoreMatrix } from './score-matrix.js';

export interface RocAucOptions {
  /** With one score per sample: the class it speaks for. @default the second of the two labels in scikit-learn's order */
  posLabel?: Label;
  /** With a matrix: each class against all others, or the classes in pairs. @default 'ovr' */
  multiClass?: 'ovr' | 'ovo';
  /** With a matrix: all classes (pairs) count the same, or as often as they occur. @default 'macro' */
  average?: 'macro' | 'weighted';
  /** With a matrix: the classes of the columns. @default the labels that occur, sorted as scikit-learn sorts them */
  labels?: ArrayLike<Label>;
}

/**
 * The area under the ROC curve: the chance that a positive sample scores higher than a negative one, ties counting half.
 *
 * With a matrix of scores it is the mean over classes ('ovr': the class against the rest, by its column) or over pairs of
 * classes ('ovo': the samples of both, by the column of one and of the other). Only the order within a column counts.
 *
 * @param yTrue The true label of each sample: all strings or all numbers.
 * @param scores One finite number per sample for two classes, or a matrix (samples, classes).
 * @returns A number in [0, 1], 0.5 at chance. Where all samples are of one class it is NaN, and with 'ovr' and 'macro'
 *   also where a class of `labels` does not occur; 'weighted' and 'ovo' pass over such a class.
 * @throws TypeError when labels are neither all strings nor all finite numbers.
 * @throws RangeError when lists are empty or do not go together, a score is not finite, or an option has another value.
 * @see scikit-learn 1.9, sklearn.metrics.roc_auc_score; 'ovo' after Hand and Till, Machine Learning 45 (2001)
 * @example
 * rocAuc([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8]) // 0.75
 */
export function rocAuc(
  yTrue: ArrayLike<Label>,
  scores: ArrayLike<number> | ScoreMatrix,
  { posLabel, multiClass = 'ovr', average = 'macro', labels }: RocAucOptions = {},
): number {
  if (multiClass !== 'ovr' && multiClass !== 'ovo') {
    throw new RangeError(`rocAuc: multiClass must be 'ovr' or 'ovo'; received ${multiClass}`);
  }
  if (average !== 'macro' && average !== 'weighted') {
    throw new RangeError(`rocAuc: average must be 'macro' or 'weighted'; received ${average}`);
  }
  if (!('shape' in scores)) return areaUnder(rocCurve(yTrue, scores, { posLabel }));

  const { numbers, row } = classScores('rocAuc', yTrue, 'scores', scores, labels);
  const rows = numbers.map((_, i) => row(i));
  /** How well the class's own column tells its samples from the others among those of the two classes, or of all. */
  const area = (own: number, other?: number) => {
    const among = numbers.map((_, i) => i).filter((i) => other === undefined || [own, other].includes(numbers[i]));
    const positives = among.map((i) => numbers[i] === own);
    return areaUnder(
      rocPoints(
        positives,
        among.map((i) => rows[i][own]),
        true,
      ),
    );
  };
  const counts = rows[0].map((_, k) => numbers.filter((number) => number === k).length);
  const parts: Array<{ area: number; weight: number }> = [];
  for (const [a, count] of counts.entries()) {
    if (multiClass === 'ovr' && !(average === 'weighted' && count === 0)) parts.push({ area: area(a), weight: count });
    for (let b = a + 1; b < counts.length && multiClass === 'ovo'; b++) {
      if (count === 0 || counts[b] === 0) continue;
      parts.push({ area: (area(a, b) + area(b, a)) / 2, weight: count + counts[b] });
    }
  }
  const weights = parts.map(({ weight }) => (average === 'weighted' ? weight : 1));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return parts.reduce((sum, part, i) => sum + part.area * weights[i], 0) / total;
}

/** By trapezoids. */
function areaUnder({ falsePositiveRate: x, truePositiveRate: y }: RocCurve): number {
  let area = 0;
  for (let i = 1; i < x.length; i++) area += ((x[i] - x[i - 1]) * (y[i] + y[i - 1])) / 2;
  return area;
}
