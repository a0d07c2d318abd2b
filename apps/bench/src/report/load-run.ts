import { existsSync, statSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { group } from 'd3-array';
import type { TrialResult } from '../compute/trial-result.js';
import { readResult, resultPath } from '../runs/result-store.js';
import { answersOf } from '../tables/ask-together.js';
import { type RowRecord, readRowRecords, recordedSpec, tableIdentity } from '../tables/row-record.js';
import { type TableDocument, tableDocument } from '../tables/table-document.js';
import { CommandError } from '../terminal/command-error.js';
import { type RecordingSketch, readSketches } from './recordings/sketch-recordings.js';

/** All that a folder of results says. */
export interface Run {
  tables: RunTable[];
  recordings: RecordingSketch[];
  /** Files of the folder that were edited, damaged or of another version, and why: they are passed over. */
  bad: string[];
  /** The day of the last result, such as `2026-11-29`, in universal time. */
  computed?: string;
}

/** A table with the results that it is made of. */
export interface RunTable {
  document: TableDocument;
  /** What each row of the document answered, in its order: a result for each finished trial, or for each two. */
  results: TrialResult[][];
}

/**
 * Reads a folder that `--out` of the tables named, finished or not. One bad file costs what it holds and no more.
 *
 * @param options.strict Refuse a folder with bad files. @default false
 * @throws CommandError when there is no such folder, or nothing in it that can be used; a line for each bad file.
 */
export async function loadRun(directory: string, { strict = false }: { strict?: boolean } = {}): Promise<Run> {
  if (!existsSync(directory) || !statSync(directory).isDirectory()) {
    const found = existsSync(directory) ? 'it is a file' : 'there is none';
    throw new CommandError(
      `${directory}: expected a folder that a table wrote (table2, table3, ablations, enhanced); ${found}`,
      2,
    );
  }
  const bad: string[] = [];
  const passOver = (error: unknown) => {
    if (!(error instanceof CommandError)) throw error;
    bad.push(error.message);
  };
  const records = await readRowRecords(directory, passOver);
  if (records.length === 0 && bad.length === 0) {
    const found = existsSync(join(directory, 'trials')) ? 'trials without a table, of another version' : 'none';
    throw new CommandError(
      `${directory}: expected results of table2, table3, ablations or enhanced there; found ${found}`,
      2,
    );
  }
  const groups = [...group(records, tableIdentity).values()];
  const tables = await Promise.all(groups.map((rows) => loadTable(directory, rows, passOver)));
  const recordings = (await readSketches(directory).catch(passOver)) ?? [];
  if (bad.length > 0 && (strict || tables.length === 0)) throw new CommandError(bad.join('\naver-bench: '), 2);
  const computed = await lastDay(records.flatMap(({ trials }) => trials.map((key) => resultPath(directory, key))));
  return { tables, recordings, bad: bad.map((line) => relative(directory, line)), ...(computed && { computed }) };
}

/** The day on which the newest of some files was written; undefined where there is none. */
async function lastDay(paths: string[]): Promise<string | undefined> {
  const days = paths.map((path) =>
    stat(path)
      .then(({ mtime }) => mtime.toISOString().slice(0, 10))
      .catch(() => ''),
  );
  return (await Promise.all(days)).sort().pop() || undefined;
}

async function loadTable(
  directory: string,
  records: RowRecord[],
  passOver: (error: unknown) => void,
): Promise<RunTable> {
  const results = new Map<string, TrialResult>();
  for (const key of records.flatMap(({ trials }) => trials)) {
    const result = await readResult(directory, key).catch(passOver);
    if (result) results.set(key, result);
  }
  const document = tableDocument(records, (key) => results.get(key));
  return {
    document,
    results: document.rows.map(({ row }) => {
      const record = records.find((one) => one.row === row) as RowRecord;
      const trials = record.trials.flatMap((key) => results.get(key) ?? []);
      return answersOf(recordedSpec(record), trials);
    }),
  };
}
