import { resolve } from 'node:path';
import { loadRun } from '../report/load-run.js';
import { writeReport } from '../report/write-report.js';
import { openResultStore } from '../runs/result-store.js';
import { writeResultFiles } from '../tables/result-files.js';

/** `aver-bench report`: one page of all that a folder of results holds, finished or not. */
export async function report(
  folder: string,
  options: { markdown?: boolean; results?: string; json?: boolean },
): Promise<void> {
  const directory = resolve(folder);
  const { tables } = await loadRun(directory);
  const documents = tables.map(({ document }) => document);
  const page = await writeReport(await openResultStore(directory), { markdown: options.markdown });
  const files = options.results === undefined ? [] : await writeResultFiles(resolve(options.results), documents);
  if (options.json) process.stdout.write(`${JSON.stringify({ tables: documents, report: page, results: files })}\n`);
  else process.stdout.write([`Report: ${page}`, ...files.map((file) => `Result: ${file}`), ''].join('\n'));
}
