import type { Label } from '../classification/labels.js';
import { classProbabilities, type ScoreMatrix } from './score-matrix.js';

export interface ExpectedCalibrationErrorOptions {
  /** How many bins of equal width from 0 to 1, a whole number from 1. @default 15 */
  bins?: number;
  /** The classes of the columns. @default the labels that occur, sorted as scikit-learn sorts them */
  labels?: ArrayLike<Label>;
}

/**
 * How far confidence and accuracy lie apart: samples are sorted by the probability of the predicted class (the largest
 * one, the first of equals) into the bins ((m - 1) / bins, m / bins], and the distance between the mean of that
 * probability and the share of correct samples is averaged over the bins, weighted by their samples. An empty bin counts
 * nothing. The value depends on the number of bins: name it beside the result.
 *
 * @param yTrue The true label of each sample: all strings or all numbers.
 * @param probabilities (samples, classes), each row adding to 1.
 * @returns A number in [0, 1], 0 where every bin is right as often as it says.
 * @throws TypeError when labels are neither all strings nor all finite numbers, or the probabilities are no matrix.
 * @throws RangeError when lists are empty or do not go together, a row is no distribution, or bins is no whole number
 *   from 1.
 * @see C. Guo, G. Pleiss, Y. Sun, K. Q. Weinberger, On calibration of modern neural networks, ICML 2017, formula 3
 * @example
 * expectedCalibrationError(['a', 'b'], { data: [0.75, 0.25, 0.75, 0.25], shape: [2, 2] }) // 0.25
 */
export function expectedCalibrationError(
  yTrue: ArrayLike<Label>,
  probabilities: ScoreMatrix,
  { bins = 15, labels }: ExpectedCalibrationErrorOptions = {},
): number {
  if (!(Number.isSafeInteger(bins) && bins >= 1)) {
    throw new RangeError(`expectedCalibrationError: bins must be a whole number from 1; received ${bins}`);
  }
  const { numbers, row } = classProbabilities('expectedCalibrationError', yTrue, probabilities, labels);
  // Confidence minus correct samples of each bin; a bin's count cancels against its weight.
  const gaps = new Map<number, number>();
  for (const [i, own] of numbers.entries()) {
    const values = row(i);
    const confidence = Math.max(...values);
    const bin = Math.ceil(confidence * bins);
    gaps.set(bin, (gaps.get(bin) ?? 0) + confidence - (values.indexOf(confidence) === own ? 1 : 0));
  }
  return [...gaps.values()].reduce((sum, gap) => sum + Math.abs(gap), 0) / numbers.length;
}
