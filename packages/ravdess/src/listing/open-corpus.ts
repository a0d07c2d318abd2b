import { open, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { RavdessError } from '../ravdess-error.js';
import type { CorpusFiles, LeftOut, Problem } from './corpus-files.js';
import { folderFiles } from './folder-files.js';
import { problemOf, reasonOf } from './reason-of.js';
import { zipFiles } from './zip-files.js';

/**
 * The files of folders and zip archives, with those of the archives in them: of the two official archives side by side
 * in a folder, or together in another archive. What an archive in a second archive holds is not looked for.
 *
 * An archive that cannot be read beside something that can is left out, and named.
 *
 * @param paths One or more; of several, each file's path begins with the name of its folder or archive.
 * @throws RavdessError as for one path; `ARCHIVE_DAMAGED` only where nothing else can be read.
 */
export async function openCorpora(paths: readonly string[]): Promise<CorpusFiles> {
  const parts: CorpusFiles[] = [];
  const leftOut: LeftOut[] = [];
  const close = async () => {
    for (const part of parts) await part.close();
  };
  try {
    let damaged: RavdessError | undefined;
    for (const path of paths) {
      try {
        const part = await openCorpus(path);
        parts.push(part);
        if (paths.length > 1) prefix(part, basename(path));
      } catch (error) {
        if (!(error instanceof RavdessError && error.code === 'ARCHIVE_DAMAGED')) throw error;
        damaged ??= error;
        leftOut.push({ name: basename(path), code: error.code, reason: error.message.slice(`${path}: `.length) });
      }
    }
    for (const archive of parts.flatMap(({ archives }) => archives)) {
      try {
        const part = await archive.open();
        parts.push(part);
        for (const { path } of part.archives) {
          leftOut.push({
            name: `${archive.path}/${path}`,
            code: 'ZIP_UNSUPPORTED',
            reason: 'an archive in an archive of the corpus',
          });
        }
        prefix(part, archive.path);
        for (const file of part.files) file.archive = archive.path;
      } catch (error) {
        leftOut.push({ name: archive.path, ...archiveProblem(error) });
      }
    }
    const files = parts.flatMap((part) => part.files);
    if (damaged && files.length === 0) throw damaged;
    return { files, archives: [], leftOut: [...leftOut, ...parts.flatMap((part) => part.leftOut)], close };
  } catch (error) {
    await close();
    throw error;
  }
}

function prefix(part: CorpusFiles, name: string): void {
  for (const one of [...part.files, ...part.archives]) one.path = `${name}/${one.path}`;
  for (const one of part.leftOut) if (one.name !== basename(name)) one.name = `${name}/${one.name}`;
}

function archiveProblem(error: unknown): Problem {
  const problem = problemOf(error);
  if (problem.code !== 'CONTENT_DAMAGED') return problem;
  return { code: 'ARCHIVE_DAMAGED', reason: `the archive cannot be read (${problem.reason})` };
}

/**
 * The files of a folder or a zip archive.
 *
 * @param path Either.
 * @throws RavdessError `NOT_FOUND`, `UNREADABLE`, `NOT_A_CORPUS` when it is neither, `ARCHIVE_DAMAGED` when it starts
 * like an archive but its directory cannot be read.
 */
async function openCorpus(path: string): Promise<CorpusFiles> {
  try {
    const found = await stat(path);
    if (found.isDirectory()) return await folderFiles(path);
    if (!found.isFile()) throw notACorpus(path, 'something that is neither file nor folder');
    return await zipFiles(path);
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
