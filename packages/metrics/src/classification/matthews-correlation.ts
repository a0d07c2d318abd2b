import { confusionMatrix } from './confusion-matrix.js';
import { type Label, requireLabelPairs } from './labels.js';

/**
 * Matthews correlation for any number of classes (Gorodkin's R_K), from n samples, the correct ones, the supports t and
 * the predicted counts p: (n correct - t.p) / sqrt((n^2 - p.p)(n^2 - t.t)).
 *
 * @param yTrue The true label of each sample: all strings or all numbers.
 * @param yPred The predicted label of each sample.
 * @returns A number in [-1, 1]; 0 where all true or all predicted labels are one class.
 * @throws TypeError when labels are neither all strings nor all finite numbers.
 * @throws RangeError when the lists are empty or differ in length.
 * @see scikit-learn 1.5, sklearn.metrics.matthews_corrcoef
 * @example
 * matthewsCorrelation([0, 0, 1, 1], [0, 0, 1, 1]) // 1
 */
export function matthewsCorrelation(yTrue: ArrayLike<Label>, yPred: ArrayLike<Label>): number {
  requireLabelPairs('matthewsCorrelation', yTrue, yPred);
  const { matrix } = confusionMatrix(yTrue, yPred);
  const samples = yTrue.length;
  let correct = 0;
  let both = 0;
  let trueSquares = 0;
  let predictedSquares = 0;
  for (const [i, row] of matrix.entries()) {
    const support = row.reduce((sum, count) => sum + count, 0);
    const predicted = matrix.reduce((sum, other) => sum + other[i], 0);
    correct += row[i];
    both += support * predicted;
    trueSquares += support ** 2;
    predictedSquares += predicted ** 2;
  }
  const scale = (samples ** 2 - predictedSquares) * (samples ** 2 - trueSquares);
  return scale === 0 ? 0 : (samples * correct - both) / Math.sqrt(scale);
}
