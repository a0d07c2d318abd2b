import type { Block } from './blocks/block.js';
import type { Run } from './load-run.js';
import { auditSection } from './sections/audit-section.js';
import { differencesSection } from './sections/differences-section.js';
import { environmentSection } from './sections/environment-section.js';
import { figureBlocks } from './sections/figure-blocks.js';
import { recordingsSection } from './sections/recordings-section.js';
import { summarySection } from './sections/summary-section.js';
import { tableHeading, tableSection } from './sections/table-section.js';

/** The whole report, summary first. */
export async function reportBlocks({ tables, recordings, bad }: Run): Promise<Block[]> {
  const documents = tables.map(({ document }) => document);
  const isOwn = documents.every(({ setting }) => setting.table === 'experiment');
  const [summary, ...more] = summarySection(documents);
  const sections: Block[] = [];
  const first: Block[] = [];
  for (const table of tables) {
    const { document } = table;
    const [accuracies, ...figures] = await figureBlocks(table);
    // What a reader looks for stands in the first screen; of further tables, in their sections.
    if (accuracies && first.length === 0) first.push(accuracies);
    else if (accuracies) figures.unshift(accuracies);
    const heading: Block = { kind: 'heading', level: 2, text: tableHeading(document, documents) };
    sections.push(heading, ...tableSection(document), ...figures);
  }
  const blocks: Block[] = [summary, ...leftOut(bad), ...first, ...more, ...sections];
  return [
    ...blocks,
    // They say nothing of experiments of one's own.
    ...(isOwn ? [] : [...differencesSection(), ...auditSection()]),
    ...(await recordingsSection(recordings)),
    ...environmentSection(documents),
  ];
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
