import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { auditReport, type PublishedReport, paperTables, type ReportAudit } from '@aver/metrics';
import { readPublishedReport } from '../tables/read-published-report.js';
import { CommandError } from '../terminal/command-error.js';
import { printable } from '../terminal/printable.js';

/** `aver-bench audit`: whether a published report is arithmetically possible; without a file, the paper's tables. */
export async function audit(file: string | undefined, { json }: { json?: boolean }): Promise<void> {
  if (file === undefined) {
    const audits = paperTables.map(({ table, title, report }) => ({ table, title, ...auditReport(report) }));
    if (json) process.stdout.write(`${JSON.stringify(audits)}\n`);
    else for (const one of audits) process.stdout.write(`Table ${one.table}, ${one.title}\n${findings(one)}\n`);
    return;
  }
  const result = auditOf(file, await readReport(file));
  process.stdout.write(json ? `${JSON.stringify(result)}\n` : findings(result));
}

async function readReport(file: string): Promise<PublishedReport> {
  try {
    return readPublishedReport(file === '-' ? await text(process.stdin) : await readFile(file, 'utf8'));
  } catch (error) {
    throw new CommandError(
      `${file}: expected a report as JSON, or as scikit-learn prints it; ${(error as Error).message}`,
      2,
      { cause: error },
    );
  }
}

function auditOf(file: string, report: PublishedReport): ReportAudit {
  try {
    return auditReport(report);
  } catch (error) {
    // What the library refuses in its argument is here the content of the file.
    if (!(error instanceof RangeError || error instanceof TypeError)) throw error;
    throw new CommandError(`${file}: ${error.message}`, 2, { cause: error });
  }
}

function findings({ possible, samples, totals, contradictions, misprints, undecided }: ReportAudit): string {
  const lines: string[] = [];
  if (possible && totals.length > 0) lines.push(`possible, with ${totals.join(', ')} of ${samples} right`);
  else lines.push(possible ? 'no contradiction found' : 'impossible: no whole-number counts round to it');
  for (const { cell, printed, reason } of contradictions)
    lines.push(`contradicted: ${cell}, printed ${printed}: ${reason}`);
  for (const set of misprints) {
    lines.push(
      `possible if misprinted: ${set.map(({ cell, printed, fits }) => `${cell} ${printed} (say ${fits})`).join(' and ')}`,
    );
  }
  for (const question of undecided) lines.push(`undecided: ${question}`);
  // Names of classes come from the file.
  return lines.map((line) => `  ${printable(line)}\n`).join('');
}
