import { open, stat } from 'node:fs/promises';
import { RavdessError } from '../ravdess-error.js';
import type { CorpusFiles } from './corpus-files.js';
import { folderFiles } from './folder-files.js';
import { reasonOf } from './reason-of.js';
import { zipFiles } from './zip-files.js';

/**
 * The files of a folder or a zip archive.
 *
 * @param path Either.
 * @throws RavdessError `NOT_FOUND`, `UNREADABLE`, `NOT_A_CORPUS` when it is neither, `ARCHIVE_DAMAGED` when it starts
 * like an archive but its directory cannot be read.
 */
export async function openCorpus(path: string): Promise<CorpusFiles> {
  try {
    const found = await stat(path);
    if (found.isDirectory()) return await folderFiles(path);
    if (!found.isFile()) throw notACorpus(path, 'something that is neither file nor folder');
    return await zipFiles(path, found.size);
  } catch (cause) {
    if (cause instanceof RavdessError) throw cause;
    const { code, syscall } = cause as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') {
      throw new RavdessError('NOT_FOUND', `${path}: expected a folder or zip archive; it does not exist`, {
        input: path,
        cause,
      });
    }
    if (syscall || code === 'ERR_INVALID_ARG_VALUE') {
      throw new RavdessError(
        'UNREADABLE',
        `${path}: expected a readable folder or zip archive; it ${reasonOf(cause)}`,
        {
          input: path,
          cause,
        },
      );
    }
    if (!(await startsLikeZip(path))) throw notACorpus(path, 'a file of another kind', cause);
    throw new RavdessError(
      'ARCHIVE_DAMAGED',
      `${path}: the zip archive is damaged or was cut; neither its directory nor any entry can be read ` +
        `(${reasonOf(cause)}); fetch it again`,
      { input: path, cause },
    );
  }
}

function notACorpus(path: string, received: string, cause?: unknown): RavdessError {
  return new RavdessError('NOT_A_CORPUS', `${path}: expected a folder or zip archive; received ${received}`, {
    input: path,
    cause,
  });
}

async function startsLikeZip(path: string): Promise<boolean> {
  const handle = await open(path);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(2), 0, 2, 0);
    return bytesRead === 2 && buffer.toString('latin1') === 'PK';
  } finally {
    await handle.close();
  }
}
