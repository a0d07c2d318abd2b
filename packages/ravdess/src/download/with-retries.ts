import { setTimeout as sleep } from 'node:timers/promises';
import { RavdessError } from '../ravdess-error.js';
import { TransferFailure } from './transfer-failure.js';

/** How long to go on against a bad network. */
export interface Patience {
  /** How many failures in a row end it. */
  attempts: number;
  /** How long to wait after the first failure; doubled after each further one. */
  firstWaitSeconds: number;
  /** After how long without a byte a transfer counts as dead. */
  idleSeconds: number;
}

/** Waits of 1, 2, 4, 8 and 16 seconds between six attempts. */
export const defaultPatience: Patience = { attempts: 6, firstWaitSeconds: 1, idleSeconds: 30 };

// A server that asks for more is not worth a waiting process.
const LONGEST_WAIT_SECONDS = 300;

export interface RetryOptions {
  patience: Patience;
  /** What the errors are about. */
  address: string;
  /** How much is done, from 0 to 1: a failure after another hundredth counts as the first in a row. */
  done: () => number;
  onRetry: (problem: string, waitSeconds: number) => void;
  signal?: AbortSignal;
}

/**
 * Runs a task until it succeeds, with a wait after every failure.
 *
 * @throws RavdessError (`DOWNLOAD_FAILED`) when a failure is permanent or the patience ends; the signal's reason when
 * it is aborted; any other error of the task as it is.
 */
export async function withRetries<T>(
  task: () => Promise<T>,
  { patience, address, done, onRetry, signal }: RetryOptions,
): Promise<T> {
  let failures = 0;
  let lastDone = done();
  while (true) {
    try {
      return await task();
    } catch (cause) {
      signal?.throwIfAborted();
      if (!(cause instanceof TransferFailure)) throw cause;
      if (done() - lastDone >= 0.01) failures = 0;
      lastDone = Math.max(lastDone, done());
      failures++;
      const wait = cause.waitSeconds ?? patience.firstWaitSeconds * 2 ** (failures - 1);
      const tooLong = wait > LONGEST_WAIT_SECONDS;
      if (cause.permanent || tooLong || failures >= patience.attempts) {
        const tries = failures > 1 ? `, ${failures} times in a row` : '';
        const later = tooLong ? ` and asks to come back in ${Math.ceil(wait / 60)} minutes` : '';
        throw new RavdessError('DOWNLOAD_FAILED', `${address}: ${cause.message}${tries}${later}`, {
          input: address,
          cause,
        });
      }
      onRetry(cause.message, wait);
      await sleep(wait * 1000, undefined, { signal }).catch(() => signal?.throwIfAborted());
    }
  }
}
