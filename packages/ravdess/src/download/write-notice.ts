import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ravdessNotice } from '../ravdess-notice.js';
import { diskError } from './disk-error.js';

/**
 * Keeps licence and citation beside the recordings.
 *
 * @param directory Made if missing.
 * @returns The notice's path.
 * @throws RavdessError (`UNWRITABLE`, `DISK_FULL`).
 */
export async function writeNotice(directory: string): Promise<string> {
  const path = join(directory, 'RAVDESS-LICENCE.txt');
  try {
    await mkdir(directory, { recursive: true });
    const found = await readFile(path, 'utf8').catch(() => undefined);
    if (found !== ravdessNotice) await writeFile(path, ravdessNotice);
    return path;
  } catch (cause) {
    throw diskError(cause, directory);
  }
}
