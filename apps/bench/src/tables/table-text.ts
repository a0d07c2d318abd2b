import type { PaperAverage } from '../rows/printed-row.js';
import { printedPlace } from './printed-place.js';
import type { Averages } from './summarize-row.js';
import type { TableDocument, TableRow } from './table-document.js';
import { channelWords, fixed, optimizerLabel, pValueText, signed } from './words.js';

/**
 * The table for a terminal of 80 columns: for each row a line with the paper's numbers and one with ours. Weighted
 * averages, optimizers and counts stand in the table of each row's classes.
 */
export function tableText({ rows }: Pick<TableDocument, 'rows'>): string {
  const lines = [
    ['row', '', 'accuracy [95 %]', 'macro P', 'R', 'F1', 'seeds'],
    ...rows.flatMap((row) => [...(row.paper ? [paperLine(row)] : []), ourLine(row)]),
  ];
  const widths = lines[0].map((_, column) => Math.max(...lines.map((line) => line[column].length)));
  return lines
    .map((line) => {
      return line
        .map((cell, column) => cell.padEnd(widths[column]))
        .join('  ')
        .trimEnd();
    })
    .join('\n');
}

/**
 * Precision, recall, F1 and support by emotion, in the layout of the paper's tables: printed at the left, ours at the
 * right; ours alone where the paper prints no such row.
 */
export function classText(row: TableRow): string {
  const { paper, classes, accuracy, macro, weighted, train, test } = row;
  const support = paper?.classes?.reduce((sum, one) => sum + one.support, 0) ?? null;
  const line = (name: string, printed: Side, ours: Side) =>
    name.padStart(12) + (paper ? [printed, ours] : [ours]).map((side) => scoresText(...side)).join('  ');
  const heading = `${'precision'.padStart(10)}${'recall'.padStart(8)}${'f1'.padStart(6)}${'support'.padStart(9)}`;
  const counts = `ours (${train} & ${test})`;
  const sides = paper
    ? `paper (${paper.train ?? '-'} & ${paper.test}) at the left, ${counts} at the right`
    : `${counts}`;
  return [
    `${row.row}, ${optimizerLabel(row)}   ${sides}`,
    ' '.repeat(12) + (paper ? [heading, heading] : [heading]).join('  '),
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

type Side = [scores: PaperAverage | null, support: number | null];

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

function paperLine(row: TableRow): string[] {
  const paper = row.paper as NonNullable<TableRow['paper']>;
  return [row.row, 'paper', fixed(paper.accuracy), ...cells(paper.macro), '-'];
}

function ourLine(row: TableRow): string[] {
  const { paper, accuracy, macro, seeds, trials } = row;
  const partly = trials.finished < trials.planned ? ` (${trials.finished}/${trials.planned})` : '';
  return [paper ? '' : row.row, 'ours', interval(accuracy), ...cells(macro), `${seeds.length}${partly}`];
}

function interval({ mean, low, high }: { mean: number; low: number; high: number }): string {
  return `${fixed(mean)} [${fixed(low)}, ${fixed(high)}]`;
}

function cells({ precision, recall, f1 }: PaperAverage | Averages): string[] {
  return [precision, recall, f1].map(fixed);
}
