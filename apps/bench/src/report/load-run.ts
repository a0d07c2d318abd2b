import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { group } from 'd3-array';
import type { TrialResult } from '../compute/trial-result.js';
import { readResult } from '../runs/result-store.js';
import { type RowRecord, readRowRecords, tableIdentity } from '../tables/row-record.js';
import { type TableDocument, tableDocument } from '../tables/table-document.js';
import { CommandError } from '../terminal/command-error.js';
import { type RecordingSketch, readSketches } from './recordings/sketch-recordings.js';

/** All that a folder of results says. */
export interface Run {
  tables: RunTable[];
  recordings: RecordingSketch[];
}

/** A table with the results that it is made of. */
export interface RunTable {
  document: TableDocument;
  /** The finished trials of each row of the document, in its order. */
  results: TrialResult[][];
}

/**
 * Reads a folder that `--out` of the tables named, finished or not.
 *
 * @throws CommandError when there is no such folder, nothing in it, or something of another version.
 */
export async function loadRun(directory: string): Promise<Run> {
  if (!existsSync(directory) || !statSync(directory).isDirectory()) {
    const found = existsSync(directory) ? 'it is a file' : 'there is none';
    throw new CommandError(
      `${directory}: expected a folder that a table wrote (table2, table3, ablations, enhanced); ${found}`,
      2,
    );
  }
  const records = await readRowRecords(directory).catch((error: Error) => {
    throw new CommandError(error.message, 2, { cause: error });
  });
  if (records.length === 0) {
    const found = existsSync(join(directory, 'trials')) ? 'trials without a table, of another version' : 'none';
    throw new CommandError(
      `${directory}: expected results of table2, table3, ablations or enhanced there; found ${found}`,
      2,
    );
  }
  const groups = [...group(records, tableIdentity).values()];
  const tables = await Promise.all(groups.map((rows) => loadTable(directory, rows)));
  return { tables, recordings: await readSketches(directory) };
}

async function loadTable(directory: string, records: RowRecord[]): Promise<RunTable> {
  const results = new Map<string, TrialResult>();
  for (const key of records.flatMap(({ trials }) => trials)) {
    const result = await readResult(directory, key);
    if (result) results.set(key, result);
  }
  const document = tableDocument(records, (key) => results.get(key));
  const ofRow = (name: string) => records.find(({ row }) => row === name)?.trials ?? [];
  return {
    document,
    results: document.rows.map(({ row }) => ofRow(row).flatMap((key) => results.get(key) ?? [])),
  };
}
