import type { Label } from '../classification/labels.js';
import { classProbabilities, type ScoreMatrix } from './score-matrix.js';

export interface LogLossOptions {
  /** The classes of the columns. @default the labels that occur, sorted as scikit-learn sorts them */
  labels?: ArrayLike<Label>;
}

/**
 * Cross-entropy of probabilities: the mean over samples of -ln(probability of the true class). A probability is taken as
 * at least the spacing of its type at 1 (2^-52, or 2^-23 of a Float32Array) and at most 1 minus that, so that one
 * certain mistake costs 36 (or 16) and not infinity.
 *
 * @param yTrue The true label of each sample: all strings or all numbers.
 * @param probabilities (samples, classes), each row adding to 1.
 * @returns Nats, at least 0; ln(classes) where every class is as likely.
 * @throws TypeError when labels are neither all strings nor all finite numbers, or the probabilities are no matrix.
 * @throws RangeError when lists are empty or do not go together, or a row is no distribution.
 * @see scikit-learn 1.9, sklearn.metrics.log_loss
 * @example
 * logLoss(['a', 'b'], { data: [0.5, 0.5, 0.5, 0.5], shape: [2, 2] }) // Math.LN2
 */
export function logLoss(yTrue: ArrayLike<Label>, probabilities: ScoreMatrix, { labels }: LogLossOptions = {}): number {
  const { numbers, row } = classProbabilities('logLoss', yTrue, probabilities, labels);
  const least = probabilities.data instanceof Float32Array ? 2 ** -23 : 2 ** -52;
  const losses = numbers.map((number, i) => -Math.log(Math.min(1 - least, Math.max(least, row(i)[number]))));
  return losses.reduce((sum, loss) => sum + loss, 0) / losses.length;
}
