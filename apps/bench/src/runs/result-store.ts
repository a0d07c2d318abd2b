import { mkdir, readdir, readFile, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { TrialResult } from '../compute/trial-result.js';
import { CommandError } from '../terminal/command-error.js';
import { writeWhole } from '../terminal/write-whole.js';
import { resultProblem } from './result-problem.js';

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
  /** Where a trial's training is kept while it is under way. */
  unfinishedPath(key: string): string;
}

/**
 * Opens, and where needed makes, a folder of results.
 *
 * @throws CommandError when the folder cannot be made or written.
 */
export async function openResultStore(directory: string): Promise<ResultStore> {
  const trials = join(directory, 'trials');
  await orUnwritable(mkdir(trials, { recursive: true }));
  const unfinished = join(directory, 'unfinished');
  await removeForgotten(unfinished);
  return {
    directory,
    // Somebody's changes are not taken for results.
    read: (key) => readResult(directory, key).catch(() => undefined),
    async write(result) {
      await orUnwritable(writeWhole(join(trials, `${result.key}.json`), `${JSON.stringify(result)}\n`));
    },
    async writeFile(path, content) {
      await orUnwritable(mkdir(dirname(join(directory, path)), { recursive: true }));
      await orUnwritable(writeWhole(join(directory, path), content));
    },
    modelDirectory: (key) => join(directory, 'models', key),
    unfinishedPath: (key) => join(unfinished, `${key}.bin`),
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

/** Removes trainings that nobody went on with for a month: mostly those of code that has changed since. */
async function removeForgotten(folder: string): Promise<void> {
  const monthAgo = Date.now() - 30 * 24 * 3600 * 1000;
  for (const name of await readdir(folder).catch(() => [])) {
    const path = join(folder, name);
    const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Date.now() }));
    if (mtimeMs < monthAgo) await rm(path, { force: true }).catch(() => {});
  }
}

/** The file of a trial's result. */
export function resultPath(directory: string, key: string): string {
  return join(directory, 'trials', `${key}.json`);
}

/**
 * Reads a result.
 *
 * @returns Undefined where there is none, or only the beginning of one, as of a disk that was full.
 * @throws CommandError that names the file, where somebody changed it.
 */
export async function readResult(directory: string, key: string): Promise<TrialResult | undefined> {
  const path = resultPath(directory, key);
  let result: TrialResult;
  try {
    result = JSON.parse(await readFile(path, 'utf8'));
  } catch {
    return undefined;
  }
  const problem = resultProblem(result, key);
  if (problem) throw new CommandError(`${path}: expected the result of trial ${key}; ${problem}`, 2);
  return result;
}
