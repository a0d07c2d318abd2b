import { createHash } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import envPaths from 'env-paths';
import { build } from '../build.js';
import { hashOf } from '../trials/trial-key.js';
import { writeWhole } from '../write-whole.js';
import type { LeftOut } from './data-source.js';
import type { InputSpec } from './input.js';
import type { InputTable } from './input-table.js';

/** A table on disk, with what could not be used when it was made. */
export interface CachedInputs {
  table: InputTable;
  leftOut: LeftOut[];
}

/** Where computed inputs are kept: the platform's cache folder, or AVER_CACHE. */
export function cacheDirectory(): string {
  return process.env.AVER_CACHE || envPaths('aver', { suffix: '' }).cache;
}

/** The file of a table: named by the recordings, the input and the code, since it depends on all three. */
export function inputCachePath(fingerprint: string, spec: InputSpec): string {
  return join(cacheDirectory(), 'inputs', `${hashOf({ fingerprint, spec, build })}.bin`);
}

/**
 * Writes a table: one line of JSON, then the values.
 *
 * @throws Error of the file system when the folder cannot be written.
 */
export async function writeInputs(path: string, { table, leftOut }: CachedInputs): Promise<void> {
  const body = new Uint8Array(table.data.buffer, table.data.byteOffset, table.data.byteLength);
  const { names, shape } = table;
  const type = table.data instanceof Uint8Array ? 'uint8' : 'float32';
  const header = `${JSON.stringify({ names, shape, type, leftOut, sha256: sha256(body) })}\n`;
  await mkdir(dirname(path), { recursive: true });
  await writeWhole(path, Buffer.concat([Buffer.from(header), body]));
}

/** Reads a table back; undefined where there is none, or where the file is damaged: then it is computed again. */
export async function readInputs(path: string): Promise<CachedInputs | undefined> {
  try {
    const bytes = await readFile(path);
    const end = bytes.indexOf(10);
    const header = JSON.parse(bytes.toString('utf8', 0, end));
    // A copy of its own, so that the values start at a multiple of four bytes.
    const body = Uint8Array.from(bytes.subarray(end + 1));
    if (sha256(body) !== header.sha256) return undefined;
    const data = header.type === 'uint8' ? body : new Float32Array(body.buffer);
    return { table: { names: header.names, shape: header.shape, data }, leftOut: header.leftOut };
  } catch {
    return undefined;
  }
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
