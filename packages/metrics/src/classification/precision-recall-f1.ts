import { type Label, reportedLabels, requireLabelPairs, show } from './labels.js';
import { pairwiseSum } from './pairwise-sum.js';

/** Precision, recall and F1 of one class or of an average. */
export interface Scores {
  /** Correct / predicted as this class. */
  precision: number;
  /** Correct / samples of this class. */
  recall: number;
  /** 2 correct / (predicted + samples), the harmonic mean of precision and recall. */
  f1: number;
  /** True samples of the class, or of all classes reported. */
  support: number;
}

/** The scores of one class. */
export interface ClassScores extends Scores {
  label: Label;
}

/** The scores of every class and their three averages. */
export interface PrecisionRecallF1 {
  /** In the order of the labels. */
  classes: ClassScores[];
  /** From the counts of all reported classes together. */
  micro: Scores;
  /** Every class counts the same. */
  macro: Scores;
  /** Every class counts by its support. */
  weighted: Scores;
}

export interface PrecisionRecallF1Options {
  /** The classes and their order; samples of other classes count only as mistakes. @default every label that occurs, sorted */
  labels?: ArrayLike<Label>;
  /** What 0 / 0 is: 0, 1, or NaN, which the averages then leave out. @default 0 */
  zeroDivision?: number;
}

/**
 * Precision, recall and F1 per class and as micro, macro and weighted averages. All come from counts with one division
 * at the end: precision = tp / predicted, recall = tp / support, f1 = 2 tp / (predicted + support).
 *
 * @param yTrue The true label of each sample: all strings or all numbers.
 * @param yPred The predicted label of each sample.
 * @returns Shares in [0, 1] (or NaN, see zeroDivision) and supports in samples.
 * @throws TypeError when labels are neither all strings nor all finite numbers.
 * @throws RangeError when the lists are empty or differ in length, `labels` repeat, or zeroDivision is not 0, 1 or NaN.
 * @see scikit-learn 1.5, sklearn.metrics.precision_recall_fscore_support
 * @example
 * precisionRecallF1([0, 0, 1], [0, 1, 1]).classes[1] // { label: 1, precision: 0.5, recall: 1, f1: 0.6666666666666666, support: 1 }
 */
export function precisionRecallF1(
  yTrue: ArrayLike<Label>,
  yPred: ArrayLike<Label>,
  { labels, zeroDivision = 0 }: PrecisionRecallF1Options = {},
): PrecisionRecallF1 {
  requireLabelPairs('precisionRecallF1', yTrue, yPred);
  if (zeroDivision !== 0 && zeroDivision !== 1 && !Number.isNaN(zeroDivision)) {
    throw new RangeError(`precisionRecallF1: zeroDivision must be 0, 1 or NaN; received ${show(zeroDivision)}`);
  }
  const order = reportedLabels('precisionRecallF1', yTrue, yPred, labels);
  const index = new Map(order.map((label, i) => [label, i]));
  const counts = order.map(() => ({ correct: 0, predicted: 0, support: 0 }));
  const total = { correct: 0, predicted: 0, support: 0 };
  for (let k = 0; k < yTrue.length; k++) {
    const row = index.get(yTrue[k]);
    const column = index.get(yPred[k]);
    if (row !== undefined) for (const count of [counts[row], total]) count.support++;
    if (column !== undefined) for (const count of [counts[column], total]) count.predicted++;
    if (row !== undefined && row === column) for (const count of [counts[row], total]) count.correct++;
  }

  const divide = (part: number, whole: number) => (whole === 0 ? zeroDivision : part / whole);
  const scores = ({ correct, predicted, support }: typeof total): Scores => ({
    precision: divide(correct, predicted),
    recall: divide(correct, support),
    f1: divide(2 * correct, predicted + support),
    support,
  });
  const classes = counts.map((count, i) => ({ label: order[i], ...scores(count) }));
  const averaged = (weights?: number[]): Scores => ({
    precision: average(
      classes.map(({ precision }) => precision),
      weights,
    ),
    recall: average(
      classes.map(({ recall }) => recall),
      weights,
    ),
    f1: average(
      classes.map(({ f1 }) => f1),
      weights,
    ),
    support: total.support,
  });
  return { classes, micro: scores(total), macro: averaged(), weighted: averaged(counts.map(({ support }) => support)) };
}

/** The mean of the values that are numbers; by scikit-learn's rule the plain mean where all weights are 0. */
function average(values: number[], weights: number[] = values.map(() => 1)): number {
  const kept = values.map((_, i) => i).filter((i) => !Number.isNaN(values[i]));
  const weight = pairwiseSum(kept.map((i) => weights[i]));
  if (kept.length === 0) return Number.NaN;
  if (weight === 0) return pairwiseSum(kept.map((i) => values[i])) / kept.length;
  return pairwiseSum(kept.map((i) => values[i] * weights[i])) / weight;
}
