import { createHash } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { TrainingState } from '@aver/models';
import type { TrainingKeeper, UnfinishedTraining } from '../compute/run-trial.js';
import { writeWhole } from '../terminal/write-whole.js';

/**
 * Keeps a training in a file, from time to time.
 *
 * @param key The trial's.
 * @param every How many seconds of it may be lost.
 */
export function keptAt(path: string, key: string, every = 60): TrainingKeeper {
  let last = performance.now();
  return {
    read: () => readUnfinished(path, key),
    async offer(training) {
      if (performance.now() - last < 1000 * every) return;
      // Where there is no room for it, there is none for the result either, which is told then.
      await writeUnfinished(path, key, await training()).catch(() => {});
      last = performance.now();
    },
  };
}

/** Writes a training that is under way: a line with the SHA-256 of all that follows, a line of JSON, and the values. */
async function writeUnfinished(path: string, key: string, training: UnfinishedTraining): Promise<void> {
  const { state, ...rest } = training;
  const { values, ...described } = state;
  const header = Buffer.from(`${JSON.stringify({ key, ...rest, state: described })}\n`);
  const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  await mkdir(dirname(path), { recursive: true });
  await writeWhole(path, [Buffer.from(`${sha256(header, bytes)}\n`), header, bytes]);
}

/** Undefined where there is none of this trial, or any byte of it is not what was written: it begins anew. */
async function readUnfinished(path: string, key: string): Promise<UnfinishedTraining | undefined> {
  try {
    const bytes = await readFile(path);
    const sumEnd = bytes.indexOf('\n');
    if (sha256(bytes.subarray(sumEnd + 1)) !== bytes.toString('latin1', 0, sumEnd)) return undefined;
    const headerEnd = bytes.indexOf('\n', sumEnd + 1);
    const { key: written, state, ...rest } = JSON.parse(bytes.toString('utf8', sumEnd + 1, headerEnd));
    if (written !== key) return undefined;
    // A copy of its own, so that the values start at a multiple of four bytes.
    const values = new Float32Array(Uint8Array.from(bytes.subarray(headerEnd + 1)).buffer);
    return { ...rest, state: { ...(state as TrainingState), values } };
  } catch {
    return undefined;
  }
}

function sha256(...parts: Uint8Array[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest('hex');
}
