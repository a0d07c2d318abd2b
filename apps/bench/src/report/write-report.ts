import { join } from 'node:path';
import type { ResultStore } from '../runs/result-store.js';
import { blocksToMarkdown } from './blocks/blocks-to-markdown.js';
import { loadRun } from './load-run.js';
import { pageHtml } from './page-html.js';
import { reportBlocks } from './report-blocks.js';

/**
 * Writes the report of a folder of results into it, as one HTML file and where asked as Markdown too.
 *
 * @returns The path of the HTML file.
 */
export async function writeReport(
  store: Pick<ResultStore, 'directory' | 'writeFile'>,
  { markdown = false }: { markdown?: boolean } = {},
): Promise<string> {
  const title = 'Tables 2 and 3 of the AVER paper, reproduced';
  const blocks = await reportBlocks(await loadRun(store.directory));
  await store.writeFile('report.html', pageHtml(title, blocks));
  if (markdown) await store.writeFile('report.md', `# ${title}\n\n${blocksToMarkdown(blocks)}\n`);
  return join(store.directory, 'report.html');
}
