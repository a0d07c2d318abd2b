import { group } from 'd3-array';
import type { PaperAverage } from '../../rows/printed-row.js';
import { tables } from '../../rows/tables.js';
import type { Measured } from '../../tables/speaker-evaluation.js';
import type { TableDocument, TableRow } from '../../tables/table-document.js';
import { intervalText, tableRemarks, tableTitle } from '../../tables/table-title.js';
import { fixed, optimizerLabel, pValueText, signed } from '../../tables/words.js';
import type { Block, TableBlock } from '../blocks/block.js';
import { seedsText } from './summary-section.js';

/** A short name, different for each table of a report. */
export function tableHeading(document: TableDocument, all: TableDocument[]): string {
  const parts = ({ setting }: TableDocument) => [
    tables[setting.table].title,
    ...(setting.table === 'experiment' ? [] : [`recipe ${setting.recipe}`]),
    `split ${setting.split}`,
    ...(setting.profile === 'quick' ? ['quick'] : []),
  ];
  const { emotions, backend, testFraction, epochs } = document.setting;
  const more = [document.data.name, emotions.join(' '), `backend ${backend}`];
  if (testFraction) more.push(`test fraction ${testFraction}`);
  if (epochs) more.push(`${epochs} epochs`);
  const same = all.filter((one) => parts(one).join() === parts(document).join());
  return (same.length > 1 ? [...parts(document), ...more] : parts(document)).join(', ');
}

/** What a table found: accuracies and averages, channels, tests of difference, seeds together. */
export function tableSection(document: TableDocument): Block[] {
  return [
    { kind: 'paragraph', text: `${tableTitle(document)}.` },
    ...tableRemarks(document).map((text): Block => ({ kind: 'paragraph', text })),
    ...(document.rows.length > 0 ? [accuracyTable(document)] : []),
    ...channelTable(document),
    ...comparisonTable(document),
    ...ensembleTable(document),
  ];
}

/**
 * What stands under a table's figures: classes as the paper prints them, and commands.
 *
 * @param pasted Makes a command one that runs where the reader is.
 */
export function detailSection(document: TableDocument, pasted: (command: string) => string): Block[] {
  return [...document.rows.map(classTable), ...commandTable(document, pasted)];
}

/** For each row a line with the paper's numbers and one with ours. */
export function accuracyTable({ setting, rows }: TableDocument): TableBlock {
  const source = rows.some(({ paper }) => paper) ? ['source'] : [];
  return {
    kind: 'table',
    caption: `${tables[setting.table].title}, accuracy and averages (95 % interval: ${intervalText({ rows })})`,
    head: ['row', ...source, 'accuracy', '95 %', 'macro P', 'R', 'F1', 'weighted P', 'R', 'F1', 'seeds'],
    rows: rows.flatMap((row) => [...paperCells(row), ourCells(row, source.length > 0)]),
  };
}

function paperCells({ row, paper }: TableRow): string[][] {
  if (!paper) return [];
  return [[row, 'paper', fixed(paper.accuracy), '-', ...scores(paper.macro), ...scores(paper.weighted), '-']];
}

function ourCells(row: TableRow, besidePaper: boolean): string[] {
  const { accuracy, macro, weighted } = row;
  const range = `${fixed(accuracy.low)}–${fixed(accuracy.high)}`;
  const source = besidePaper ? ['ours'] : [];
  return [row.row, ...source, fixed(accuracy.mean), range, ...scores(macro), ...scores(weighted), seedsText(row)];
}

/**
 * Each row beside the reference row, a table for each such row: what was made in several sittings may have two. Nothing
 * where there is nothing to compare.
 */
export function comparisonTable({ comparisons }: TableDocument): TableBlock[] {
  return [...group(comparisons, ({ reference }) => reference)].map(([reference, own]) => ({
    kind: 'table',
    caption: `Difference of accuracy from ${reference}, on the same recordings (p-values not adjusted for their number)`,
    head: ['row', 'difference', 'p', 'test', 'over'],
    rows: own.map(({ row, difference, pValue, test, over }) => [
      row,
      signed(difference),
      pValueText(pValue),
      test,
      over,
    ]),
  }));
}

