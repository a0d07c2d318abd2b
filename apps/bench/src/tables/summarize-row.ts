import { classificationReport, confusionMatrix, meanInterval, wilsonInterval } from '@aver/metrics';
import { parseFilename } from '@aver/ravdess';
import { group } from 'd3-array';
import { accuracyOf, type TrialResult } from '../compute/trial-result.js';
import type { PaperRow } from '../rows/printed-row.js';
import type { RowSpec } from '../rows/row-spec.js';
import { type SeedEnsemble, seedEnsemble } from './seed-ensemble.js';

/** What the trials of a row say: the paper's numbers beside ours. */
export interface RowSummary {
  /** The row's name in the paper's table. */
  row: string;
  model: string;
  /** `none`, and no rate, where the model is no network. */
  optimizer: string;
  learningRate: number | null;
  epochs: number;
  parameters: number;
  /** What the paper prints; null where it has no such row. */
  paper: PaperRow | null;
  accuracy: {
    mean: number;
    /** Ends of the 95 % interval, within [0, 1]. */
    low: number;
    high: number;
    /** One accuracy for each seed, or for each fold (its mean over the seeds). */
    values: number[];
    /** What the interval is. */
    interval: string;
  };
  macro: Averages;
  weighted: Averages;
  /** Means over the trials, by emotion; the support is the mean number of test recordings. */
  classes: Array<Averages & { name: string; support: number }>;
  /** Counts over all trials: rows true, columns predicted. */
  confusion: { labels: string[]; counts: number[][] };
  /** Spoken and sung recordings apart, over all trials; absent where there is one kind alone. */
  channels?: Array<{ name: 'speech' | 'song'; accuracy: number; recordings: number }>;
  /** The models of all seeds asked together; absent where their test parts differ, or there is one seed. */
  ensemble?: SeedEnsemble;
  /** The seeds that are in it. */
  seeds: number[];
  /** Recordings that the first trial trained on and tested. */
  train: number;
  test: number;
  /** Seconds of training and prediction, summed over the trials. */
  seconds: number;
  /** Trials in which the training loss stopped being a number. */
  diverged: number;
  /** Trials of a model that learned to give every test recording the same answer. */
  oneAnswer: number;
  /** Trials that trained on a recording whose content they also tested, under another name. */
  leaking: number;
  environment: TrialResult['environment'];
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
export function summarizeRow(spec: RowSpec, results: TrialResult[]): RowSummary {
  const [{ trial, trainCount, testCount, parameters, environment }] = results;
  const reports = results.map(({ predictions }) =>
    classificationReport(
      predictions.map(({ yTrue }) => yTrue),
      predictions.map(({ yPred }) => yPred),
      { labels: trial.data.emotions, zeroDivision: 0 },
    ),
  );
  type Report = (typeof reports)[number];
  const mean = (pick: (report: Report) => number) =>
    reports.reduce((sum, report) => sum + pick(report), 0) / reports.length;
  const averages = (pick: (report: Report) => Averages): Averages => ({
    precision: mean((report) => pick(report).precision),
    recall: mean((report) => pick(report).recall),
    f1: mean((report) => pick(report).f1),
  });
  return {
    row: spec.row,
    model: spec.model,
    optimizer: trial.optimizer?.name ?? 'none',
    learningRate: trial.optimizer?.learningRate ?? null,
    epochs: trial.training.epochs,
    parameters,
    paper: spec.paper,
    accuracy: accuracyWithInterval(results),
    macro: averages(({ macro }) => macro),
    weighted: averages(({ weighted }) => weighted),
    classes: trial.data.emotions.map((name, i) => ({
      name,
      ...averages(({ classes }) => classes[i]),
      support: mean(({ classes }) => classes[i].support),
    })),
    confusion: confusionOf(results),
    channels: channelsOf(results),
    ensemble: seedEnsemble(results),
    seeds: [...new Set(results.map((result) => result.trial.seed))].sort((a, b) => a - b),
    train: trainCount,
    test: testCount,
    seconds: results.reduce((sum, { seconds }) => sum + seconds.train + seconds.predict, 0),
    diverged: results.filter(({ history }) => history.stopped === 'diverged').length,
    oneAnswer: results.filter(({ predictions }) => new Set(predictions.map(({ yPred }) => yPred)).size === 1).length,
    leaking: results.filter(({ sharedContent }) => sharedContent > 0).length,
    environment,
  };
}

/**
 * Accuracy with a 95 % interval. Several seeds: Student's t over the seeds. Folds: Student's t over the folds, since
 * the speakers or statements are what a new fold would change. One seed: Wilson's interval over the test recordings.
 */
function accuracyWithInterval(results: TrialResult[]): RowSummary['accuracy'] {
  const { kind } = results[0].trial.split;
  const groups = group(results, ({ trial: { split, seed } }) => ('fold' in split ? split.fold : seed));
  const values = [...groups.values()].map((some) => accuracyOf(some.flatMap(({ predictions }) => predictions)));
  if (values.length === 1) {
    const { predictions } = results[0];
    const wilson = wilsonInterval(Math.round(values[0] * predictions.length), predictions.length);
    return { mean: values[0], ...wilson, values, interval: 'Wilson, over the test recordings' };
  }
  const { mean, low, high } = meanInterval(values);
  const over = {
    random: 'seeds',
    notebook: 'seeds',
    none: 'seeds',
    corpus: 'seeds',
    speakers: 'speaker folds',
    statements: 'statement folds',
  }[kind];
  const interval = `Student t, over the ${over}`;
  return { mean, low: Math.max(0, low), high: Math.min(1, high), values, interval };
}

function channelsOf(results: TrialResult[]): RowSummary['channels'] {
  if (results[0].trial.data.corpus !== 'ravdess') return undefined;
  const predictions = results.flatMap((result) => result.predictions);
  const found = group(predictions, ({ name }) => parseFilename(name).vocalChannel);
  if (found.size < 2) return undefined;
  return (['speech', 'song'] as const).map((name) => {
    const some = found.get(name) ?? [];
    return { name, accuracy: accuracyOf(some), recordings: some.length / results.length };
  });
}

function confusionOf(results: TrialResult[]): RowSummary['confusion'] {
  const predictions = results.flatMap((result) => result.predictions);
  const other = predictions.some(({ yPred }) => yPred === 'other') ? ['other'] : [];
  const labels = [...results[0].trial.data.emotions, ...other];
  const yTrue = predictions.map((prediction) => prediction.yTrue);
  const yPred = predictions.map((prediction) => prediction.yPred);
  return { labels, counts: confusionMatrix(yTrue, yPred, { labels }).matrix };
}
