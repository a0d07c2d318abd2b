import { type Label, reportedLabels, requireLabels, show } from '../classification/labels.js';
import { requireFinite } from './score-matrix.js';

export interface RocCurveOptions {
  /** The class that a high score speaks for. @default the second of the two labels in scikit-learn's order */
  posLabel?: Label;
  /** Leave out the points on a straight line between their neighbours. @default true */
  dropIntermediate?: boolean;
}

/** The points of a ROC curve, from (0, 0) to (1, 1). */
export interface RocCurve {
  /** Share of the negative samples that score at least the threshold; NaN where there is none. */
  falsePositiveRate: number[];
  /** Share of the positive samples that score at least the threshold; NaN where there is none. */
  truePositiveRate: number[];
  /** Falling scores, the first being Infinity, which no sample reaches. */
  thresholds: number[];
}

/**
 * The receiver operating characteristic of a binary classifier: for each threshold that changes anything, how many of
 * the negative and of the positive samples score at least that much.
 *
 * @param yTrue The true label of each sample: all strings or all numbers, of at most two classes.
 * @param scores One finite number per sample, such as the probability of the positive class.
 * @returns Rates in [0, 1]. Without a negative sample the false positive rate is 0 / 0, NaN, and so is the true positive
 *   rate without a positive one.
 * @throws TypeError when labels are neither all strings nor all finite numbers.
 * @throws RangeError when the lists are empty or differ in length, a score is not finite, there are more than two
 *   classes, or one class only and no posLabel.
 * @see scikit-learn 1.9, sklearn.metrics.roc_curve
 * @example
 * rocCurve(['no', 'no', 'yes', 'yes'], [0.1, 0.4, 0.35, 0.8]).truePositiveRate // [0, 0.5, 0.5, 1, 1]
 */
export function rocCurve(
  yTrue: ArrayLike<Label>,
  scores: ArrayLike<number>,
  { posLabel, dropIntermediate = true }: RocCurveOptions = {},
): RocCurve {
  requireLabels('rocCurve', 'yTrue', yTrue);
  const labels = reportedLabels('rocCurve', yTrue, posLabel === undefined ? [] : [posLabel]);
  if (labels.length > 2 || (labels.length === 1 && posLabel === undefined)) {
    const expected = labels.length > 2 ? 'labels of two classes' : 'labels of two classes unless posLabel is given';
    throw new RangeError(`rocCurve: yTrue must hold ${expected}; received ${labels.map(show).join(', ')}`);
  }
  if (scores.length !== yTrue.length) {
    throw new RangeError(`rocCurve: scores must be one per label (${yTrue.length}); received ${scores.length}`);
  }
  requireFinite('rocCurve', 'scores', scores);
  const positive = posLabel ?? labels[1];
  return rocPoints(
    Array.from(yTrue, (label) => label === positive),
    Array.from(scores),
    dropIntermediate,
  );
}

/** The same for samples that are positive or not, without checks. */
export function rocPoints(positives: boolean[], scores: number[], dropIntermediate: boolean): RocCurve {
  const order = scores.map((_, i) => i).sort((a, b) => scores[b] - scores[a]);
  const points: Array<{ falses: number; trues: number; threshold: number }> = [];
  let falses = 0;
  let trues = 0;
  for (const [place, i] of order.entries()) {
    if (positives[i]) trues++;
    else falses++;
    // Samples of equal score pass the threshold together.
    if (scores[order[place + 1]] !== scores[i]) points.push({ falses, trues, threshold: scores[i] });
  }
  const kept = points.filter((point, i) => {
    if (!dropIntermediate || i === 0 || i === points.length - 1) return true;
    const [before, after] = [points[i - 1], points[i + 1]];
    const straight = (key: 'falses' | 'trues') => after[key] - point[key] === point[key] - before[key];
    return !(straight('falses') && straight('trues'));
  });
  kept.unshift({ falses: 0, trues: 0, threshold: Number.POSITIVE_INFINITY });
  return {
    falsePositiveRate: kept.map((point) => point.falses / falses),
    truePositiveRate: kept.map((point) => point.trues / trues),
    thresholds: kept.map(({ threshold }) => threshold),
  };
}
