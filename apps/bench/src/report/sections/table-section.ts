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

/** A table: accuracies and averages, classes as the paper prints them, tests of difference, commands. */
export function tableSection(document: TableDocument): Block[] {
  return [
    { kind: 'paragraph', text: `${tableTitle(document)}.` },
    ...tableRemarks(document).map((text): Block => ({ kind: 'paragraph', text })),
    ...(document.rows.length > 0 ? [accuracyTable(document)] : []),
    ...channelTable(document),
    ...comparisonTable(document),
    ...ensembleTable(document),
    ...document.rows.map(classTable),
    ...commandTable(document),
  ];
}

/** For each row a line with the paper's numbers and one with ours. */
export function accuracyTable({ setting, rows }: TableDocument): TableBlock {
  return {
    kind: 'table',
    caption: `${tables[setting.table].title}, accuracy and averages (95 % interval: ${intervalText({ rows })})`,
    head: [
      'row',
      'optimizer, rate, epochs',
      'source',
      'accuracy',
      '95 %',
      'macro P',
      'R',
      'F1',
      'weighted P',
      'R',
      'F1',
      'seeds',
      'train & test',
    ],
    rows: rows.flatMap((row) => [...paperCells(row), ourCells(row)]),
  };
}

function paperCells({ row, paper }: TableRow): string[][] {
  if (!paper) return [];
  const averages = [...scores(paper.macro), ...scores(paper.weighted)];
  const counts = `${paper.train ?? '-'} & ${paper.test}`;
  return [[row, '', 'paper', fixed(paper.accuracy), '-', ...averages, '-', counts]];
}

function ourCells(row: TableRow): string[] {
  const { accuracy, macro, weighted, train, test } = row;
  return [
    row.row,
    `${optimizerLabel(row)}, ${row.epochs}`,
    'ours',
    fixed(accuracy.mean),
    `${fixed(accuracy.low)}–${fixed(accuracy.high)}`,
    ...scores(macro),
    ...scores(weighted),
    seedsText(row),
    `${train} & ${test}`,
  ];
}

/** Each row beside the reference row; nothing where there is nothing to compare. */
export function comparisonTable({ comparisons }: TableDocument): TableBlock[] {
  if (comparisons.length === 0) return [];
  return [
    {
      kind: 'table',
      caption: `Difference of accuracy from ${comparisons[0].reference}, on the same recordings (p-values not adjusted for their number)`,
      head: ['row', 'difference', 'p', 'test', 'over'],
      rows: comparisons.map(({ row, difference, pValue, test, over }) => [
        row,
        signed(difference),
        pValueText(pValue),
        test,
        over,
      ]),
    },
  ];
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

/** Precision, recall, F1 and support by emotion, as in the paper's tables; ours alone where it prints no such row. */
export function classTable(row: TableRow): TableBlock {
  const { paper, classes, accuracy, macro, weighted, test } = row;
  const support = paper?.classes?.reduce((sum, one) => sum + one.support, 0) ?? null;
  const printed = (name: string) => paper?.classes?.find((one) => one.name === name) ?? null;
  const line = (
    name: string,
    left: PaperAverage | null,
    leftSupport: number | null,
    right: PaperAverage,
    n: number,
  ) => [name, ...(paper ? [...scores(left), count(leftSupport)] : []), ...scores(right), count(n)];
  const onlyAccuracy = (value: number | null) => ({ precision: null, recall: null, f1: value });
  return {
    kind: 'table',
    caption: paper
      ? `${row.row}, by emotion: the paper's numbers, then ours (means over the trials)`
      : `${row.row}, by emotion (means over the trials)`,
    head: paper
      ? ['emotion', 'paper: precision', 'recall', 'f1', 'support', 'ours: precision', 'recall', 'f1', 'support']
      : ['emotion', 'precision', 'recall', 'f1', 'support'],
    rows: [
      ...classes.map((one) => line(one.name, printed(one.name), printed(one.name)?.support ?? null, one, one.support)),
      line('accuracy', onlyAccuracy(paper?.accuracy ?? null), support, onlyAccuracy(accuracy.mean), test),
      line('macro avg', paper?.macro ?? null, support, macro, test),
      line('weighted avg', paper?.weighted ?? null, support, weighted, test),
    ],
  };
}

/** The command of each row. */
export function commandTable({ rows }: TableDocument): TableBlock[] {
  if (rows.length === 0) return [];
  return [
    {
      kind: 'table',
      caption: 'The command that makes each row again',
      head: ['row', 'command'],
      rows: rows.map(({ row, command }) => [row, `\`${command}\``]),
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
