import type { TrialResult } from '../compute/trial-result.js';
import type { TableSetting } from '../rows/table-setting.js';
import { tables } from '../rows/tables.js';
import { answersOf } from './ask-together.js';
import { type Comparison, compareRows } from './compare-rows.js';
import { type RecordedData, type RowRecord, recordedSpec } from './row-record.js';
import { type RowSummary, summarizeRow } from './summarize-row.js';

/** A table with the paper's numbers and ours: what `--json` prints, and what docs/results holds. */
export interface TableDocument {
  /** The version of this format. */
  format: 2;
  setting: TableSetting;
  data: RecordedData & {
    /** Recordings in the training and the test part (of the first fold, where speakers are kept apart). */
    train: number;
    test: number;
  };
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
  const [{ setting, data }] = records;
  const found = records.map((record) => {
    const trials = record.trials.flatMap((key) => resultOf(key) ?? []);
    return { record, results: answersOf(recordedSpec(record), trials), finished: trials.length };
  });
  const finished = found.filter(({ results }) => results.length > 0);
  const [reference] = tables[setting.table].references.flatMap(
    (name) => finished.find(({ record }) => record.row === name) ?? [],
  );
  const named = ({ record, results }: (typeof found)[number]) => ({ name: record.row, results });
  const rows = finished.map(({ record, results, finished }) => rowOf(record, results, finished));
  return {
    format: 2,
    setting,
    data: { ...data, train: rows[0]?.train ?? 0, test: rows[0]?.test ?? 0 },
    rows,
    unfinished: found.filter(({ results }) => results.length === 0).map(({ record }) => record.row),
    comparisons: finished.flatMap((one) =>
      reference && one !== reference ? (compareRows(named(one), named(reference)) ?? []) : [],
    ),
  };
}

function rowOf(record: RowRecord, results: TrialResult[], finished: number): TableRow {
  const { trials, build, command } = record;
  return {
    ...summarizeRow(recordedSpec(record), results),
    trials: { planned: trials.length, finished },
    build,
    command,
  };
}
