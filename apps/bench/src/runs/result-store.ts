import { mkdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { TrialResult } from '../compute/trial-result.js';
import { CommandError } from '../terminal/command-error.js';
import { writeWhole } from '../terminal/write-whole.js';

/** Results on disk, one file a trial, named by its key. */
export interface ResultStore {
  /** The folder. */
  directory: string;
  /** The result of a key, or undefined where there is none or the file is damaged: then it is computed again. */
  read(key: string): Promise<TrialResult | undefined>;
  /** Writes a result whole or not at all. */
  write(result: TrialResult): Promise<void>;
  /** Writes another file of the folder, whole or not at all; the path is relative to it. */
  writeFile(path: string, content: string): Promise<void>;
  /** Where a trial's trained model belongs. */
  modelDirectory(key: string): string;
}

/**
 * Opens, and where needed makes, a folder of results.
 *
 * @throws CommandError when the folder cannot be made or written.
 */
export async function openResultStore(directory: string): Promise<ResultStore> {
  const trials = join(directory, 'trials');
  await orUnwritable(mkdir(trials, { recursive: true }));
  return {
    directory,
    read: (key) => readResult(directory, key),
    async write(result) {
      await orUnwritable(writeWhole(join(trials, `${result.key}.json`), `${JSON.stringify(result)}\n`));
    },
    async writeFile(path, content) {
      await orUnwritable(mkdir(dirname(join(directory, path)), { recursive: true }));
      await orUnwritable(writeWhole(join(directory, path), content));
    },
    modelDirectory: (key) => join(directory, 'models', key),
  };

  async function orUnwritable<T>(work: Promise<T>): Promise<T> {
    try {
      return await work;
    } catch (error) {
      throw new CommandError(`${directory}: cannot write results there: ${(error as Error).message}`, 1, {
        cause: error,
      });
    }
  }
}

/** Reads a result; undefined where there is none or the file is damaged. */
export async function readResult(directory: string, key: string): Promise<TrialResult | undefined> {
  try {
    const result = JSON.parse(await readFile(join(directory, 'trials', `${key}.json`), 'utf8')) as TrialResult;
    return result.key === key && Array.isArray(result.predictions) ? result : undefined;
  } catch {
    return undefined;
  }
}
