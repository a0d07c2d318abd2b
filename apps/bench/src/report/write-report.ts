import { join } from 'node:path';
import type { ResultStore } from '../runs/result-store.js';
import { printable } from '../terminal/printable.js';
import { blocksToMarkdown } from './blocks/blocks-to-markdown.js';
import type { Run } from './load-run.js';
import { pageHtml } from './page-html.js';
import { reportBlocks } from './report-blocks.js';
import { reportTitle } from './report-title.js';

/**
 * Writes the report of a folder of results into it, as one HTML file and where asked as Markdown too, and names on
 * stderr each file that could not be used for it.
 *
 * @param run What the folder holds.
 * @returns The path of the HTML file.
 */
export async function writeReport(
  store: Pick<ResultStore, 'directory' | 'writeFile'>,
  run: Run,
  { markdown = false }: { markdown?: boolean } = {},
): Promise<string> {
  for (const line of run.bad) process.stderr.write(`left out: ${printable(join(store.directory, line))}\n`);
  if (run.bad.length > 0) process.stderr.write(`left out: ${run.bad.length} of the report's files\n`);
  const title = reportTitle(run.tables.map(({ document }) => document));
  const blocks = await reportBlocks(run);
  await store.writeFile('report.html', pageHtml(title, blocks));
  if (markdown) await store.writeFile('report.md', `# ${title}\n\n${blocksToMarkdown(blocks)}\n`);
  return join(store.directory, 'report.html');
}
