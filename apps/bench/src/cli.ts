#!/usr/bin/env node
/** The command line: the only place that prints errors and ends the process. */
import * as nodeModule from 'node:module';
import { CommanderError } from 'commander';
import { overview } from './help.js';
import { createProgram } from './program.js';
import { CommandError } from './terminal/command-error.js';
import { printable } from './terminal/printable.js';

// From Node 22 on, what is compiled of a command is kept for its next start.
(nodeModule as { enableCompileCache?: () => unknown }).enableCompileCache?.();

// Whoever reads the output may have seen enough (head, less): that is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

try {
  // Nothing asked: the way from data to an answer, and no error.
  if (process.argv.length <= 2) process.stdout.write(overview());
  else await createProgram().parseAsync();
} catch (error) {
  process.exitCode = exitCodeOf(error);
}
// Whatever still holds the process open (a worker that is ending, a descriptor) is not worth waiting for, but what
// was printed must get out first.
for (const stream of [process.stdout, process.stderr]) {
  await new Promise<void>((done) => stream.write('', () => done()));
}
process.exit();

function exitCodeOf(error: unknown): number {
  // Commander has printed its own message by then; help and version are not errors.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (error instanceof CommandError) {
    // One line for each file that could not be used.
    const lines = error.message.split('\naver-bench: ').map(printable);
    process.stderr.write(`aver-bench: ${lines.join('\naver-bench: ')}\n`);
    return error.exitCode;
  }
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(
    `aver-bench: ${printable(message)}${process.env.AVER_DEBUG ? `\n${(error as Error).stack}` : ''}\n`,
  );
  return 1;
}
