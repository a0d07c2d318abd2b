import { resolve } from 'node:path';
import { RavdessError, ravdessNotice } from '@aver/ravdess';
import { type ArchiveChannel, type FetchedArchive, type FetchProgress, fetchArchive } from '@aver/ravdess/node';
import { archiveDirectory } from '../inputs/data-source.js';
import { CommandError } from '../terminal/command-error.js';
import { createProgress, type Progress } from '../terminal/progress.js';

/** Options of `aver-bench fetch`. */
export interface FetchOptions {
  channel: ArchiveChannel | 'both';
  to?: string;
  record?: string;
  json?: boolean;
}

/** `aver-bench fetch`: official archives, where `table3` and the others then find them by themselves. */
export async function fetch({ channel, to, record, json }: FetchOptions): Promise<void> {
  const directory = to === undefined ? archiveDirectory() : resolve(to);
  process.stderr.write(`${ravdessNotice}\n`);
  const progress = createProgress();
  const stop = new AbortController();
  const onSignal = () => stop.abort();
  // Not `once`: a listener that is gone by the time ora's own one is called lets that one end the process at once.
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  const archives: FetchedArchive[] = [];
  try {
    for (const one of channel === 'both' ? (['speech', 'song'] as const) : [channel]) {
      const step = `Fetching the ${one} archive`;
      progress.start(step);
      const onProgress = drawnAt(progress, step);
      archives.push(
        await fetchArchive({ channel: one, directory, recordUrl: record, signal: stop.signal, onProgress }),
      );
      progress.finish();
    }
  } catch (error) {
    if (stop.signal.aborted) {
      throw new CommandError('interrupted; what has arrived is kept, and the same command goes on from there', 130);
    }
    if (error instanceof RangeError) {
      throw new CommandError(`--record: ${error.message.replace(/^fetchArchive: recordUrl /, '')}`, 2, {
        cause: error,
      });
    }
    if (error instanceof RavdessError) throw new CommandError(error.message, 1, { cause: error });
    throw error;
  } finally {
    process.off('SIGINT', onSignal);
    process.off('SIGTERM', onSignal);
    progress.finish();
  }
  // One archive is printed as it always was.
  if (json) process.stdout.write(`${JSON.stringify(channel === 'both' ? archives : archives[0])}\n`);
  else for (const archive of archives) process.stdout.write(forPeople(archive, to === undefined));
}

/** Draws what `fetchArchive` tells: how many bytes, how fast, how long still; and every failed request once. */
function drawnAt(progress: Progress, step: string): (told: FetchProgress) => void {
  let last = '';
  return ({ state, receivedBytes, totalBytes, bytesPerSecond, secondsLeft, problem, secondsToRetry }) => {
    const changed = state !== last;
    last = state;
    if (state === 'retrying' && changed) {
      progress.finish(`${problem}; again in ${Math.ceil(secondsToRetry ?? 0)} s`);
      progress.start(step);
      return;
    }
    const speed = bytesPerSecond === undefined ? '' : `, ${megabytes(bytesPerSecond)}/s`;
    const details = {
      waiting: 'another process is fetching it',
      downloading: `${megabytes(receivedBytes)} of ${megabytes(totalBytes)}${speed}`,
      verifying: 'taking the checksum',
      retrying: problem,
    };
    if (totalBytes > 0) progress.update(receivedBytes / totalBytes, details[state], secondsLeft ?? null);
  };
}

function forPeople(
  { path, bytes, md5, downloaded, resumedFrom, noticePath }: FetchedArchive,
  byDefault: boolean,
): string {
  const from = resumedFrom > 0 ? `, of which an earlier run had left ${megabytes(resumedFrom)}` : '';
  const how = downloaded ? `fetched: ${megabytes(bytes)}${from}` : 'was there already, nothing was fetched';
  return [
    `${path}: ${how}; MD5 ${md5} is right`,
    `Licence and citation: ${noticePath}`,
    byDefault ? 'Used from now on where no --data is given.' : `Use it with --data ${path}`,
    '',
  ].join('\n');
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
