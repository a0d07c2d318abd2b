import { createHash } from 'node:crypto';
import { mkdir, readFile, utimes } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { ModelInputSpec } from '@aver/spectrogram';
import envPaths from 'env-paths';
import { inputsBuild } from '../compute/build.js';
import type { InputTable } from '../compute/input-table.js';
import { hashOf } from '../compute/trial-key.js';
import { writeWhole } from '../terminal/write-whole.js';
import type { LeftOut } from './data-source.js';

/** A table on disk, with what could not be used when it was made. */
export interface CachedInputs {
  table: InputTable;
  leftOut: LeftOut[];
  /** Of all recordings, Hz; absent where they differ. */
  sampleRate?: number;
}

/** Where computed inputs and fetched archives are kept: the platform's cache folder, or AVER_CACHE. */
export function cacheDirectory(): string {
  return process.env.AVER_CACHE || envPaths('aver', { suffix: '' }).cache;
}

/** The folder of computed inputs. */
export function inputsDirectory(): string {
  return join(cacheDirectory(), 'inputs');
}

/**
 * The file of a table: named by the recordings, the input and the code that makes inputs, since it depends on all three
 * and on nothing else.
 */
export function inputCachePath(fingerprint: string, spec: ModelInputSpec): string {
  return join(inputsDirectory(), `${hashOf({ fingerprint, spec, build: inputsBuild })}.bin`);
}

/**
 * Writes a table: a line with the SHA-256 of all that follows, a line of JSON, and the values.
 *
 * @throws Error of the file system when the folder cannot be written; then nothing is left there.
 */
export async function writeInputs(path: string, { table, leftOut, sampleRate }: CachedInputs): Promise<void> {
  const { names, fingerprints, shape, data } = table;
  const type = data instanceof Uint8Array ? 'uint8' : 'float32';
  const header = Buffer.from(`${JSON.stringify({ names, fingerprints, shape, type, leftOut, sampleRate })}\n`);
  const values = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  await mkdir(dirname(path), { recursive: true });
  await writeWhole(path, [Buffer.from(`${sha256(header, values)}\n`), header, values]);
}

/**
 * Reads a table back, and marks it as used now.
 *
 * @returns Undefined where there is none, or where any byte of the file is not what was written: it is computed again.
 */
export async function readInputs(path: string): Promise<CachedInputs | undefined> {
  try {
    const bytes = await readFile(path);
    const sumEnd = bytes.indexOf('\n');
    if (sha256(bytes.subarray(sumEnd + 1)) !== bytes.toString('latin1', 0, sumEnd)) return undefined;
    const headerEnd = bytes.indexOf('\n', sumEnd + 1);
    const { names, fingerprints, shape, type, leftOut, sampleRate } = JSON.parse(
      bytes.toString('utf8', sumEnd + 1, headerEnd),
    );
    // A copy of its own, so that the values start at a multiple of four bytes.
    const values = Uint8Array.from(bytes.subarray(headerEnd + 1));
    const data = type === 'uint8' ? values : new Float32Array(values.buffer);
    await markUsed(path);
    return { table: { names, fingerprints, shape, data }, leftOut, ...(sampleRate && { sampleRate }) };
  } catch {
    return undefined;
  }
}

/** Marks a table as used now: those that were not used for longest are removed first. */
export async function markUsed(path: string): Promise<void> {
  const now = new Date();
  // A folder that may only be read is still a cache; a file that is gone is somebody else's concern.
  await utimes(path, now, now).catch(() => {});
}

function sha256(...parts: Uint8Array[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest('hex');
}
