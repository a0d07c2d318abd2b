import { type FileHandle, open, readdir, realpath, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { crc32 } from 'node:zlib';
import { RavdessError } from '../ravdess-error.js';
import {
  type CorpusFile,
  type CorpusFiles,
  type InnerArchive,
  isArchiveName,
  type LeftOut,
  MAX_BYTES,
} from './corpus-files.js';
import { fingerprint } from './fingerprint.js';
import { problemOf } from './reason-of.js';
import { zipFiles } from './zip-files.js';

/**
 * The files of a folder and of all folders in it.
 *
 * Links are followed, since corpora are often kept as links to one copy. Every real folder is visited once, and links
 * to folders come last, so that loops end and a file has its own path rather than a link's. A link to a folder around
 * the root is not followed: it would lead out to everything beside the corpus.
 *
 * @param root The folder.
 * @throws What the file system says when the root itself cannot be read.
 */
export async function folderFiles(root: string): Promise<CorpusFiles> {
  const files: CorpusFile[] = [];
  const archives: InnerArchive[] = [];
  const leftOut: LeftOut[] = [];
  const realRoot = await realpath(root);
  const visited = new Set<string>();
  const folders = [''];
  const linkedFolders: string[] = [];
  while (true) {
    const folder = folders.pop() ?? linkedFolders.pop();
    if (folder === undefined) break;
    try {
      const real = folder === '' ? realRoot : await realpath(join(root, folder));
      if (visited.has(real)) continue;
      if (real !== realRoot && realRoot.startsWith(real.endsWith(sep) ? real : real + sep)) {
        leftOut.push({ name: folder, code: 'LINK', reason: 'a link to a folder around the corpus' });
        continue;
      }
      visited.add(real);
      for (const entry of await readdir(join(root, folder), { withFileTypes: true })) {
        const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
        if (entry.isDirectory()) folders.push(path);
        else if (entry.isSymbolicLink() && (await leadsToFolder(join(root, path)))) linkedFolders.push(path);
        else if (isArchiveName(path)) archives.push({ path, open: () => zipFiles(join(root, path)) });
        else files.push(folderFile(root, path));
      }
    } catch (error) {
      if (folder === '') throw error;
      leftOut.push({ name: folder, ...problemOf(error) });
    }
  }
  return { files, archives, leftOut, close: async () => {} };
}

/** A link that leads nowhere counts as a file, which then cannot be read. */
async function leadsToFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}

function folderFile(root: string, path: string): CorpusFile {
  const location = join(root, path);
  return {
    path,
    fingerprint: () =>
      withFile(location, async (handle, size) => {
        const chunk = Buffer.allocUnsafe(Math.min(size, 2 ** 20));
        let checksum = 0;
        for (let done = 0; done < size; ) {
          const { bytesRead } = await handle.read(chunk, 0, Math.min(chunk.length, size - done), done);
          if (bytesRead === 0) throw new Error('the file was cut while it was read');
          checksum = crc32(chunk.subarray(0, bytesRead), checksum);
          done += bytesRead;
        }
        return fingerprint(size, checksum);
      }),
    bytes: () =>
      withFile(location, async (handle, size) => {
        const bytes = Buffer.allocUnsafeSlow(size);
        let done = 0;
        while (done < size) {
          const { bytesRead } = await handle.read(bytes, done, size - done, done);
          if (bytesRead === 0) break;
          done += bytesRead;
        }
        return bytes.subarray(0, done);
      }),
  };
}

/** Opens a regular file for a moment. Anything else, such as a pipe, could make the reader wait for ever. */
async function withFile<T>(location: string, use: (handle: FileHandle, size: number) => Promise<T>): Promise<T> {
  const found = await stat(location);
  if (!found.isFile()) throw new RavdessError('UNREADABLE', 'not a regular file');
  if (found.size > MAX_BYTES) {
    throw new RavdessError('TOO_LARGE', `${found.size} bytes are more than the ${MAX_BYTES} that are read`);
  }
  const handle = await open(location);
  try {
    return await use(handle, found.size);
  } finally {
    await handle.close();
  }
}
