import { randomUUID } from 'node:crypto';
import { lstat, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ravdessNotice } from '../ravdess-notice.js';
import { diskError } from './disk-error.js';

/**
 * Keeps licence and citation beside the recordings. A link of that name, which someone else may have left in a shared
 * folder, is replaced and not followed.
 *
 * @param directory Made if missing.
 * @returns The notice's path.
 * @throws RavdessError (`UNWRITABLE`, `DISK_FULL`).
 */
export async function writeNotice(directory: string): Promise<string> {
  const path = join(directory, 'RAVDESS-LICENCE.txt');
  try {
    await mkdir(directory, { recursive: true });
    const there = await lstat(path).catch(() => undefined);
    if (there?.isFile() && (await readFile(path, 'utf8').catch(() => undefined)) === ravdessNotice) return path;
    const temporary = `${path}.${randomUUID()}.tmp`;
    try {
      await writeFile(temporary, ravdessNotice, { flag: 'wx' });
      await rename(temporary, path);
    } catch (error) {
      await rm(temporary, { force: true });
      throw error;
    }
    return path;
  } catch (cause) {
    throw diskError(cause, directory);
  }
}
