import type { PaperAverage } from '../experiments/experiment.js';
import { optimizerLabel } from './optimizer-label.js';
import type { Averages, TableRow } from './summarize-row.js';
import type { TableDocument } from './table-document.js';

/** The table for a terminal: for each model a line with the paper's numbers and one with ours. */
export function tableText({ rows }: Pick<TableDocument, 'rows'>): string {
  const lines = [
    ['', '', '', '', 'macro avg', '', '', 'weighted avg', '', ''],
    ['row', 'optimizer, rate', '', 'accuracy [95 %]', 'P', 'R', 'F1', 'P', 'R', 'F1'],
    ...rows.flatMap((row) => [paperLine(row), ourLine(row)]),
  ];
  const widths = lines[1].map((_, column) => {
    // The two headings above three columns each do not widen the first of them.
    const cells = column === 4 || column === 7 ? lines.slice(1) : lines;
    return Math.max(...cells.map((line) => line[column].length));
  });
  return lines
    .map((line, i) => {
      if (i === 0) return groupHeading(line, widths);
      return line
        .map((cell, column) => cell.padEnd(widths[column]))
        .join('  ')
        .trimEnd();
    })
    .join('\n');
}

function groupHeading(line: string[], widths: number[]): string {
  const start = (column: number) => widths.slice(0, column).reduce((sum, width) => sum + width + 2, 0);
  return `${' '.repeat(start(4))}${line[4]}`.padEnd(start(7)) + line[7];
}

function paperLine(row: TableRow): string[] {
  const { accuracy, macro, weighted } = row.paper;
  return [row.row, optimizerLabel(row), 'paper', fixed(accuracy), ...cells(macro), ...cells(weighted)];
}

function ourLine({ accuracy, macro, weighted }: TableRow): string[] {
  const interval = `${fixed(accuracy.mean)} [${fixed(accuracy.low)}, ${fixed(accuracy.high)}]`;
  return ['', '', 'ours', interval, ...cells(macro), ...cells(weighted)];
}

function cells({ precision, recall, f1 }: PaperAverage | Averages): string[] {
  return [precision, recall, f1].map(fixed);
}

function fixed(value: number | null): string {
  return value === null ? '-' : value.toFixed(2);
}
