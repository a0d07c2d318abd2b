import { join } from 'node:path';
import { duration } from '../progress/progress.js';
import { reportHtml } from '../report/report-html.js';
import type { TableDocument } from '../tables/table-document.js';
import { tableText } from '../tables/table-text.js';
import { writeWhole } from '../write-whole.js';
import type { TableOptions } from './table-options.js';

/** Prints a table, for a person or as JSON, and leaves it as a page of its own beside the results. */
export async function printTable(table: TableDocument, { json }: TableOptions): Promise<void> {
  const page = join(table.results, `${table.table}.html`);
  await writeWhole(page, await reportHtml(titleOf(table), table, remarks(table)));
  process.stdout.write(json ? `${JSON.stringify(table)}\n` : `\n${forPeople(table)}\nReport: ${page}\n`);
}

function titleOf({ table, data, split, recipe, profile, seeds }: TableDocument): string {
  const folds = split === 'speakers' ? ' in the first of the speaker folds' : '';
  return (
    `${table === 'table3' ? 'Table 3' : 'Table 2'} on ${data.name}: ${data.recordings} recordings, ${data.train} to train, ` +
    `${data.test} to test${folds}; recipe ${recipe}, profile ${profile}, split ${split}, ${seeds} ${seeds === 1 ? 'seed' : 'seeds'}`
  );
}

/** What a reader must know before believing a number. */
function remarks({ data, rows, profile }: TableDocument): string[] {
  const lines: string[] = [];
  if (data.name === 'synthetic') {
    lines.push('The recordings are synthetic: these numbers show that everything works, and say nothing of the paper.');
  } else if (profile === 'quick') {
    lines.push('Quick profile: a few epochs, to see that everything works. `--profile paper` trains to the end.');
  }
  for (const { row, diverged } of rows) {
    if (diverged > 0) lines.push(`${row}: the training loss stopped being a number in ${diverged} trials.`);
  }
  if (data.leftOut.length > 0)
    lines.push(`Left out: ${data.leftOut.map(({ name, reason }) => `${name} (${reason})`).join('; ')}.`);
  return lines;
}

function forPeople(table: TableDocument): string {
  const seconds = table.rows.reduce((sum, row) => sum + row.seconds, 0);
  const lines = [
    titleOf(table),
    '',
    tableText(table),
    '',
    `Intervals: 95 %, ${table.rows[0].accuracy.interval}. Training took ${duration(seconds)} of processor time.`,
    ...remarks(table),
    `Results and models: ${table.results}`,
    `Again: ${table.command}`,
  ];
  return lines.join('\n');
}
