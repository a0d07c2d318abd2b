import { CommandError } from './command-error.js';
import { printable } from './printable.js';
import { createProgress, type Progress } from './progress.js';

/** Who is told how a run goes, and may end it. */
export interface Onlooker {
  progress: Progress;
  /** Told what a reader of the results should know, a line at a time. */
  say(line: string): void;
  /** Ends the run: what is finished is kept, and the run fails with the signal's reason. */
  signal?: AbortSignal;
}

/** Nobody looks on. */
export const nobody: Onlooker = { progress: { start() {}, update() {}, finish() {} }, say() {} };

/**
 * Runs something before a person: its progress and what it says go to stderr, and Ctrl-C, or a request to end, ends it
 * with one clear error.
 *
 * @throws CommandError with exit code 130 where it was interrupted.
 */
export async function beforePerson<T>(work: (onlooker: Onlooker) => Promise<T>): Promise<T> {
  const progress = createProgress();
  const interruption = new AbortController();
  const onSignal = () => {
    interruption.abort(
      new CommandError('interrupted; all but the last minute is kept, and the same command goes on from there', 130),
    );
  };
  // Not `once`: a listener that is gone by the time ora's own one is called lets that one end the process at once.
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  try {
    const say = (line: string) => process.stderr.write(`${printable(line)}\n`);
    return await work({ progress, say, signal: interruption.signal });
  } finally {
    process.off('SIGINT', onSignal);
    process.off('SIGTERM', onSignal);
    progress.finish();
  }
}
