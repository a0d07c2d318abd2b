import { CommanderError } from 'commander';
import { overview } from './help.js';
import { createProgram } from './program.js';
import { CommandError } from './terminal/command-error.js';
import { printable } from './terminal/printable.js';

/**
 * Does what a command line says: the only place that prints errors.
 *
 * @param args What stands behind `aver-bench`.
 * @returns The exit code: 0; 2 for the user's mistakes and bad data, 1 for failures, 130 where it was interrupted.
 */
export async function runCli(args: readonly string[]): Promise<number> {
  try {
    // Nothing asked: the way from data to an answer, and no error.
    if (args.length === 0) process.stdout.write(overview());
    else await createProgram().parseAsync(args, { from: 'user' });
    return 0;
  } catch (error) {
    return told(error);
  }
}

function told(error: unknown): number {
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
