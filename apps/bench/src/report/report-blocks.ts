import type { TableDocument } from '../tables/table-document.js';
import { comparability, notComparable } from '../tables/table-title.js';
import type { Block } from './blocks/block.js';
import type { Run } from './load-run.js';
import { auditSection } from './sections/audit-section.js';
import { differencesSection } from './sections/differences-section.js';
import { environmentSection } from './sections/environment-section.js';
import { comparisonBlock, rowFigures } from './sections/figure-blocks.js';
import { misheardSection } from './sections/misheard-section.js';
import { recordingsSection } from './sections/recordings-section.js';
import { labelledRows } from './sections/row-labels.js';
import { summarySection } from './sections/summary-section.js';
import { detailSection, tableHeading, tableSection } from './sections/table-section.js';
import { verdictText } from './sections/verdict-text.js';

/** So many rows are compared in one figure; of more, each table has its own. */
const mostCompared = 12;

/**
 * The whole report: the verdict, the accuracies and the summary first, then each table.
 *
 * @param pasted Makes a command one that runs where the reader is. @default as it is once installed
 */
export async function reportBlocks(
  run: Run,
  pasted: (command: string) => string = (command) => command,
): Promise<Block[]> {
  const tables = run.tables.map(({ document, results }) => ({ document: besidePaper(document), results }));
  const documents = tables.map(({ document }) => document);
  const isOwn = documents.every(({ setting }) => setting.table === 'experiment');
  const rows = labelledRows(documents);
  const compared = rows.length <= mostCompared;
  // What is the same of all tables is said once, in the summary.
  const differ = new Set(documents.map((document) => comparability(document).join())).size > 1;
  const sections: Block[] = [];
  for (const table of tables) {
    const { document } = table;
    sections.push({ kind: 'heading', level: 2, text: tableHeading(document, documents) });
    const remarks = differ ? comparability(document) : [];
    sections.push(...remarks.map((text): Block => ({ kind: 'paragraph', text })), ...tableSection(document));
    if (!compared) sections.push(...(await comparisonBlock(labelledRows([document]))));
    const details = [...(await rowFigures(table)), ...detailSection(document, pasted)];
    sections.push({ kind: 'folded', title: 'Row by row: figures, emotions and commands', blocks: details });
  }
  return [
    { kind: 'heading', level: 2, text: 'Summary' },
    { kind: 'paragraph', text: verdictText(documents), leads: true },
    ...leftOut(run.bad),
    ...(await comparisonBlock(compared ? rows : labelledRows(documents.slice(0, 1)))),
    ...summarySection(documents),
    ...(await misheardSection(tables)),
    ...sections,
    // They say nothing of experiments of one's own.
    ...(isOwn ? [] : [...differencesSection(), ...auditSection()]),
    ...(await recordingsSection(run.recordings)),
    ...environmentSection(documents),
  ];
}

/** A table that says nothing of the paper is not shown beside it: its numbers would look like failures to reach it. */
function besidePaper(document: TableDocument): TableDocument {
  if (!notComparable(document)) return document;
  return { ...document, rows: document.rows.map((row) => ({ ...row, paper: null })) };
}

/** What of the folder is not shown. */
function leftOut(bad: string[]): Block[] {
  if (bad.length === 0) return [];
  const text = `What these files of the folder hold is missing here (${bad.length}), since they could not be used:`;
  return [
    { kind: 'paragraph', text },
    { kind: 'list', items: bad },
  ];
}
