import { type Label, reportedLabels, requireLabelPairs, show } from './labels.js';

/** How often each true class was taken for each class. */
export interface ConfusionMatrix {
  /** The class of each row and column. */
  labels: Label[];
  /** (classes, classes): row = true class, column = predicted class; counts, or shares when normalized. */
  matrix: number[][];
}

export interface ConfusionMatrixOptions {
  /** The classes, in the order of rows and columns. @default every label that occurs, sorted */
  labels?: ArrayLike<Label>;
  /** Divide by the sum of the row ('true'), of the column ('pred') or of everything ('all'). @default counts */
  normalize?: 'true' | 'pred' | 'all';
  /** What to do with a pair that has a label outside of `labels`; scikit-learn ignores it in silence. @default 'throw' */
  otherLabels?: 'throw' | 'ignore';
}

/**
 * Counts how often each true class was taken for each class: matrix[i][j] = #{k: yTrue[k] = i, yPred[k] = j}.
 *
 * @param yTrue The true label of each sample: all strings or all numbers.
 * @param yPred The predicted label of each sample.
 * @returns The classes and the matrix; a normalized row or column without samples is 0.
 * @throws TypeError when labels are neither all strings nor all finite numbers.
 * @throws RangeError when the lists are empty or differ in length, `labels` repeat or (unless ignored) lack one that
 *   occurs, or an option has another value.
 * @see scikit-learn 1.5, sklearn.metrics.confusion_matrix
 * @example
 * confusionMatrix(['sad', 'happy', 'sad'], ['sad', 'sad', 'sad'], { labels: ['happy', 'sad'] }).matrix // [[0, 1], [0, 2]]
 */
export function confusionMatrix(
  yTrue: ArrayLike<Label>,
  yPred: ArrayLike<Label>,
  { labels, normalize, otherLabels = 'throw' }: ConfusionMatrixOptions = {},
): ConfusionMatrix {
  requireLabelPairs('confusionMatrix', yTrue, yPred);
  if (normalize !== undefined && !['true', 'pred', 'all'].includes(normalize)) {
    throw new RangeError(`confusionMatrix: normalize must be 'true', 'pred' or 'all'; received ${show(normalize)}`);
  }
  if (otherLabels !== 'throw' && otherLabels !== 'ignore') {
    throw new RangeError(`confusionMatrix: otherLabels must be 'throw' or 'ignore'; received ${show(otherLabels)}`);
  }
  const classes = reportedLabels('confusionMatrix', yTrue, yPred, labels);
  const index = new Map(classes.map((label, i) => [label, i]));
  const matrix = classes.map(() => new Array<number>(classes.length).fill(0));
  for (let k = 0; k < yTrue.length; k++) {
    const row = index.get(yTrue[k]);
    const column = index.get(yPred[k]);
    if (row !== undefined && column !== undefined) {
      matrix[row][column]++;
    } else if (otherLabels === 'throw') {
      const unknown = row === undefined ? yTrue[k] : yPred[k];
      throw new RangeError(
        `confusionMatrix: labels must hold every label that occurs; received ${show(unknown)} at ${k}`,
      );
    }
  }
  return { labels: classes, matrix: normalize ? normalized(matrix, normalize) : matrix };
}

function normalized(matrix: number[][], by: 'true' | 'pred' | 'all'): number[][] {
  const rowSums = matrix.map((row) => row.reduce((sum, count) => sum + count, 0));
  const columnSums = matrix.map((_, j) => matrix.reduce((sum, row) => sum + row[j], 0));
  const total = rowSums.reduce((sum, count) => sum + count, 0);
  return matrix.map((row, i) =>
    row.map((count, j) => {
      const divisor = by === 'true' ? rowSums[i] : by === 'pred' ? columnSums[j] : total;
      return divisor === 0 ? 0 : count / divisor;
    }),
  );
}
