import type { NoParamCallback } from 'node:fs';
import { type Entry, fromRandomAccessReaderPromise, getFileNameLowLevel, RandomAccessReader } from 'yauzl';
import type { BoundedReader } from './bounded-reader.js';
import type { ZipEntry } from './zip-entry.js';

/**
 * The entries of an archive's directory, as yauzl reads it.
 *
 * @throws What the file system says, or yauzl's Error when the directory cannot be read to its end.
 */
export async function directoryEntries(reader: BoundedReader): Promise<ZipEntry[]> {
  // yauzl's own checks of names and sizes would end the whole listing at the first bad entry: ours leave it out.
  const options = { autoClose: false, decodeStrings: false, validateEntrySizes: false };
  const zip = await fromRandomAccessReaderPromise(new WindowReader(reader), reader.size, options);
  const entries: ZipEntry[] = [];
  for await (const entry of zip.eachEntry()) entries.push(zipEntry(entry));
  return entries;
}

const FILE_KIND = 0o170000;
const SYMBOLIC_LINK = 0o120000;

function zipEntry(entry: Entry): ZipEntry {
  return {
    // Without decodeStrings the raw bytes are all that yauzl gives.
    path: getFileNameLowLevel(entry.generalPurposeBitFlag, entry.fileNameRaw, entry.extraFields, false),
    method: entry.compressionMethod,
    checksum: entry.crc32,
    packedSize: entry.compressedSize,
    size: entry.uncompressedSize,
    isEncrypted: entry.isEncrypted(),
    isLink: ((entry.externalFileAttributes >>> 16) & FILE_KIND) === SYMBOLIC_LINK,
    headerAt: entry.relativeOffsetOfLocalHeader,
  };
}

const WINDOW_BYTES = 2 ** 18;

/** Reads a quarter of a mebibyte at a time: yauzl asks for the directory in two small pieces per entry. */
class WindowReader extends RandomAccessReader {
  private window: Buffer = Buffer.alloc(0);
  private windowAt = 0;

  constructor(private readonly reader: BoundedReader) {
    super();
  }

  override read(buffer: Buffer, offset: number, length: number, position: number, callback: NoParamCallback): void {
    this.load(position, length).then(() => {
      const start = position - this.windowAt;
      this.window.copy(buffer, offset, start, start + length);
      callback(null);
    }, callback);
  }

  private async load(position: number, length: number): Promise<void> {
    if (position >= this.windowAt && position + length <= this.windowAt + this.window.length) return;
    const window = Buffer.allocUnsafe(Math.max(length, Math.min(WINDOW_BYTES, this.reader.size - position)));
    await this.reader.fill(window, position);
    this.window = window;
    this.windowAt = position;
  }
}
