import { crc32 } from 'node:zlib';
import { RavdessError } from '../ravdess-error.js';
import { readAudio } from '../wav/read-audio.js';
import type { Sound } from '../wav/sound-problem.js';
import type { CorpusFile, CorpusFiles } from './corpus-files.js';
import { fingerprint } from './fingerprint.js';
import { limitConcurrency } from './limit-concurrency.js';
import { problemOf } from './reason-of.js';

/** Reads recordings until it is closed. */
export interface CorpusReader {
  /** Decodes a file whose content still has the fingerprint with which it was listed. */
  read(file: CorpusFile, listed: string): Promise<Sound>;
  /** Waits for the reads under way, then frees the corpus; a second call does nothing more. */
  close(): Promise<void>;
}

/**
 * A reader of a corpus that bounds how many files are in memory at a time, however many are asked for at once.
 *
 * @param corpus Closed by the reader.
 * @param limit How many files are read at a time.
 */
export function corpusReader(corpus: CorpusFiles, limit: number): CorpusReader {
  const limited = limitConcurrency(limit);
  const underWay = new Set<Promise<unknown>>();
  let closing: Promise<void> | undefined;
  return {
    async read(file, listed) {
      if (closing) {
        throw new RavdessError('CLOSED', `${file.path}: the corpus was closed before this read`, { input: file.path });
      }
      const reading = limited(() => decode(file, listed));
      underWay.add(reading);
      try {
        return await reading;
      } finally {
        underWay.delete(reading);
      }
    },
    close() {
      closing ??= Promise.allSettled(underWay).then(() => corpus.close());
      return closing;
    },
  };
}

async function decode(file: CorpusFile, listed: string): Promise<Sound> {
  const bytes = await file.bytes().catch((cause) => {
    const { code, reason } = problemOf(cause);
    throw new RavdessError(code, `${file.path}: ${reason}`, { input: file.path, cause });
  });
  const found = fingerprint(bytes.byteLength, crc32(bytes));
  if (found !== listed) {
    throw new RavdessError(
      'CONTENT_DAMAGED',
      `${file.path}: content must have the listed size and CRC-32, ${listed}; received ${found}`,
      { input: file.path },
    );
  }
  try {
    const { samples, sampleRate, cut } = readAudio(bytes);
    return { samples, sampleRate, ...(cut && { cut }) };
  } catch (cause) {
    if (!(cause instanceof RavdessError)) throw cause;
    throw new RavdessError(cause.code, `${file.path}: ${cause.message}`, { input: file.path, cause });
  }
}
