import { constants } from 'node:fs';
import { type FileHandle, open, rm, statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { RavdessError } from '../ravdess-error.js';
import type { ArchiveRecord } from './archive-record.js';
import { diskError } from './disk-error.js';
import type { HttpAnswer, HttpClient } from './http-client.js';
import { TransferFailure } from './transfer-failure.js';
import { type RetryOptions, withRetries } from './with-retries.js';

export interface DownloadOptions extends Omit<RetryOptions, 'done' | 'address'> {
  client: HttpClient;
  /** Called with how many of the file's bytes are on the disk, after every piece. */
  onBytes: (bytes: number) => void;
}

/**
 * Fills a part file until it has as many bytes as the record says; an existing one is gone on with.
 *
 * Whether they are the right bytes is not known before the whole file's checksum is taken. Every piece is written to
 * its own place in the file, so that two processes that fill the same one do no harm.
 *
 * @param part The part file.
 * @param record What to fetch.
 * @returns How many bytes were there at the beginning, and in how many answers the others came.
 * @throws RavdessError `DOWNLOAD_FAILED`, `DISK_FULL`, `UNWRITABLE`; the signal's reason.
 */
export async function downloadFile(
  part: string,
  record: ArchiveRecord,
  { client, onBytes, ...retrying }: DownloadOptions,
): Promise<{ resumedFrom: number; answers: number }> {
  const handle = await openPart(part);
  try {
    const { size } = await handle.stat();
    if (size > record.bytes) await handle.truncate(0);
    const resumedFrom = size > record.bytes ? 0 : size;
    await requireSpace(part, record.bytes - resumedFrom);
    const addresses = [...record.addresses];
    let position = resumedFrom;
    let answers = 0;
    const onPiece = (end: number) => {
      position = end;
      onBytes(end);
    };
    const task = async () => {
      while (position < record.bytes) {
        try {
          answers++;
          await receive(addresses[0], { client, handle, part, position, bytes: record.bytes, onPiece });
        } catch (error) {
          // Another address of the same file may do where this one never will.
          if (!(error instanceof TransferFailure && error.permanent && addresses.length > 1)) throw error;
          addresses.shift();
        }
      }
    };
    const done = () => position / record.bytes;
    await withRetries(task, { ...retrying, address: record.addresses[0], done });
    await handle.sync().catch((cause) => {
      throw diskError(cause, part);
    });
    return { resumedFrom, answers };
  } finally {
    await handle.close();
  }
}

/** For reading and writing, made if missing, kept as it is if not; a link of its name is replaced and not followed. */
async function openPart(part: string): Promise<FileHandle> {
  // Windows has no such flag, and no links that anyone may make.
  return open(part, constants.O_RDWR | (constants.O_NOFOLLOW ?? 0))
    .catch(async ({ code }: NodeJS.ErrnoException) => {
      if (code === 'ELOOP') await rm(part);
      return open(part, 'wx+');
    })
    .catch((cause) => {
      throw diskError(cause, part);
    });
}

interface Receiving {
  client: HttpClient;
  handle: FileHandle;
  part: string;
  /** From where on bytes are missing. */
  position: number;
  /** Of the whole file. */
  bytes: number;
  onPiece: (end: number) => void;
}

/** One request for what is missing; ends when the file is whole. */
async function receive(address: string, { client, handle, part, position, bytes, onPiece }: Receiving): Promise<void> {
  const headers = position > 0 ? { range: `bytes=${position}-` } : undefined;
  const answer = await client.get(address, headers);
  let at = answer.status === 206 ? requireRange(answer, position, bytes) : 0;
  if (answer.status === 416) {
    onPiece(0);
    throw new TransferFailure(`the server has no byte ${position}, although the record says ${bytes}`);
  }
  const announced = answer.header('content-length');
  if (announced !== null && Number(announced) !== bytes - at) {
    throw new TransferFailure(`the server announces ${announced} bytes in place of ${bytes - at}`);
  }
  onPiece(at);
  for await (const piece of answer.pieces()) {
    // Whatever a server sends beyond the file's end is not written.
    const wanted = Math.min(piece.length, bytes - at);
    await handle.write(piece, 0, wanted, at).catch((cause) => {
      throw diskError(cause, part);
    });
    at += wanted;
    onPiece(at);
    if (at === bytes) return;
  }
  throw new TransferFailure(`the connection ended after ${at} of ${bytes} bytes`);
}

/** The place of a partial answer's first byte, which must be the one that was asked for. */
function requireRange(answer: HttpAnswer, position: number, bytes: number): number {
  const range = answer.header('content-range');
  const [, start, total] = /^bytes (\d+)-\d+\/(\d+|\*)$/.exec(range ?? '') ?? [];
  if (Number(start) !== position || (total !== '*' && Number(total) !== bytes)) {
    throw new TransferFailure(`the server answered with range ${range} when asked for byte ${position} of ${bytes}`);
  }
  return position;
}

async function requireSpace(part: string, missing: number): Promise<void> {
  const { bavail, bsize, blocks } = await statfs(dirname(part));
  const free = bavail * bsize;
  // A file system that reports no size at all does not know.
  if (blocks > 0 && free < missing) {
    throw new RavdessError('DISK_FULL', `${part}: ${missing} more bytes must fit on the disk; ${free} are free`, {
      input: part,
    });
  }
}
