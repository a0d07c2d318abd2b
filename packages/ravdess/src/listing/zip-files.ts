import { close, fstat, open } from 'node:fs';
import { basename } from 'node:path';
import { promisify } from 'node:util';
import {
  type CorpusFile,
  type CorpusFiles,
  type InnerArchive,
  isArchiveName,
  type LeftOut,
  type Problem,
} from './corpus-files.js';
import { fingerprint } from './fingerprint.js';
import { reasonOf } from './reason-of.js';
import { BoundedReader } from './zip/bounded-reader.js';
import { directoryEntries } from './zip/directory-entries.js';
import { innerPlace } from './zip/inner-archive.js';
import { type Salvage, salvagedEntries } from './zip/salvaged-entries.js';
import { unpackEntry } from './zip/unpack-entry.js';
import { entryProblem, type ZipEntry } from './zip/zip-entry.js';

/**
 * The files of a zip archive, read in place, any at any time and several at once; one descriptor stays open until
 * `close`, and an open descriptor does not keep a process from ending.
 *
 * Of an archive whose directory cannot be read, those entries are listed that are there as a whole, and the archive
 * itself is among what is left out.
 *
 * Archives within the archive are listed apart.
 *
 * @param path The archive.
 * @throws What the file system says, or yauzl's Error when the directory cannot be read and no entry is left.
 */
export async function zipFiles(path: string): Promise<CorpusFiles> {
  const descriptor = await promisify(open)(path, 'r');
  const closeDescriptor = () => promisify(close)(descriptor);
  try {
    const { size } = await promisify(fstat)(descriptor);
    return { ...(await filesOf(new BoundedReader(descriptor, size), basename(path))), close: closeDescriptor };
  } catch (error) {
    await closeDescriptor();
    throw error;
  }
}

async function filesOf(reader: BoundedReader, name: string): Promise<Omit<CorpusFiles, 'close'>> {
  const leftOut: LeftOut[] = [];
  const entries = await directoryEntries(reader).catch(async (error) => {
    const salvage = await salvagedEntries(reader);
    if (salvage.entries.length === 0) throw error;
    leftOut.push({ name, code: 'ARCHIVE_DAMAGED', reason: damage(error, salvage) });
    return salvage.entries;
  });
  const files: CorpusFile[] = [];
  const archives: InnerArchive[] = [];
  for (const entry of entries) {
    const problem = entryProblem(entry);
    // Reported whatever it is: an archive with such a path in it is not to be trusted with anything.
    if (problem?.code === 'UNSAFE_PATH') leftOut.push({ name: entry.path, ...problem });
    else if (isArchiveName(entry.path) && (!problem || problem.code === 'TOO_LARGE')) {
      archives.push({ path: entry.path, open: () => openInner(reader, entry) });
    } else if (!entry.path.endsWith('/')) files.push(zipFile(reader, entry, problem));
  }
  return { files, archives, leftOut };
}

async function openInner(reader: BoundedReader, entry: ZipEntry): Promise<CorpusFiles> {
  const place = await innerPlace(reader, entry);
  if (place.kind === 'part') return { ...(await filesOf(place.reader, basename(entry.path))), close: async () => {} };
  try {
    const inner = await zipFiles(place.path);
    return { ...inner, close: () => inner.close().finally(place.remove) };
  } catch (error) {
    await place.remove();
    throw error;
  }
}

function zipFile(reader: BoundedReader, entry: ZipEntry, problem?: Problem): CorpusFile {
  return {
    path: entry.path,
    problem,
    fingerprint: async () => fingerprint(entry.size, entry.checksum),
    bytes: () => unpackEntry(reader, entry),
  };
}

function damage(error: unknown, { lostFrom }: Salvage): string {
  const lost = lostFrom === undefined ? 'none seems to be missing' : `what lay behind byte ${lostFrom} is missing`;
  return `its directory cannot be read (${reasonOf(error)}); its files were found one by one, and ${lost}`;
}
