import { type Label, reportedLabels, requireLabels, show } from '../classification/labels.js';

/**
 * What a model says of each sample for each class, row after row: (samples, classes). What `predictProbabilities` of
 * @aver/models gives is one.
 */
export interface ScoreMatrix {
  data: ArrayLike<number>;
  /** Samples, classes. */
  shape: readonly number[];
}

/**
 * The classes that the columns stand for, each sample's class by number, and its row of scores.
 *
 * @param caller The function whose name the message carries.
 * @param parameter What the caller calls the scores.
 * @throws TypeError when labels are neither all strings nor all finite numbers, or the scores are no matrix.
 * @throws RangeError when there is no label, the shape does not fit, a score is not finite, or a label has no column.
 */
export function classScores(
  caller: string,
  yTrue: ArrayLike<Label>,
  parameter: string,
  scores: ScoreMatrix,
  labels?: ArrayLike<Label>,
): { classes: Label[]; numbers: number[]; row: (sample: number) => number[] } {
  requireLabels(caller, 'yTrue', yTrue);
  const classes = reportedLabels(caller, yTrue, [], labels);
  if (typeof scores !== 'object' || scores === null || !Array.isArray(scores.shape) || scores.data === undefined) {
    throw new TypeError(
      `${caller}: ${parameter} must be { data, shape: [samples, classes] }; received ${show(scores)}`,
    );
  }
  const { data, shape } = scores;
  const columns = shape[1];
  if (!(shape.length === 2 && shape[0] === yTrue.length && columns >= 2 && data.length === shape[0] * columns)) {
    throw new RangeError(
      `${caller}: ${parameter} must have the shape [${yTrue.length}, classes] of as many values as its data, from 2 ` +
        `classes; received shape [${shape}] and ${data.length} values`,
    );
  }
  if (classes.length !== columns) {
    throw new RangeError(
      `${caller}: labels must name the ${columns} columns of ${parameter}; received ${classes.map(show).join(', ')}`,
    );
  }
  requireFinite(caller, parameter, data);
  const numberOf = new Map(classes.map((label, i) => [label, i]));
  const numbers = Array.from(yTrue, (label, i) => {
    const number = numberOf.get(label);
    if (number === undefined) {
      throw new RangeError(`${caller}: labels must hold every label of yTrue; received ${show(label)} at ${i}`);
    }
    return number;
  });
  const row = (sample: number) => Array.from({ length: columns }, (_, k) => data[sample * columns + k]);
  return { classes, numbers, row };
}

/**
 * The same for probabilities: the rows are at least 0 and add to 1, to 1e-5 of it, which float32 keeps.
 *
 * @throws RangeError when a probability is below 0 or a row adds to something else.
 */
export function classProbabilities(
  caller: string,
  yTrue: ArrayLike<Label>,
  probabilities: ScoreMatrix,
  labels?: ArrayLike<Label>,
): ReturnType<typeof classScores> {
  const found = classScores(caller, yTrue, 'probabilities', probabilities, labels);
  for (let i = 0; i < yTrue.length; i++) {
    const row = found.row(i);
    const sum = row.reduce((total, value) => total + value, 0);
    if (row.some((value) => value < 0) || !(Math.abs(sum - 1) <= 1e-5)) {
      throw new RangeError(
        `${caller}: probabilities must be at least 0 and add to 1 in each row; received [${row}] in row ${i}`,
      );
    }
  }
  return found;
}

/** @throws RangeError when a value is NaN or infinite. */
export function requireFinite(caller: string, parameter: string, values: ArrayLike<number>): void {
  for (let i = 0; i < values.length; i++) {
    if (!Number.isFinite(values[i])) {
      throw new RangeError(`${caller}: ${parameter} must be finite numbers; received ${values[i]} at ${i}`);
    }
  }
}
