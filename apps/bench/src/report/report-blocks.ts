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
  const blocks: Block[] = [...summarySection(documents), ...leftOut(bad)];
  for (const table of tables) {
    const { document } = table;
    blocks.push(
      { kind: 'heading', level: 2, text: tableHeading(document, documents) },
      ...tableSection(document),
      ...(await figureBlocks(table)),
    );
  }
  return [
    ...blocks,
    ...differencesSection(),
    ...auditSection(),
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
