import { readdirSync, readlinkSync } from 'node:fs';
import { expect } from 'vitest';

/** Fails unless this process holds the file open, or does not, as expected; where /proc tells. */
export function expectOpen(path: string, expected: boolean): void {
  if (process.platform !== 'linux') return;
  const open = readdirSync('/proc/self/fd').some((descriptor) => {
    try {
      return readlinkSync(`/proc/self/fd/${descriptor}`) === path;
    } catch {
      return false;
    }
  });
  expect(open).toBe(expected);
}
