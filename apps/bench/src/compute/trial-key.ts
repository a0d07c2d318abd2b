import { createHash } from 'node:crypto';
import type { Trial } from './trial.js';

/** The trial's name on disk: a hash of its JSON, independent of the order in which its fields were written. */
export function trialKey(trial: Trial): string {
  return hashOf(trial);
}

/** The first 20 hexadecimal digits of the SHA-256 of a value's JSON with sorted keys. */
export function hashOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value, sortKeys)).digest('hex').slice(0, 20);
}

function sortKeys(_key: string, value: unknown): unknown {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