/** The accuracy of spoken and of sung recordings; nothing where no row has both. */
export function channelTable({ setting, rows }: TableDocument): TableBlock[] {
  const told = rows.flatMap(({ row, channels }) => (channels ? [{ row, channels }] : []));
  if (told.length === 0) return [];
  const cells = ({ accuracy, recordings }: (typeof told)[number]['channels'][number]) => [
    fixed(accuracy),
    count(recordings),
  ];
  return [
    {
      kind: 'table',
      caption: `${tables[setting.table].title}, spoken and sung recordings apart (means over the trials)`,
      head: ['row', 'spoken', 'tested', 'sung', 'tested'],
      rows: told.map(({ row, channels }) => [row, ...channels.flatMap(cells)]),
    },
  ];
}

/** The models of all seeds asked together; nothing where no row has them. */
export function ensembleTable({ setting, rows }: TableDocument): TableBlock[] {
  const asked = rows.flatMap(({ row, ensemble }) => (ensemble ? [{ row, ...ensemble }] : []));
  if (asked.length === 0) return [];
  const measured = ({ mean, low, high }: Measured) => [fixed(mean), `${fixed(low)}–${fixed(high)}`];
  return [
    {
      kind: 'table',
      caption: `${tables[setting.table].title}, all seeds asked together (the mean of their probabilities; 95 % interval: Student t, over the folds)`,
      head: ['row', 'models', 'accuracy', '95 %', 'unweighted average recall', '95 %'],
      rows: asked.map(({ row, members, accuracy, unweightedRecall }) => [
        row,
        String(members),
        ...measured(accuracy),
        ...measured(unweightedRecall),
      ]),
    },
  ];
}

/** Precision, recall, F1 and support by emotion, as in the paper's tables; ours alone where it prints none by emotion. */
export function classTable(row: TableRow): TableBlock {
  const { paper, classes, accuracy, macro, weighted, test } = row;
  const beside = paper?.classes ? { ...paper, classes: paper.classes } : undefined;
  const support = beside?.classes.reduce((sum, one) => sum + one.support, 0) ?? null;
  const printed = (name: string) => beside?.classes.find((one) => one.name === name) ?? null;
  const line = (
    name: string,
    left: PaperAverage | null,
    leftSupport: number | null,
    right: PaperAverage,
    n: number,
  ) => [name, ...(beside ? [...scores(left), count(leftSupport)] : []), ...scores(right), count(n)];
  const onlyAccuracy = (value: number | null) => ({ precision: null, recall: null, f1: value });
  return {
    kind: 'table',
    caption: `${row.row}, by emotion${beside ? ": the paper's numbers, then ours" : ''}${row.trials.finished > 1 ? ' (means over the trials)' : ''}`,
    head: beside
      ? ['emotion', 'paper: precision', 'recall', 'f1', 'support', 'ours: precision', 'recall', 'f1', 'support']
      : ['emotion', 'precision', 'recall', 'f1', 'support'],
    rows: [
      ...classes.map((one) => line(one.name, printed(one.name), printed(one.name)?.support ?? null, one, one.support)),
      line('accuracy', onlyAccuracy(beside?.accuracy ?? null), support, onlyAccuracy(accuracy.mean), test),
      line('macro avg', beside?.macro ?? null, support, macro, test),
      line('weighted avg', beside?.weighted ?? null, support, weighted, test),
    ],
  };
}

/**
 * How each row was made, and the command of it.
 *
 * @param pasted Makes a command one that runs where the reader is. @default as it is once installed
 */
export function commandTable(
  { rows }: TableDocument,
  pasted: (command: string) => string = (command) => command,
): TableBlock[] {
  if (rows.length === 0) return [];
  return [
    {
      kind: 'table',
      caption: 'How each row was made, and the command that makes it again',
      head: ['row', 'optimizer, rate, epochs', 'train & test', 'command'],
      rows: rows.map((row) => [
        row.row,
        `${optimizerLabel(row)}, ${row.epochs}`,
        `${row.train} & ${row.test}`,
        `\`${pasted(row.command)}\``,
      ]),
    },
  ];
}

function scores(average: PaperAverage | null): string[] {
  const { precision, recall, f1 } = average ?? { precision: null, recall: null, f1: null };
  return [precision, recall, f1].map(fixed);
}

function count(value: number | null): string {
  return value === null ? '-' : String(Math.round(10 * value) / 10);
}
