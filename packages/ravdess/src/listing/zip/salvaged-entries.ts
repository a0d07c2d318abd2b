import { getFileNameLowLevel } from 'yauzl';
import { MAX_BYTES } from '../corpus-files.js';
import type { BoundedReader } from './bounded-reader.js';
import { HEADER_BYTES, localHeader } from './local-header.js';
import type { ZipEntry } from './zip-entry.js';

/** What is left of an archive whose directory cannot be read. */
export interface Salvage {
  /** The entries that are there as a whole. */
  entries: ZipEntry[];
  /** From which byte on nothing could be found; undefined when the entries reach to the directory. */
  lostFrom?: number;
}

const DESCRIPTOR = 0x08074b50;
// What follows the last entry: the directory, its end, or the record about encryption before it.
const AFTER_ENTRIES = [0x02014b50, 0x06054b50, 0x06064b50, 0x08064b50];
const WINDOW_BYTES = 2 ** 20;

/**
 * Finds entries by the header that each has in front of it, from the file's beginning on: of a download that was cut
 * the directory, which comes last, is the first thing to be missing.
 *
 * Takes at most one pass over the file. Not found is what comes behind the first entry that is itself damaged, and
 * entries of 4 GiB and more.
 */
export async function salvagedEntries(reader: BoundedReader): Promise<Salvage> {
  const entries: ZipEntry[] = [];
  let position = 0;
  while (true) {
    const found = await entryAt(reader, position);
    if (found === 'end') return { entries };
    if (found === 'lost') return { entries, lostFrom: position };
    entries.push(found.entry);
    position = found.end;
  }
}

async function entryAt(
  reader: BoundedReader,
  position: number,
): Promise<{ entry: ZipEntry; end: number } | 'end' | 'lost'> {
  const bytes = await bytesAt(reader, position, HEADER_BYTES);
  if (bytes.length >= 4 && AFTER_ENTRIES.includes(bytes.readUInt32LE(0))) return 'end';
  const header = localHeader(bytes);
  if (!header) return 'lost';
  const { flags, method, nameBytes } = header;
  const start = position + header.contentAt;
  const name = await bytesAt(reader, position + HEADER_BYTES, nameBytes);
  // Who writes to a pipe knows sizes and checksum afterwards only, and says so behind the content.
  const hasDescriptor = (flags & 8) !== 0;
  const sizes = hasDescriptor ? await descriptorFrom(reader, start) : header.sizes;
  if (!sizes) return 'lost';
  const packedSize = sizes.readUInt32LE(4);
  const end = start + packedSize + (hasDescriptor ? 16 : 0);
  if (end > reader.size) return 'lost';
  const entry: ZipEntry = {
    path: getFileNameLowLevel(flags, name, [], false),
    method,
    checksum: sizes.readUInt32LE(0),
    packedSize,
    size: sizes.readUInt32LE(8),
    isEncrypted: (flags & 1) !== 0,
    isLink: false, // Only the directory tells; a link's target is no WAV file.
    headerAt: position,
  };
  return { entry, end };
}

/** Checksum, packed size and size behind a content: the first place that says how far it is from the start. */
async function descriptorFrom(reader: BoundedReader, start: number): Promise<Buffer | undefined> {
  const signature = Buffer.alloc(4);
  signature.writeUInt32LE(DESCRIPTOR);
  for (let offset = 0; offset <= MAX_BYTES; offset += WINDOW_BYTES) {
    // 15 bytes more, for a descriptor that begins at the window's end.
    const window = await bytesAt(reader, start + offset, WINDOW_BYTES + 15);
    let at = window.indexOf(signature);
    for (; at >= 0 && at + 16 <= window.length; at = window.indexOf(signature, at + 1)) {
      if (window.readUInt32LE(at + 8) === offset + at) return window.subarray(at + 4, at + 16);
    }
    if (window.length < WINDOW_BYTES) return undefined;
  }
  return undefined;
}

/** Fewer bytes than asked for where the file ends. */
async function bytesAt(reader: BoundedReader, position: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(Math.max(0, Math.min(length, reader.size - position)));
  await reader.fill(bytes, Math.min(position, reader.size));
  return bytes;
}
