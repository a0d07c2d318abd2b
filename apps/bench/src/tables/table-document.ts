import type { CorpusEmotion, CorpusName } from '@aver/ravdess';
import type { TrialResult } from '../compute/trial-result.js';
import type { LeftOut } from '../inputs/data-source.js';
import { type TableName, tables } from '../rows/tables.js';
import { type Comparison, compareRows } from './compare-rows.js';
import type { RowRecord } from './row-record.js';
import { type RowSummary, summarizeRow } from './summarize-row.js';

/** A table with the paper's numbers and ours: what `--json` prints, and what docs/results holds. */
export interface TableDocument {
  /** The version of this format. */
  format: 1;
  table: TableName;
  data: {
    name: string;
    /** How the recordings are named. */
    corpus: CorpusName;
    /** What decided where they came from: an option, a variable, an archive that was fetched, or nothing. */
    chosenBy: string;
    /** Identity of the recordings, by name and content. */
    fingerprint: string;
    recordings: number;
    /** Recordings in the training and the test part (of the first fold, where speakers are kept apart). */
    train: number;
    test: number;
    /** Names of recordings that hold the same sound, in groups. */
    duplicates: string[][];
    leftOut: LeftOut[];
  };
  emotions: CorpusEmotion[];
  recipe: string;
  profile: string;
  split: string;
  /** Share of the recordings that a random split tests; absent: 210 of 672. */
  testFraction?: number;
  /** Epochs in place of the profile's. */
  epochs?: number;
  /** The backend that computed, as in `--backend`. */
  backend: string;
  rows: TableRow[];
  /** Rows of which no trial is finished. */
  unfinished: string[];
  /** Each row beside the reference row. */
  comparisons: Comparison[];
}

/** A row of a table. */
export interface TableRow extends RowSummary {
  /** How many trials the row asks for, and how many of them are there. */
  trials: { planned: number; finished: number };
  /** Version of the code that computed it. */
  build: string;
  /** The command that makes this row again. */
  command: string;
}

/**
 * Puts the rows of one table together.
 *
 * @param records The rows, at least one, all with the same `tableIdentity`.
 * @param resultOf The result of a trial's key; undefined where it is not there.
 */
export function tableDocument(records: RowRecord[], resultOf: (key: string) => TrialResult | undefined): TableDocument {
  const [{ table, recipe, profile, split, testFraction, epochs, emotions, data, backend }] = records;
  const found = records.map((record) => ({ record, results: record.trials.flatMap((key) => resultOf(key) ?? []) }));
  const finished = found.filter(({ results }) => results.length > 0);
  const reference = finished.find(({ record }) => record.row === tables[table].reference);
  const named = ({ record, results }: (typeof found)[number]) => ({ name: record.row, results });
  const rows = finished.map(({ record, results }) => rowOf(record, results));
  return {
    format: 1,
    table,
    data: { ...data, train: rows[0]?.train ?? 0, test: rows[0]?.test ?? 0 },
    emotions,
    recipe,
    profile,
    split,
    testFraction,
    epochs,
    backend,
    rows,
    unfinished: found.filter(({ results }) => results.length === 0).map(({ record }) => record.row),
    comparisons: finished.flatMap((one) =>
      reference && one !== reference ? (compareRows(named(one), named(reference)) ?? []) : [],
    ),
  };
}

function rowOf({ table, row, trials, build, command }: RowRecord, results: TrialResult[]): TableRow {
  const experiment = tables[table].rows.find((one) => one.row === row);
  if (!experiment) throw new RangeError(`tableDocument: records must be of known rows; received ${table}, ${row}`);
  return {
    ...summarizeRow(experiment, results),
    trials: { planned: trials.length, finished: results.length },
    build,
    command,
  };
}
