import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { CommandError } from '../terminal/command-error.js';
import { markUsed } from './input-cache.js';

const defaultLimit = 2e9;
const units: Record<string, number> = { '': 1, kb: 1e3, mb: 1e6, gb: 1e9 };

/** A run marks the tables that it needs this often, in seconds, ... */
const secondsBetweenMarks = 20;
/** ... and one that was marked within this time is not removed, whoever marked it. */
const secondsInUse = 120;
/** What a killed run began to write is removed after this time. */
const secondsUnfinished = 3600;

/**
 * How many bytes of computed inputs are kept: AVER_CACHE_LIMIT, such as `500MB`, else 2 GB.
 *
 * @throws CommandError when the variable is no size.
 */
export function cacheLimit(): number {
  const text = process.env.AVER_CACHE_LIMIT;
  if (!text) return defaultLimit;
  const [, number, unit] = /^(\d+(?:\.\d+)?)\s*([kmg]?b|)$/i.exec(text.trim()) ?? [];
  const factor = units[unit?.toLowerCase() === 'b' ? '' : unit?.toLowerCase()];
  if (factor === undefined) {
    throw new CommandError(`AVER_CACHE_LIMIT: expected a size such as 500MB or 2GB; received ${text}`, 2);
  }
  return Number(number) * factor;
}

/**
 * Removes the tables that were not used for longest until the others are within the limit. Those in use, of this
 * process or another, stay even where they alone are over it.
 *
 * @param folder Of computed inputs.
 * @param limit Bytes.
 * @param now Milliseconds, as of `Date.now()`.
 */
export async function pruneCache(folder: string, limit: number, now = Date.now()): Promise<void> {
  const files = [];
  for (const name of await readdir(folder).catch(() => [])) {
    const path = join(folder, name);
    const found = await stat(path).catch(() => undefined);
    if (found?.isFile()) files.push({ path, bytes: found.size, age: (now - found.mtimeMs) / 1000 });
  }
  files.sort((a, b) => b.age - a.age);
  let total = files.reduce((sum, { bytes }) => sum + bytes, 0);
  for (const { path, bytes, age } of files) {
    const superfluous = path.endsWith('.tmp') ? age > secondsUnfinished : total > limit && age > secondsInUse;
    if (!superfluous) continue;
    // Another process may have removed it, or hold it open where that keeps it from being removed.
    await rm(path, { force: true }).catch(() => {});
    total -= bytes;
  }
}

const inUse = new Set<string>();
let marking: NodeJS.Timeout | undefined;

/** Keeps tables from being removed as long as this process lives: its trials may read them at any time. */
export function keepInUse(paths: string[]): void {
  for (const path of paths) inUse.add(path);
  if (marking) return;
  marking = setInterval(() => {
    for (const path of inUse) void markUsed(path);
  }, secondsBetweenMarks * 1000);
  marking.unref();
}
