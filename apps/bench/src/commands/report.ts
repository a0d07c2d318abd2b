import { resolve } from 'node:path';
import { loadRun } from '../report/load-run.js';
import { writeReport } from '../report/write-report.js';
import { openResultStore } from '../runs/result-store.js';
import { writeResultFiles } from '../tables/result-files.js';

/** Options of `aver-bench report`. */
export interface ReportOptions {
  markdown?: boolean;
  results?: string;
  /** Refuses a folder with files that cannot be used. */
  strict?: boolean;
  json?: boolean;
}

/** `aver-bench report`: one page of all that a folder of results holds, finished or not. */
export async function report(folder: string, { markdown, results, strict, json }: ReportOptions): Promise<void> {
  const directory = resolve(folder);
  const run = await loadRun(directory, { strict });
  const documents = run.tables.map(({ document }) => document);
  const page = await writeReport(await openResultStore(directory), run, { markdown });
  const files = results === undefined ? [] : await writeResultFiles(resolve(results), documents);
  const leftOut = run.bad.length > 0 ? { leftOut: run.bad } : {};
  if (json)
    process.stdout.write(`${JSON.stringify({ tables: documents, report: page, results: files, ...leftOut })}\n`);
  else process.stdout.write([`Report: ${page}`, ...files.map((file) => `Result: ${file}`), ''].join('\n'));
}
