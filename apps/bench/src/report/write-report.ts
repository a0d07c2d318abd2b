import { join } from 'node:path';
import type { ResultStore } from '../runs/result-store.js';
import { blocksToMarkdown } from './blocks/blocks-to-markdown.js';
import { loadRun } from './load-run.js';
import { pageHtml } from './page-html.js';
import { reportBlocks } from './report-blocks.js';
import { reportTitle } from './report-title.js';

/**
 * Writes the report of a folder of results into it, as one HTML file and where asked as Markdown too.
 *
 * @returns The path of the HTML file.
 */
export async function writeReport(
  store: Pick<ResultStore, 'directory' | 'writeFile'>,
  { markdown = false }: { markdown?: boolean } = {},
): Promise<string> {
  const run = await loadRun(store.directory);
  const title = reportTitle(run.tables.map(({ document }) => document));
  const blocks = await reportBlocks(run);
  await store.writeFile('report.html', pageHtml(title, blocks));
  if (markdown) await store.writeFile('report.md', `# ${title}\n\n${blocksToMarkdown(blocks)}\n`);
  return join(store.directory, 'report.html');
}
