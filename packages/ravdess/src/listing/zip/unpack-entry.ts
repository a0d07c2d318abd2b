import { promisify } from 'node:util';
import { inflateRaw } from 'node:zlib';
import type { BoundedReader } from './bounded-reader.js';
import { HEADER_BYTES, localHeader } from './local-header.js';
import { STORED, type ZipEntry } from './zip-entry.js';

const inflate = promisify<Buffer, object, Buffer>(inflateRaw);

// Of a name and what else stands in front of a content; where there is more, it is read once again.
const USUAL_EXTRA_BYTES = 256;

/**
 * The content of an entry, unpacked on one of Node's own threads to at most the size that the archive declares, which
 * bounds what a bomb can do.
 *
 * @throws Error when the archive has no such entry or its bytes cannot be unpacked; what the file system says.
 */
export async function unpackEntry(reader: BoundedReader, entry: ZipEntry): Promise<Buffer> {
  const packed = await packedBytes(reader, entry);
  // A copy begins at an even place in memory, where samples can be read from as they lie.
  if (entry.method === STORED) return Buffer.from(Uint8Array.from(packed).buffer);
  // One piece with a byte to spare, so that the thread comes back once: a full piece would send it for another.
  const chunkSize = Math.max(entry.size + 1, 64);
  return inflate(packed, { maxOutputLength: Math.max(entry.size, 1), chunkSize });
}

async function packedBytes(reader: BoundedReader, { headerAt, packedSize }: ZipEntry): Promise<Buffer> {
  const length = HEADER_BYTES + Math.min(USUAL_EXTRA_BYTES + packedSize, reader.size - headerAt - HEADER_BYTES);
  const bytes = Buffer.allocUnsafeSlow(Math.max(length, HEADER_BYTES));
  await reader.fill(bytes, headerAt);
  const header = localHeader(bytes);
  if (!header) throw new Error(`there is no entry at byte ${headerAt}`);
  const { contentAt } = header;
  if (contentAt + packedSize <= bytes.length) return bytes.subarray(contentAt, contentAt + packedSize);
  const packed = Buffer.allocUnsafeSlow(packedSize);
  await reader.fill(packed, headerAt + contentAt);
  return packed;
}
