import { readFileSync } from 'node:fs';
import type { GoldenFile } from './golden-signals.js';

/** A golden file's filter banks by sample rate, and its signals. */
export function readGolden(name: string): { filterbanks: Record<string, GoldenFile>; files: GoldenFile[] } {
  return JSON.parse(readFileSync(new URL(`${name}`, import.meta.url), 'utf8'));
}
