import type { PaperAverage } from '../rows/printed-row.js';
import { printedPlace } from './printed-place.js';
import type { Averages } from './summarize-row.js';
import type { TableDocument, TableRow } from './table-document.js';
import { channelWords, fixed, optimizerLabel, pValueText, signed } from './words.js';

/** The table for a terminal: for each row a line with the paper's numbers and one with ours. */
export function tableText({ rows }: Pick<TableDocument, 'rows'>): string {
  const lines = [
    ['', '', '', '', 'macro avg', '', '', 'weighted avg', '', '', '', ''],
    ['row', 'optimizer, rate', '', 'accuracy [95 %]', 'P', 'R', 'F1', 'P', 'R', 'F1', 'seeds', 'train & test'],
    ...rows.flatMap((row) => [...(row.paper ? [paperLine(row)] : []), ourLine(row)]),
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

/** Precision, recall, F1 and support by emotion, in the layout of the paper's tables: printed at the left, ours at the right. */
export function classText(row: TableRow): string {
  const { paper, classes, accuracy, macro, weighted, test } = row;
  const support = paper?.classes?.reduce((sum, one) => sum + one.support, 0) ?? null;
  const line = (name: string, ...sides: Array<[PaperAverage | null, number | null]>) =>
    name.padStart(12) + sides.map(([scores, count]) => scoresText(scores, count)).join('     ');
  const heading = `${' '.repeat(12)}${`${'precision'.padStart(10)}${'recall'.padStart(8)}${'f1'.padStart(6)}${'support'.padStart(9)}     `.repeat(2)}`;
  return [
    `${row.row}, ${optimizerLabel(row)}${' '.repeat(6)}paper at the left, ours at the right`,
    heading.trimEnd(),
    ...classes.map((one) => {
      const printed = paper?.classes?.find(({ name }) => name === one.name);
      return line(one.name, [printed ?? null, printed?.support ?? null], [one, one.support]);
    }),
    line(
      'accuracy',
      [{ precision: null, recall: null, f1: paper?.accuracy ?? null }, support],
      [{ precision: null, recall: null, f1: accuracy.mean }, test],
    ),
    line('macro avg', [paper?.macro ?? null, support], [macro, test]),
    line('weighted avg', [paper?.weighted ?? null, support], [weighted, test]),
  ].join('\n');
}

/** Where each printed number lies among our runs, one line each. */
export function placeText({ rows }: Pick<TableDocument, 'rows'>): string {
  return rows
    .flatMap((row) => {
      const place = printedPlace(row);
      if (!place || !row.paper) return [];
      const { oneMoreRun, reached, runs, lies } = place;
      const interval = oneMoreRun
        ? `one more run of ours: ${fixed(oneMoreRun.low)} to ${fixed(oneMoreRun.high)}; `
        : '';
      return `${row.row}: printed ${fixed(row.paper.accuracy)} lies ${lies}; ${interval}${reached} of ${runs} runs reach it`;
    })
    .join('\n');
}

/** The accuracy of spoken and of sung recordings, a line for each row that has both. */
export function channelText({ rows }: Pick<TableDocument, 'rows'>): string {
  return rows
    .flatMap(({ row, channels }) =>
      channels
        ? `${row}: ${channels.map(({ name, accuracy }) => `${channelWords[name]} ${fixed(accuracy)}`).join(', ')}`
        : [],
    )
    .join('\n');
}

/** Each row beside the reference row, one line each. */
export function comparisonText({ comparisons }: Pick<TableDocument, 'comparisons'>): string {
  return comparisons
    .map(
      ({ row, reference, difference, pValue, test, over }) =>
        `${row} against ${reference}: ${signed(difference)}, p ${pValueText(pValue)} (${test}, ${over})`,
    )
    .join('\n');
}

/** The models of all seeds asked together, a line for each row that has them. */
export function ensembleText({ rows }: Pick<TableDocument, 'rows'>): string {
  return rows
    .flatMap(({ row, ensemble }) => {
      if (!ensemble) return [];
      const { members, accuracy, unweightedRecall } = ensemble;
      return `${row}, ${members} seeds: accuracy ${interval(accuracy)}, unweighted average recall ${interval(unweightedRecall)}`;
    })
    .join('\n');
}

function scoresText(scores: PaperAverage | null, support: number | null): string {
  const { precision, recall, f1 } = scores ?? { precision: null, recall: null, f1: null };
  const count = support === null ? '-' : String(Math.round(10 * support) / 10);
  return fixed(precision).padStart(10) + fixed(recall).padStart(8) + fixed(f1).padStart(6) + count.padStart(9);
}

function groupHeading(line: string[], widths: number[]): string {
  const start = (column: number) => widths.slice(0, column).reduce((sum, width) => sum + width + 2, 0);
  return `${' '.repeat(start(4))}${line[4]}`.padEnd(start(7)) + line[7];
}

function paperLine(row: TableRow): string[] {
  const paper = row.paper as NonNullable<TableRow['paper']>;
  return [
    row.row,
    optimizerLabel(row),
    'paper',
    fixed(paper.accuracy),
    ...cells(paper.macro),
    ...cells(paper.weighted),
    '-',
    `${paper.train ?? '-'} & ${paper.test}`,
  ];
}

function ourLine(row: TableRow): string[] {
  const { paper, accuracy, macro, weighted, seeds, trials, train, test } = row;
  const partly = trials.finished < trials.planned ? ` (${trials.finished}/${trials.planned} trials)` : '';
  const names = paper ? ['', ''] : [row.row, optimizerLabel(row)];
  return [
    ...names,
    'ours',
    interval(accuracy),
    ...cells(macro),
    ...cells(weighted),
    `${seeds.length}${partly}`,
    `${train} & ${test}`,
  ];
}

function interval({ mean, low, high }: { mean: number; low: number; high: number }): string {
  return `${fixed(mean)} [${fixed(low)}, ${fixed(high)}]`;
}

function cells({ precision, recall, f1 }: PaperAverage | Averages): string[] {
  return [precision, recall, f1].map(fixed);
}
