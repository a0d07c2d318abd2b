import { join } from 'node:path';
import { writeReport } from '../report/write-report.js';
import { type TableName, tables } from '../rows/tables.js';
import { type MadeTable, makeTable } from '../tables/make-table.js';
import { classText, comparisonText, ensembleText, tableText } from '../tables/table-text.js';
import { intervalText, tableRemarks, tableTitle } from '../tables/table-title.js';
import { duration } from '../terminal/progress.js';
import type { TableOptions } from './table-options.js';

/**
 * `aver-bench table2`, `table3`, `ablations` and `enhanced`: makes the table, prints it, for a person or as JSON, and leaves a
 * report of all that its folder holds.
 */
export async function table(name: TableName, options: TableOptions): Promise<void> {
  const made = await makeTable(name, options);
  const report = await writeReport(made.results);
  if (options.json) {
    const { table, results, command } = made;
    const document = { ...table, seeds: options.seeds, command, results: results.directory, report };
    process.stdout.write(`${JSON.stringify(document)}\n`);
  } else {
    process.stdout.write(`\n${forPeople(made)}\nReport: ${report}\n`);
  }
}

function forPeople({ table, results, command }: MadeTable): string {
  const seconds = table.rows.reduce((sum, row) => sum + row.seconds, 0);
  const reference = tables[table.table].reference;
  const ensembles = ensembleText(table);
  return [
    tableTitle(table),
    '',
    tableText(table),
    '',
    `Intervals: 95 %, ${intervalText(table)}. Training took ${duration(seconds)} of processor time.`,
    ...(table.comparisons.length > 0 ? ['', `Each row against ${reference}:`, comparisonText(table)] : []),
    ...(ensembles ? ['', 'All seeds asked together, the mean of their probabilities:', ensembles] : []),
    '',
    ...table.rows.flatMap((row) => [classText(row), '']),
    ...tableRemarks(table),
    `Results and models: ${join(results.directory)}`,
    `Again: ${command}`,
  ].join('\n');
}
