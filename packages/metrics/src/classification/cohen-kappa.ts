import { confusionMatrix } from './confusion-matrix.js';
import { type Label, requireLabelPairs } from './labels.js';

/**
 * Cohen's kappa, agreement beyond chance: 1 - n (n - correct) / (n^2 - sum over classes of support x predicted).
 *
 * @param yTrue The labels of one rater, or the true ones: all strings or all numbers.
 * @param yPred The labels of the other.
 * @returns A number up to 1, 0 at chance; NaN where both sides know one and the same class only.
 * @throws TypeError when labels are neither all strings nor all finite numbers.
 * @throws RangeError when the lists are empty or differ in length.
 * @see scikit-learn 1.5, sklearn.metrics.cohen_kappa_score
 * @example
 * cohenKappa([0, 0, 1, 1], [0, 0, 1, 0]) // 0.5
 */
export function cohenKappa(yTrue: ArrayLike<Label>, yPred: ArrayLike<Label>): number {
  requireLabelPairs('cohenKappa', yTrue, yPred);
  const { matrix } = confusionMatrix(yTrue, yPred);
  const samples = yTrue.length;
  let correct = 0;
  let byChance = 0;
  for (const [i, row] of matrix.entries()) {
    correct += row[i];
    const support = row.reduce((sum, count) => sum + count, 0);
    byChance += support * matrix.reduce((sum, other) => sum + other[i], 0);
  }
  return 1 - (samples * (samples - correct)) / (samples ** 2 - byChance);
}
