import { tables } from '../../rows/tables.js';
import { printedPlace } from '../../tables/printed-place.js';
import type { TableDocument, TableRow } from '../../tables/table-document.js';
import { comparability, notComparable } from '../../tables/table-title.js';
import { fixed } from '../../tables/words.js';
import type { Block, TableBlock } from '../blocks/block.js';

/** Under the verdict: what cannot be compared and why, whether all is finished, and each printed accuracy beside ours. */
export function summarySection(documents: TableDocument[]): Block[] {
  const partial = documents.some(
    ({ rows, unfinished }) => unfinished.length > 0 || rows.some(({ trials }) => trials.finished < trials.planned),
  );
  const sentences = [
    ...new Set(documents.flatMap(comparability)),
    ...(partial ? ['The run is not finished; numbers are of the trials that are there.'] : []),
  ];
  const table = summaryTable(documents.filter((document) => !notComparable(document)));
  return [...sentences.map((text): Block => ({ kind: 'paragraph', text })), ...(table.rows.length > 0 ? [table] : [])];
}

/** One line for each row of which the paper prints an accuracy. */
export function summaryTable(documents: TableDocument[]): TableBlock {
  return {
    kind: 'table',
    caption: 'Accuracy: printed (one run), and ours; 95 % intervals of the mean and for one more run',
    head: [
      ...['row', 'table', 'recipe', 'split', 'printed', 'ours', 'mean', 'one more run'],
      ...['runs that reach it', 'seeds', 'printed lies'],
    ],
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
          range(row.accuracy),
          ...placeCells(row),
          seedsText(row),
          verdict(document, row),
        ]),
    ),
  };
}

function placeCells(row: TableRow): string[] {
  const place = printedPlace(row);
  if (!place) return ['-', '-'];
  return [place.oneMoreRun ? range(place.oneMoreRun) : '-', `${place.reached} of ${place.runs}`];
}

function range({ low, high }: { low: number; high: number }): string {
  return `${fixed(low)}–${fixed(high)}`;
}

/** Where the printed accuracy lies among our runs. */
function verdict(document: TableDocument, row: TableRow): string {
  return notComparable(document) ? 'not comparable' : (printedPlace(row)?.lies ?? 'not comparable');
}

/** How many seeds, and how many trials are missing. */
export function seedsText({ seeds, trials }: TableRow): string {
  const { planned, finished } = trials;
  return finished < planned ? `${seeds.length} (${finished} of ${planned} trials)` : String(seeds.length);
}
