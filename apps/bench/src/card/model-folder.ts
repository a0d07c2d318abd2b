import { randomUUID } from 'node:crypto';
import { cp, mkdir, mkdtemp, readdir, rename, rm, rmdir, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { CommandError } from '../terminal/command-error.js';

/**
 * Sees to it that a folder may be written: none is there yet, or an empty one, or, with `force`, a model's.
 *
 * @throws CommandError where something would be lost.
 */
export async function requireFree(folder: string, force: boolean): Promise<void> {
  const files = await readdir(folder).catch((error: NodeJS.ErrnoException): string[] => {
    if (error.code === 'ENOENT') return [];
    throw new CommandError(`-o: expected a folder to make; ${folder}: ${error.message}`, 2, { cause: error });
  });
  if (files.length === 0) return requireWritable(folder);
  // Whatever else it may be (somebody's home), it is not replaced.
  if (!files.includes('aver.json')) {
    throw new CommandError(`-o: expected a new folder, or that of a model; ${folder} holds something else`, 2);
  }
  if (!force) throw new CommandError(`-o: expected a new folder; ${folder} holds a model (--force replaces it)`, 2);
  return requireWritable(folder);
}

/** Said before hours of training, not after. */
async function requireWritable(folder: string): Promise<void> {
  try {
    await mkdir(dirname(folder), { recursive: true });
    // By trying: permissions alone do not tell of every file system.
    await rmdir(await mkdtemp(`${folder}.`));
  } catch (error) {
    throw new CommandError(`${folder}: cannot write a model there: ${(error as Error).message}`, 1, { cause: error });
  }
}

/**
 * Writes a model's folder whole: beside its place, and then renamed to it. What was there is removed last.
 *
 * @param folder The place, free or to be replaced; see `requireFree`.
 * @param model Folder of the saved model.
 * @param files What is put beside the model's files, by name.
 * @throws CommandError when it cannot be written.
 */
export async function writeModelFolder(folder: string, model: string, files: Record<string, string>): Promise<void> {
  const beside = (purpose: string) => join(dirname(folder), `.${basename(folder)}.${randomUUID()}.${purpose}`);
  const [made, old] = [beside('new'), beside('old')];
  try {
    await cp(model, made, { recursive: true });
    for (const [name, content] of Object.entries(files)) await writeFile(join(made, name), content);
    const replaced = await rename(folder, old).then(
      () => true,
      (error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return false;
        throw error;
      },
    );
    await rename(made, folder).catch(async (error) => {
      if (replaced) await rename(old, folder);
      throw error;
    });
    await rm(old, { recursive: true, force: true });
  } catch (error) {
    await rm(made, { recursive: true, force: true }).catch(() => {});
    throw new CommandError(`${folder}: cannot write the model there: ${(error as Error).message}`, 1, { cause: error });
  }
}
