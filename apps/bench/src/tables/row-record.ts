import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { build } from '../compute/build.js';
import { isCorpusId } from '../compute/corpus-of.js';
import { hashOf } from '../compute/trial-key.js';
import { type Data, type DataSource, dataArguments, type LeftOut } from '../inputs/data-source.js';
import { modelTitles, ownRow } from '../rows/own-row.js';
import type { Recipe, RowSpec } from '../rows/row-spec.js';
import { tableRows } from '../rows/table-rows.js';
import type { TableSetting } from '../rows/table-setting.js';
import type { PreparedInputs } from '../runs/prepare-inputs.js';
import type { ResultStore } from '../runs/result-store.js';
import type { TrialRequest } from '../runs/trial-request.js';
import { CommandError } from '../terminal/command-error.js';
import { problemOf } from '../terminal/problem-of.js';
import { tableCommand } from './table-command.js';
import { tableOrder } from './table-order.js';

const format = 2;
const folder = 'rows';

/**
 * What a table command leaves of each row before it trains anything: which trials make the row, and how to run them
 * again. With the trials themselves it is all that a report needs, also of a run that was stopped.
 */
export interface RowRecord {
  setting: TableSetting;
  row: string;
  data: RecordedData;
  /** Version of the code. */
  build: string;
  /** Keys of the row's trials. */
  trials: string[];
  /** The command that makes this row again. */
  command: string;
  /** Of an experiment: every parameter. */
  recipe?: Recipe;
}

/** Which recordings a row was made of. */
export interface RecordedData {
  name: string;
  /** What decided where they came from: an option, a variable, an archive that was fetched, or nothing. */
  chosenBy: string;
  /** Identity of the recordings, by name and content. */
  fingerprint: string;
  recordings: number;
  /** Names of recordings that hold the same sound, in groups. */
  duplicates: string[][];
  leftOut: LeftOut[];
}

/** The record of a row before it is trained. */
export function rowRecord(made: {
  setting: TableSetting;
  row: string;
  seeds: number;
  source: DataSource;
  data: Data;
  inputs: PreparedInputs;
  requests: TrialRequest[];
  /** Of an experiment: every parameter, and how it was called. */
  own?: { recipe: Recipe; command: string };
}): RowRecord {
  const { setting, row, seeds, source, data, inputs, requests, own } = made;
  const { fingerprint, names, duplicates, leftOut } = inputs;
  return {
    setting,
    row,
    data: { name: data.name, chosenBy: source.chosenBy, fingerprint, recordings: names.length, duplicates, leftOut },
    build,
    trials: requests.map(({ key }) => key),
    command: own?.command ?? tableCommand(setting, { data: dataArguments(source), rows: [row], seeds }),
    ...(own && { recipe: own.recipe }),
  };
}

/** All that makes two rows rows of one table: the same recordings, treated in the same way. */
export function tableIdentity({ setting, data }: RowRecord): string {
  return hashOf({ setting, fingerprint: data.fingerprint });
}

/**
 * Writes the record of a row. One of the same row that was there is replaced, unless it holds all of these trials and
 * more: the folder is to show all that it has.
 */
export async function writeRowRecord(
  store: Pick<ResultStore, 'directory' | 'writeFile'>,
  record: RowRecord,
): Promise<void> {
  const name = hashOf({ table: tableIdentity(record), row: record.row });
  const path = join(folder, `${record.setting.table}-${name}.json`);
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
 * @param onBad Is told of each file that is damaged, edited or of another version, which is then passed over; absent:
 *   the first one is thrown.
 * @returns None where the folder holds no rows.
 * @throws CommandError that names the file.
 */
export async function readRowRecords(
  directory: string,
  onBad: (error: CommandError) => void = (error) => {
    throw error;
  },
): Promise<RowRecord[]> {
  const rows = join(directory, folder);
  const names = await readdir(rows).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  const records: RowRecord[] = [];
  for (const name of names.filter((one) => one.endsWith('.json')).sort()) {
    const { format: found, ...record } = JSON.parse(await readFile(join(rows, name), 'utf8').then(orNull)) ?? {};
    const problem =
      found !== format || place(record as RowRecord) < 0 || !Array.isArray(record.trials)
        ? `received ${found === undefined ? 'something else' : `format ${short(found)}, row ${short(record.row)}`}, by another version of aver-bench`
        : problemOf(rowForm, record);
    if (problem === undefined) records.push(record as RowRecord);
    else onBad(new CommandError(`${join(rows, name)}: expected a row in format ${format}; ${problem}`, 2));
  }
  return records.sort((a, b) => tableOrder(a.setting, b.setting) || place(a) - place(b));
}

/** Which of its table's rows it is; -1 where there is no such row. */
function place({ setting, row }: RowRecord): number {
  if (setting?.table === 'experiment') return 0;
  return Object.hasOwn(tableRows, setting?.table) ? tableRows[setting.table].findIndex((one) => one.row === row) : -1;
}

/**
 * How a recorded row is run.
 *
 * @throws RangeError when its table has no such row.
 */
export function recordedSpec({ setting, row, recipe }: RowRecord): RowSpec {
  const spec = recipe ? ownRow(row, recipe) : tableRows[setting.table].find((one) => one.row === row);
  if (!spec) throw new RangeError(`recordedSpec: row must be one of ${setting.table}; received ${row}`);
  return spec;
}

const text = z.string().max(10_000);

/** What a report needs of a row's file to be right, whoever may have edited it. */
const rowForm = z.object({
  setting: z.object({
    table: z.enum(Object.keys(tableRows)),
    recipe: z.enum(['printed', 'notebook']),
    profile: z.enum(['quick', 'paper']),
    split: z.enum(['random', 'speakers', 'statements', 'notebook', 'corpus']),
    testFraction: z.number().optional(),
    folds: z.int().optional(),
    epochs: z.int().optional(),
    emotions: z.array(text).min(2),
    auxiliary: z.array(text).optional(),
    corpus: z.string().refine(isCorpusId, 'expected the name of a corpus'),
    channels: text.optional(),
    modality: text.optional(),
    labels: z.record(text, text).optional(),
    backend: text,
  }),
  row: text,
  data: z.object({
    name: text,
    chosenBy: text,
    fingerprint: text,
    recordings: z.int().min(0),
    duplicates: z.array(z.array(text)),
    leftOut: z.array(z.object({ name: text, reason: text, lasting: z.literal(true).optional() })),
  }),
  build: text,
  // They become names of files.
  trials: z.array(z.string().regex(/^[\w-]{1,64}$/, 'expected the key of a trial')),
  command: text,
  recipe: z.object({ model: z.object({ kind: z.enum(Object.keys(modelTitles)) }) }).optional(),
});

/** A value as it may be told: what somebody wrote there may be long, or nothing that a text can be made of. */
function short(value: unknown): string {
  return (typeof value === 'string' ? value : (JSON.stringify(value) ?? 'none')).slice(0, 100);
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
