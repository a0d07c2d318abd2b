import { CommandError } from '../terminal/command-error.js';

/** What the queue is made of: optional peers of the bench, which nothing else of it needs. */
export const queuePackages = ['bullmq@6', 'ioredis@6'];

/**
 * Loads code that works with the queue.
 *
 * @throws CommandError that says what to install, where the queue's packages are missing.
 */
export async function loadQueue<T>(load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code !== 'ERR_MODULE_NOT_FOUND' || !/'(bullmq|ioredis)'/.test(message)) throw error;
    throw new CommandError(
      `--queue: the packages that it needs are not installed; npm install ${queuePackages.join(' ')} (with -g where aver-bench was installed so)`,
      2,
      { cause: error },
    );
  }
}
