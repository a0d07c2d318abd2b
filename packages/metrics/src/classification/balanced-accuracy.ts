import { confusionMatrix } from './confusion-matrix.js';
import { type Label, requireLabelPairs } from './labels.js';
import { pairwiseSum } from './pairwise-sum.js';

/**
 * Unweighted average recall (UAR): the mean, over the classes that truly occur, of correct / samples of the class.
 * A class that was only predicted has no recall and does not count.
 *
 * @param yTrue The true label of each sample: all strings or all numbers.
 * @param yPred The predicted label of each sample.
 * @returns A share in [0, 1]; 1 / classes is chance.
 * @throws TypeError when labels are neither all strings nor all finite numbers.
 * @throws RangeError when the lists are empty or differ in length.
 * @see scikit-learn 1.5, sklearn.metrics.balanced_accuracy_score
 * @example
 * balancedAccuracy(['a', 'a', 'a', 'b'], ['a', 'a', 'a', 'a']) // 0.5
 */
export function balancedAccuracy(yTrue: ArrayLike<Label>, yPred: ArrayLike<Label>): number {
  requireLabelPairs('balancedAccuracy', yTrue, yPred);
  const recalls: number[] = [];
  for (const [i, row] of confusionMatrix(yTrue, yPred).matrix.entries()) {
    const support = row.reduce((sum, count) => sum + count, 0);
    if (support > 0) recalls.push(row[i] / support);
  }
  return pairwiseSum(recalls) / recalls.length;
}
