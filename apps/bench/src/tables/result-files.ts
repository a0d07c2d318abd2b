import { mkdir, readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { paperEmotions } from '@aver/ravdess';
import { z } from 'zod';
import { tableRows } from '../rows/table-rows.js';
import { CommandError } from '../terminal/command-error.js';
import { problemOf } from '../terminal/problem-of.js';
import { writeWhole } from '../terminal/write-whole.js';
import type { TableDocument, TableRow } from './table-document.js';
import { tableOrder } from './table-order.js';

/**
 * Writes tables as small JSON files to be committed: everything that a table tells, no predictions. A row that is
 * there already, of the same recordings and with more finished trials, is kept: runs of several sittings, also of
 * several versions of the code, add up row by row, and each row names its own version and command.
 *
 * @returns The paths of the files.
 * @throws CommandError when a file cannot be read as a table or cannot be written.
 */
export async function writeResultFiles(directory: string, documents: TableDocument[]): Promise<string[]> {
  const paths: string[] = [];
  for (const document of documents.map(portable)) {
    const path = join(directory, `${resultName(document)}.json`);
    const merged = mergeRows(await readResultFile(path), document);
    try {
      await mkdir(directory, { recursive: true });
      await writeWhole(path, `${JSON.stringify(merged, rounded, 1)}\n`);
    } catch (error) {
      throw new CommandError(`${path}: cannot write the result there: ${(error as Error).message}`, 1, {
        cause: error,
      });
    }
    paths.push(path);
  }
  return paths;
}

/** Reads the tables of a folder that `writeResultFiles` wrote; none where it is missing. */
export async function readResultFiles(directory: string): Promise<TableDocument[]> {
  const names = await readdir(directory).catch(() => []);
  const documents = names
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => readResultFile(join(directory, name)));
  return (await Promise.all(documents))
    .flatMap((document) => document ?? [])
    .sort((a, b) => tableOrder(a.setting, b.setting));
}

/** The name of a table's file, without its ending. */
function resultName({ setting, data, rows }: TableDocument): string {
  const { table, recipe, split, testFraction, profile, epochs, emotions, auxiliary, channels, modality, backend } =
    setting;
  const parts: string[] = [table, recipe, split];
  if (profile !== 'paper') parts.push(profile);
  if (testFraction !== undefined) parts.push(`test-${testFraction}`);
  if (epochs !== undefined) parts.push(`${epochs}-epochs`);
  if (channels) parts.push(channels);
  // Speech alone has no word, nor has the split of the runs, which is of both.
  if (split !== 'notebook' && rows.some((row) => row.channels)) parts.push('both');
  if (modality) parts.push(modality);
  if (emotions.join() !== paperEmotions.join()) parts.push(...emotions);
  if (auxiliary) parts.push('beside', ...auxiliary);
  if (data.name === 'synthetic') parts.push('synthetic');
  return [...parts, backend].join('-');
}

async function readResultFile(path: string): Promise<TableDocument | undefined> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch {
    return undefined;
  }
  try {
    const document = JSON.parse(text);
    if (document.format === 2 && problemOf(documentForm, document) === undefined) return document;
  } catch {
    // Told below.
  }
  throw new CommandError(`${path}: expected a table of aver-bench in format 2`, 2);
}

/** As much as merging and sorting need of a file that somebody may have edited. */
const documentForm = z.object({
  setting: z.object({ table: z.enum(Object.keys(tableRows)), emotions: z.array(z.string()) }),
  data: z.object({ fingerprint: z.string() }),
  rows: z.array(z.object({ row: z.string(), command: z.string(), trials: z.object({ finished: z.number() }) })),
  unfinished: z.array(z.string()),
  comparisons: z.array(z.object({ row: z.string(), reference: z.string() })),
});

function mergeRows(old: TableDocument | undefined, made: TableDocument): TableDocument {
  if (!old || old.data.fingerprint !== made.data.fingerprint) return made;
  const better = (row: TableRow) => old.rows.find((one) => one.row === row.row && finished(one) > finished(row)) ?? row;
  const added = old.rows.filter((one) => !made.rows.some(({ row }) => row === one.row));
  const rows = [...made.rows.map(better), ...added];
  const place = ({ row }: TableRow) => tableRows[made.setting.table].findIndex((one) => one.row === row);
  const kept = new Set(rows.filter((row) => !made.rows.includes(row)).map(({ row }) => row));
  const answersOf = (document: TableDocument, name: string) =>
    JSON.stringify(document.rows.find(({ row }) => row === name)?.confusion, rounded);
  const isAsBefore = (name: string) => kept.has(name) || answersOf(old, name) === answersOf(made, name);
  return {
    ...made,
    rows: rows.sort((a, b) => place(a) - place(b)),
    unfinished: made.unfinished.filter((name) => !rows.some(({ row }) => row === name)),
    // A comparison belongs to the run that its row is from, and says nothing once the row that it refers to is another.
    comparisons: [
      ...made.comparisons.filter(({ row }) => !kept.has(row)),
      ...old.comparisons.filter(({ row, reference }) => kept.has(row) && isAsBefore(reference)),
    ],
  };
}

const finished = ({ trials }: TableRow) => trials.finished;

/** The same table without the place where its data lay: a command names the data by its file's name. */
function portable(document: TableDocument): TableDocument {
  const bare = (command: string) =>
    command.replace(/--data ('[^']*'|\S+)/g, (_, path: string) => `--data ${basename(path.replaceAll("'", ''))}`);
  return { ...document, rows: document.rows.map((row) => ({ ...row, command: bare(row.command) })) };
}

/** Six digits are enough for every number of a table. */
function rounded(_key: string, value: unknown): unknown {
  return typeof value === 'number' && !Number.isInteger(value) ? Number(value.toPrecision(6)) : value;
}
