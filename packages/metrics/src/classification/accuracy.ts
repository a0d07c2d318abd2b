import { type Label, requireLabelPairs } from './labels.js';

/**
 * The share of samples whose label was predicted: correct / samples.
 *
 * @param yTrue The true label of each sample: all strings or all numbers.
 * @param yPred The predicted label of each sample.
 * @returns A share in [0, 1].
 * @throws TypeError when labels are neither all strings nor all finite numbers.
 * @throws RangeError when the lists are empty or differ in length.
 * @see scikit-learn 1.5, sklearn.metrics.accuracy_score
 * @example
 * accuracy([0, 1, 1, 0], [0, 1, 0, 0]) // 0.75
 */
export function accuracy(yTrue: ArrayLike<Label>, yPred: ArrayLike<Label>): number {
  requireLabelPairs('accuracy', yTrue, yPred);
  let correct = 0;
  for (let k = 0; k < yTrue.length; k++) if (yTrue[k] === yPred[k]) correct++;
  return correct / yTrue.length;
}
