import { type UnzipFileInfo, unzipSync } from 'fflate';
import type { GivenFile } from './given-file.js';

/** Bytes of an archive, which stays in memory as it is: the speech of RAVDESS has 208 MB. */
const largestArchive = 2 ** 29;
/** Bytes of one file in it, unpacked: what an archive promises is what it costs. */
const largestEntry = 2 ** 27;
const mostEntries = 10_000;

/**
 * Puts what is in zip archives in their place. Each file is unpacked when it is read, and not kept.
 *
 * @throws Error that names the archive and what is wrong with it.
 */
export async function unpackZips(files: GivenFile[]): Promise<GivenFile[]> {
  const all = await Promise.all(files.map((file) => (/\.zip$/i.test(file.name) ? entriesOf(file) : [file])));
  return all.flat();
}

async function entriesOf(archive: GivenFile): Promise<GivenFile[]> {
  const fail = (problem: string, cause?: unknown) => new Error(`${archive.name}: ${problem}`, { cause });
  if (archive.size > largestArchive) {
    throw fail(`an archive must be of at most ${megabytes(largestArchive)}; received ${megabytes(archive.size)}`);
  }
  const bytes = await archive.read();
  const entries: UnzipFileInfo[] = [];
  unpack(({ name, ...info }) => {
    if (!/\/$|(^|\/)(\.|__MACOSX\/)/.test(name)) entries.push({ name, ...info });
    return false;
  });
  if (entries.length === 0) throw fail('there is no file in this archive');
  if (entries.length > mostEntries) {
    throw fail(`an archive must hold at most ${mostEntries} files; received ${entries.length}`);
  }

  return entries.map(({ name: path, originalSize }) => ({
    path,
    name: path.slice(path.lastIndexOf('/') + 1),
    size: originalSize,
    async read() {
      if (originalSize > largestEntry) {
        throw fail(`${path} must be of at most ${megabytes(largestEntry)}; received ${megabytes(originalSize)}`);
      }
      return unpack(({ name }) => name === path)[path];
    },
  }));

  function unpack(filter: (file: UnzipFileInfo) => boolean): Record<string, Uint8Array> {
    try {
      return unzipSync(bytes, { filter });
    } catch (cause) {
      throw fail(`not a zip archive that can be read (${(cause as Error).message})`, cause);
    }
  }
}

function megabytes(bytes: number): string {
  return `${Math.ceil(bytes / 2 ** 20)} MB`;
}
