import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BackendName } from '@aver/backend';
import type { CorpusEmotion, CorpusName } from '@aver/ravdess';
import type { TestedSplit } from '../compute/trial.js';
import { hashOf } from '../compute/trial-key.js';
import type { LeftOut } from '../inputs/data-source.js';
import type { RecipeName } from '../rows/experiment.js';
import { type TableName, tables } from '../rows/tables.js';
import type { ResultStore } from '../runs/result-store.js';
import { tableOrder } from './table-order.js';

const format = 1;
const folder = 'rows';

/**
 * What a table command leaves of each row before it trains anything: which trials make the row, and how to run them
 * again. With the trials themselves it is all that a report needs, also of a run that was stopped.
 */
export interface RowRecord {
  table: TableName;
  row: string;
  recipe: RecipeName;
  profile: 'quick' | 'paper';
  split: TestedSplit['kind'];
  /** Share of the recordings that a random split tests; absent: 210 of 672. */
  testFraction?: number;
  /** Epochs in place of the profile's. */
  epochs?: number;
  emotions: CorpusEmotion[];
  data: {
    name: string;
    /** How the recordings are named. */
    corpus: CorpusName;
    /** What decided where they came from: an option, a variable, an archive that was fetched, or nothing. */
    chosenBy: string;
    /** Identity of the recordings, by name and content. */
    fingerprint: string;
    recordings: number;
    /** Names of recordings that hold the same sound, in groups. */
    duplicates: string[][];
    leftOut: LeftOut[];
  };
  backend: BackendName;
  /** Version of the code. */
  build: string;
  /** Keys of the row's trials. */
  trials: string[];
  /** The command that makes this row again. */
  command: string;
}

/** All that makes two rows rows of one table: the same data, treated in the same way. */
export function tableIdentity(record: RowRecord): string {
  const { table, recipe, profile, split, testFraction, epochs, emotions, data, backend } = record;
  const { fingerprint } = data;
  return hashOf({ table, recipe, profile, split, testFraction, epochs, emotions, fingerprint, backend });
}

/**
 * Writes the record of a row. One of the same row that was there is replaced, unless it holds all of these trials and
 * more: the folder is to show all that it has.
 */
export async function writeRowRecord(
  store: Pick<ResultStore, 'directory' | 'writeFile'>,
  record: RowRecord,
): Promise<void> {
  const path = join(folder, `${record.table}-${hashOf({ table: tableIdentity(record), row: record.row })}.json`);
  const old = await readFile(join(store.directory, path), 'utf8')
    .then(JSON.parse)
    .catch(() => undefined);
  const known = old?.format === format && old.build === record.build ? new Set(old.trials) : new Set();
  if (record.trials.every((key) => known.has(key))) return;
  await store.writeFile(path, `${JSON.stringify({ format, ...record })}\n`);
}

/**
 * Reads the records of a folder of results, in the order of their tables and rows.
 *
 * @returns None where the folder holds no rows.
 * @throws Error that names the file which is damaged, or was written by another version.
 */
export async function readRowRecords(directory: string): Promise<RowRecord[]> {
  const rows = join(directory, folder);
  const names = await readdir(rows).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  const records: RowRecord[] = [];
  for (const name of names.filter((one) => one.endsWith('.json')).sort()) {
    const { format: found, ...record } = JSON.parse(await readFile(join(rows, name), 'utf8').then(orNull)) ?? {};
    const known = tables[(record as RowRecord).table]?.rows.some(({ row }) => row === record.row);
    if (found !== format || !known || !Array.isArray(record.trials)) {
      throw new Error(
        `${join(rows, name)}: expected a row in format ${format}; ` +
          `received ${found === undefined ? 'something else' : `format ${found}, row ${record.row}`}, by another version of aver-bench`,
      );
    }
    records.push(record as RowRecord);
  }
  const place = ({ table, row }: RowRecord) => tables[table].rows.findIndex((one) => one.row === row);
  return records.sort((a, b) => tableOrder(a, b) || place(a) - place(b));
}

/** A file that is no JSON at all reads as nothing. */
function orNull(text: string): string {
  try {
    JSON.parse(text);
    return text;
  } catch {
    return 'null';
  }
}
