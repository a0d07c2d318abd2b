import { type Label, observedLabels, requireLabelPairs, show } from './labels.js';
import {
  type ClassScores,
  type PrecisionRecallF1Options,
  precisionRecallF1,
  type Scores,
} from './precision-recall-f1.js';

/** Everything that scikit-learn's report prints, as numbers. */
export interface ClassificationReport {
  /** In the order of the labels, each with the name to print. */
  classes: Array<ClassScores & { name: string }>;
  /** Absent where `labels` leave out a class that occurs: the report then prints the micro average instead. */
  accuracy?: number;
  micro: Scores;
  macro: Scores;
  weighted: Scores;
  /** Samples whose label was predicted, classes that are not reported included. */
  correct: number;
}

export interface ClassificationReportOptions extends PrecisionRecallF1Options {
  /** Names to print instead of the labels, in the order of the labels. @default the labels */
  targetNames?: readonly string[];
  /**
   * When accuracy stands in for the micro average: 'superset', where labels hold every class that occurs
   * (scikit-learn >= 1.5), or 'equal', where moreover each of them occurs (scikit-learn < 1.5). @default 'superset'
   */
  accuracyRow?: 'superset' | 'equal';
}

/**
 * Precision, recall, F1 and support of every class, with accuracy and averages; {@link formatReport} prints it.
 *
 * @param yTrue The true label of each sample: all strings or all numbers.
 * @param yPred The predicted label of each sample.
 * @returns Shares in [0, 1] (or NaN, see zeroDivision) and supports in samples.
 * @throws TypeError when labels are neither all strings nor all finite numbers.
 * @throws RangeError when the lists are empty or differ in length, `labels` repeat, there is not one target name per
 *   label, or an option has another value.
 * @see scikit-learn 1.5, sklearn.metrics.classification_report with output_dict=True
 * @example
 * classificationReport(['a', 'b'], ['a', 'a']).macro.recall // 0.5
 */
export function classificationReport(
  yTrue: ArrayLike<Label>,
  yPred: ArrayLike<Label>,
  { labels, zeroDivision, targetNames, accuracyRow = 'superset' }: ClassificationReportOptions = {},
): ClassificationReport {
  requireLabelPairs('classificationReport', yTrue, yPred);
  if (accuracyRow !== 'superset' && accuracyRow !== 'equal') {
    throw new RangeError(
      `classificationReport: accuracyRow must be 'superset' or 'equal'; received ${show(accuracyRow)}`,
    );
  }
  const { classes, ...averages } = precisionRecallF1(yTrue, yPred, { labels, zeroDivision });
  if (targetNames !== undefined && targetNames.length !== classes.length) {
    throw new RangeError(
      `classificationReport: targetNames must name the ${classes.length} labels; received ${targetNames.length} names`,
    );
  }
  const correct = Array.from(yTrue).filter((label, k) => label === yPred[k]).length;
  const observed = observedLabels(yTrue, yPred);
  const reported = new Set(classes.map(({ label }) => label));
  const covered = [...observed].every((label) => reported.has(label));
  const hasAccuracy = covered && (accuracyRow === 'superset' || reported.size === observed.size);
  return {
    classes: classes.map((scores, i) => ({ ...scores, name: targetNames?.[i] ?? String(scores.label) })),
    ...(hasAccuracy && { accuracy: averages.micro.f1 }),
    ...averages,
    correct,
  };
}
