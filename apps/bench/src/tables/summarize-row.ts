import { classificationReport, confusionMatrix, meanInterval, wilsonInterval } from '@aver/metrics';
import type { Experiment, PaperRow } from '../experiments/experiment.js';
import type { TrialResult } from '../trials/trial-result.js';

/** A row of a table: the paper's numbers beside ours. */
export interface TableRow {
  /** The row's name in the paper's table. */
  row: string;
  model: string;
  optimizer: string;
  learningRate: number;
  paper: PaperRow;
  accuracy: {
    mean: number;
    /** Ends of the 95 % interval, within [0, 1]. */
    low: number;
    high: number;
    /** One accuracy for each seed, or for each speaker fold (its mean over the seeds). */
    values: number[];
    /** What the interval is. */
    interval: string;
  };
  macro: Averages;
  weighted: Averages;
  /** Counts over all trials: rows true, columns predicted. */
  confusion: { labels: string[]; counts: number[][] };
  /** Seconds of training and prediction, summed over the trials. */
  seconds: number;
  /** Trials in which the training loss stopped being a number. */
  diverged: number;
}

/** Means over the trials. */
export interface Averages {
  precision: number;
  recall: number;
  f1: number;
}

/**
 * Puts the trials of a row together.
 *
 * @param results At least one result.
 */
export function summarizeRow(experiment: Experiment, results: TrialResult[]): TableRow {
  const { optimizer } = results[0].trial;
  const reports = results.map(({ predictions, trial }) =>
    classificationReport(
      predictions.map(({ yTrue }) => yTrue),
      predictions.map(({ yPred }) => yPred),
      { labels: trial.data.emotions, zeroDivision: 0 },
    ),
  );
  const mean = (pick: (report: (typeof reports)[number]) => number) =>
    reports.reduce((sum, report) => sum + pick(report), 0) / reports.length;
  return {
    row: experiment.row,
    model: experiment.model,
    optimizer: optimizer.name,
    learningRate: optimizer.learningRate,
    paper: experiment.paper,
    accuracy: accuracyOf(results),
    macro: {
      precision: mean(({ macro }) => macro.precision),
      recall: mean(({ macro }) => macro.recall),
      f1: mean(({ macro }) => macro.f1),
    },
    weighted: {
      precision: mean(({ weighted }) => weighted.precision),
      recall: mean(({ weighted }) => weighted.recall),
      f1: mean(({ weighted }) => weighted.f1),
    },
    confusion: confusionOf(results),
    seconds: results.reduce((sum, { seconds }) => sum + seconds.train + seconds.predict, 0),
    diverged: results.filter(({ history }) => history.stopped === 'diverged').length,
  };
}

/**
 * Accuracy with a 95 % interval. Several seeds: Student's t over the seeds. Speaker folds: Student's t over the folds,
 * since the speakers are what a new fold would change. One seed: Wilson's interval over the test recordings.
 */
function accuracyOf(results: TrialResult[]): TableRow['accuracy'] {
  const groups = new Map<number, TrialResult[]>();
  const speakers = results[0].trial.split.kind === 'speakers';
  for (const result of results) {
    const { split, seed } = result.trial;
    const group = split.kind === 'speakers' ? split.fold : seed;
    groups.set(group, [...(groups.get(group) ?? []), result]);
  }
  const values = [...groups.values()].map((group) => {
    const counts = group.map(correctOf);
    return counts.reduce((sum, count) => sum + count, 0) / group.reduce((sum, { testCount }) => sum + testCount, 0);
  });
  if (values.length === 1) {
    const [correct, total] = [correctOf(results[0]), results[0].testCount];
    return { mean: values[0], ...wilsonInterval(correct, total), values, interval: 'Wilson, over the test recordings' };
  }
  const { mean, low, high } = meanInterval(values);
  const interval = `Student t, over the ${speakers ? 'speaker folds' : 'seeds'}`;
  return { mean, low: Math.max(0, low), high: Math.min(1, high), values, interval };
}

function confusionOf(results: TrialResult[]): TableRow['confusion'] {
  const predictions = results.flatMap((result) => result.predictions);
  const other = predictions.some(({ yPred }) => yPred === 'other') ? ['other'] : [];
  const labels = [...results[0].trial.data.emotions, ...other];
  const yTrue = predictions.map((prediction) => prediction.yTrue);
  const yPred = predictions.map((prediction) => prediction.yPred);
  return { labels, counts: confusionMatrix(yTrue, yPred, { labels }).matrix };
}

function correctOf({ predictions }: TrialResult): number {
  return predictions.filter(({ yTrue, yPred }) => yTrue === yPred).length;
}
