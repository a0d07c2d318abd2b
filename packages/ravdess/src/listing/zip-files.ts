import { close, type NoParamCallback, open, read } from 'node:fs';
import { promisify } from 'node:util';
import { inflateRaw } from 'node:zlib';
import {
  type Entry,
  fromRandomAccessReaderPromise,
  getFileNameLowLevel,
  RandomAccessReader,
  validateFileName,
  type ZipFile,
} from 'yauzl';
import { type CorpusFile, type CorpusFiles, type LeftOut, MAX_BYTES } from './corpus-files.js';
import { fingerprint } from './fingerprint.js';

/**
 * The files of a zip archive, read in place: yauzl reads the directory and finds an entry's bytes, any entry at any
 * time and several at once; one descriptor stays open until `close`, and an open descriptor does not keep a process
 * from ending.
 *
 * @param path The archive.
 * @param size Its size in bytes.
 * @throws What the file system says, or yauzl's Error when the directory cannot be read to its end.
 */
export async function zipFiles(path: string, size: number): Promise<CorpusFiles> {
  const descriptor = await promisify(open)(path, 'r');
  const closeDescriptor = () => promisify(close)(descriptor);
  try {
    const reader = new BoundedReader(descriptor, size);
    // yauzl's own checks of names and sizes would end the whole listing at the first bad entry: ours leave it out.
    const options = { autoClose: false, decodeStrings: false, validateEntrySizes: false };
    const zip = await fromRandomAccessReaderPromise(reader, size, options);
    const files: CorpusFile[] = [];
    const leftOut: LeftOut[] = [];
    for await (const entry of zip.eachEntry()) {
      // Without decodeStrings the raw bytes are all that yauzl gives.
      const name = getFileNameLowLevel(entry.generalPurposeBitFlag, entry.fileNameRaw, entry.extraFields, false);
      const badName = validateFileName(name);
      if (badName) leftOut.push({ name, reason: badName });
      else if (!name.endsWith('/')) files.push(zipFile(zip, reader, entry, name));
    }
    return { files, leftOut, close: closeDescriptor };
  } catch (error) {
    await closeDescriptor();
    throw error;
  }
}

function zipFile(zip: ZipFile, reader: BoundedReader, entry: Entry, path: string): CorpusFile {
  const { compressedSize, uncompressedSize } = entry;
  return {
    path,
    problem: problemOf(entry),
    fingerprint: async () => fingerprint(uncompressedSize, entry.crc32),
    async bytes() {
      const { fileDataStart } = await zip.readLocalFileHeaderPromise(entry, { minimal: true });
      // Not from Buffer's pool, so that the samples lie at an even place in memory.
      const packed = Buffer.allocUnsafeSlow(compressedSize);
      await reader.fill(packed, fileDataStart);
      return entry.compressionMethod === STORED ? packed : inflate(packed, uncompressedSize);
    },
  };
}

const STORED = 0;
const DEFLATED = 8;
const SYMBOLIC_LINK = 0o120000;

/** Why an entry cannot be read, as far as the archive's directory tells. */
function problemOf(entry: Entry): string | undefined {
  const { compressionMethod, compressedSize, uncompressedSize } = entry;
  if (entry.isEncrypted()) return 'encrypted';
  if (((entry.externalFileAttributes >>> 16) & 0o170000) === SYMBOLIC_LINK) return 'a symbolic link';
  if (compressionMethod !== STORED && compressionMethod !== DEFLATED) {
    return `compression method must be ${STORED} or ${DEFLATED}; received ${compressionMethod}`;
  }
  if (!(Math.max(compressedSize, uncompressedSize) <= MAX_BYTES)) {
    return `${Math.max(compressedSize, uncompressedSize)} bytes are more than the ${MAX_BYTES} that are read`;
  }
  if (compressionMethod === STORED && compressedSize !== uncompressedSize) {
    return `stored in ${compressedSize} bytes, but ${uncompressedSize} bytes long`;
  }
  return undefined;
}

/** Unpacks to at most the size that the directory declares, which bounds what a bomb can do. */
function inflate(packed: Buffer, size: number): Promise<Buffer> {
  // One chunk for the usual recording saves the trips between threads; a declared size may still be a lie.
  const chunkSize = Math.min(Math.max(size, 2 ** 10), 2 ** 20);
  return promisify<Buffer, object, Buffer>(inflateRaw)(packed, { maxOutputLength: Math.max(size, 1), chunkSize });
}

/**
 * Reads within a file's bounds. yauzl's own reader hands any place that a hostile archive names to `fs.read`, which
 * throws for some of them where nobody can catch it.
 */
class BoundedReader extends RandomAccessReader {
  constructor(
    private readonly descriptor: number,
    private readonly size: number,
  ) {
    super();
  }

  override read(buffer: Buffer, offset: number, length: number, position: number, callback: NoParamCallback): void {
    if (!(position >= 0 && position + length <= this.size)) {
      setImmediate(callback, new Error(`bytes ${position} to ${position + length} of ${this.size} do not exist`));
      return;
    }
    read(this.descriptor, buffer, offset, length, position, (error, bytesRead) => {
      if (error) callback(error);
      else if (bytesRead === 0 && length > 0) callback(new Error('the archive was cut while it was read'));
      else if (bytesRead < length)
        this.read(buffer, offset + bytesRead, length - bytesRead, position + bytesRead, callback);
      else callback(null);
    });
  }

  fill(buffer: Buffer, position: number): Promise<void> {
    return new Promise((resolve, reject) => {
      this.read(buffer, 0, buffer.length, position, (error) => (error ? reject(error) : resolve()));
    });
  }
}
