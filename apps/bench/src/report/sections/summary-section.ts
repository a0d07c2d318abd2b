import { tables } from '../../rows/tables.js';
import type { TableDocument, TableRow } from '../../tables/table-document.js';
import { notComparable } from '../../tables/table-title.js';
import { fixed } from '../../tables/words.js';
import type { Block, TableBlock } from '../blocks/block.js';

/** Every accuracy that the paper prints beside ours, and whether the printed one lies in our interval. */
export function summarySection(documents: TableDocument[]): Block[] {
  const verdicts = documents.flatMap((document) =>
    document.rows.flatMap((row) => (row.paper && !notComparable(document) ? [verdict(document, row)] : [])),
  );
  const inside = verdicts.filter((one) => one === 'inside').length;
  const reasons = [...new Set(documents.flatMap((document) => notComparable(document) ?? []))];
  const partial = documents.some(
    ({ rows, unfinished }) => unfinished.length > 0 || rows.some(({ trials }) => trials.finished < trials.planned),
  );
  const sentences = [
    verdicts.length > 0
      ? `${inside} of the ${verdicts.length} printed accuracies, as tried here, ${inside === 1 ? 'lies' : 'lie'} inside our 95 % interval.`
      : '',
    reasons.length > 0 ? `Not comparable with the paper: ${reasons.join('; ')}.` : '',
    partial ? 'The run is not finished; numbers are of the trials that are there.' : '',
  ].filter((sentence) => sentence !== '');
  const table = summaryTable(documents);
  return [
    { kind: 'heading', level: 2, text: 'Summary' },
    ...sentences.map((text): Block => ({ kind: 'paragraph', text })),
    ...(table.rows.length > 0 ? [table] : []),
  ];
}

/** One line for each row of which the paper prints an accuracy. */
export function summaryTable(documents: TableDocument[]): TableBlock {
  return {
    kind: 'table',
    caption: 'Accuracy: printed, and ours with its 95 % interval',
    head: ['row', 'table', 'recipe', 'split', 'printed', 'ours', '95 %', 'seeds', 'printed lies'],
    rows: documents.flatMap((document) =>
      document.rows
        .filter(({ paper }) => paper)
        .map((row) => [
          row.row,
          tables[document.setting.table].title,
          document.setting.recipe,
          document.setting.split,
          fixed(row.paper?.accuracy ?? null),
          fixed(row.accuracy.mean),
          `${fixed(row.accuracy.low)}–${fixed(row.accuracy.high)}`,
          seedsText(row),
          verdict(document, row),
        ]),
    ),
  };
}

/** Where the printed accuracy lies, seen from our interval. */
function verdict(document: TableDocument, { paper, accuracy }: TableRow): string {
  if (!paper || notComparable(document)) return 'not comparable';
  // Printed numbers have two digits: half of the last one is allowed for.
  if (paper.accuracy > accuracy.high + 0.005) return 'above';
  if (paper.accuracy < accuracy.low - 0.005) return 'below';
  return 'inside';
}

/** How many seeds, and how many trials are missing. */
export function seedsText({ seeds, trials }: TableRow): string {
  const { planned, finished } = trials;
  return finished < planned ? `${seeds.length} (${finished} of ${planned} trials)` : String(seeds.length);
}
