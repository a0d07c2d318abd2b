import type { ConfusionMatrix } from './confusion-matrix.js';
import { type Label, show } from './labels.js';

/**
 * One true and one predicted label per counted sample, so that a published confusion matrix can be scored like data.
 *
 * @param confusion The classes and the counts, (classes, classes), row = true class.
 * @returns Two lists as long as the sum of the counts, row by row.
 * @throws RangeError when the matrix is not square like its labels, or a count is not a whole number >= 0.
 * @example
 * pairsFromConfusionMatrix({ labels: ['a', 'b'], matrix: [[1, 1], [0, 1]] }) // { yTrue: ['a', 'a', 'b'], yPred: ['a', 'b', 'b'] }
 */
export function pairsFromConfusionMatrix({ labels, matrix }: ConfusionMatrix): { yTrue: Label[]; yPred: Label[] } {
  const yTrue: Label[] = [];
  const yPred: Label[] = [];
  if (matrix.length !== labels.length || matrix.some((row) => row.length !== labels.length)) {
    throw new RangeError(
      `pairsFromConfusionMatrix: matrix must be ${labels.length} x ${labels.length} like its labels; ` +
        `received rows of ${matrix.map((row) => row.length).join(', ')}`,
    );
  }
  for (const [i, row] of matrix.entries()) {
    for (const [j, count] of row.entries()) {
      if (!(Number.isSafeInteger(count) && count >= 0)) {
        throw new RangeError(
          `pairsFromConfusionMatrix: matrix must hold whole numbers >= 0; received ${show(count)} at [${i}][${j}]`,
        );
      }
      for (let k = 0; k < count; k++) {
        yTrue.push(labels[i]);
        yPred.push(labels[j]);
      }
    }
  }
  return { yTrue, yPred };
}
