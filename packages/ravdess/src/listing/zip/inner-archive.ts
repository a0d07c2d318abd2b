import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createInflateRaw } from 'node:zlib';
import { RavdessError } from '../../ravdess-error.js';
import type { BoundedReader } from './bounded-reader.js';
import { HEADER_BYTES, localHeader } from './local-header.js';
import { STORED, type ZipEntry } from './zip-entry.js';

/** No corpus's archive comes near; what claims to be larger is not unpacked. */
const MAX_ARCHIVE_BYTES = 4 * 2 ** 30;
/** An archive of recordings hardly shrinks in another: what grows more is a bomb. */
const MAX_GROWTH = 20;
const WINDOW_BYTES = 2 ** 20;

/** Where an archive within an archive lies. */
export type InnerPlace =
  | { kind: 'part'; reader: BoundedReader }
  | { kind: 'file'; path: string; remove(): Promise<void> };

/**
 * Makes an archive within an archive readable: where it is stored as it is, it is read in place; else it is unpacked
 * into a file of its own in the system's folder for such, piece by piece.
 *
 * @throws RavdessError `TOO_LARGE` when it is larger than 4 GiB or would grow more than 20 times.
 * @throws Error when the archive has no such entry or its bytes cannot be unpacked; what the file system says.
 */
export async function innerPlace(reader: BoundedReader, entry: ZipEntry): Promise<InnerPlace> {
  const { headerAt, packedSize, size, method } = entry;
  if (!(size <= MAX_ARCHIVE_BYTES && size <= MAX_GROWTH * Math.max(packedSize, 1))) {
    const most = `at most ${MAX_ARCHIVE_BYTES}, and ${MAX_GROWTH} times its ${packedSize} packed ones`;
    throw new RavdessError('TOO_LARGE', `an archive of ${size} bytes within the archive, where ${most}, are unpacked`);
  }
  const bytes = Buffer.alloc(HEADER_BYTES);
  await reader.fill(bytes, headerAt);
  const header = localHeader(bytes);
  if (!header) throw new Error(`there is no entry at byte ${headerAt}`);
  const packed = reader.part(headerAt + header.contentAt, packedSize);
  if (method === STORED) return { kind: 'part', reader: packed };
  const folder = await mkdtemp(join(tmpdir(), 'aver-archive-'));
  const remove = () => rm(folder, { recursive: true, force: true });
  try {
    const path = join(folder, 'inner.zip');
    await pipeline(Readable.from(windows(packed)), createInflateRaw(), atMost(size), createWriteStream(path));
    return { kind: 'file', path, remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

async function* windows(reader: BoundedReader): AsyncGenerator<Buffer> {
  for (let position = 0; position < reader.size; position += WINDOW_BYTES) {
    const window = Buffer.alloc(Math.min(WINDOW_BYTES, reader.size - position));
    await reader.fill(window, position);
    yield window;
  }
}

/** Passes on no more than an archive says that there is. */
function atMost(size: number) {
  return async function* (chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    let total = 0;
    for await (const chunk of chunks) {
      total += chunk.length;
      if (total > size) throw new Error(`more than the ${size} bytes that the archive declares`);
      yield chunk;
    }
  };
}
