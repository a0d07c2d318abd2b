import { join } from 'node:path';
import type { ResultStore } from '../runs/result-store.js';
import { outOf } from '../terminal/out-of.js';
import { pasteable } from '../terminal/pasteable.js';
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
  const blocks = await reportBlocks(run, (command) => pasteable(`${command}${outOf(store.directory)}`));
  const when = whenLine(run);
  await store.writeFile('report.html', pageHtml(title, blocks, when));
  if (markdown) await store.writeFile('report.md', `# ${title}\n\n${when}\n\n${blocksToMarkdown(blocks)}\n`);
  return join(store.directory, 'report.html');
}

/** When, by which code and on what the results were computed. */
function whenLine({ tables, computed }: Run): string {
  const rows = tables.flatMap(({ document }) => document.rows);
  const unique = (values: string[]) => [...new Set(values)].join(', ');
  const builds = unique(rows.map(({ build }) => build));
  const backends = unique(tables.map(({ document }) => document.setting.backend));
  return [computed, builds && `aver-bench ${builds}`, backends && `backend ${backends}`].filter(Boolean).join(' · ');
}
