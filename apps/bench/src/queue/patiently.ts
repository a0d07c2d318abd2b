import { setTimeout as sleep } from 'node:timers/promises';

const attempts = 5;

/**
 * Does work with Redis that may be done twice, again where it fails: a transaction that is cut off in the middle by a
 * lost connection is an error, whereas a single command waits for the next connection.
 *
 * @throws Error of the last attempt.
 */
export async function patiently<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (attempt === attempts) throw error;
      await sleep(attempt * 500);
    }
  }
}
