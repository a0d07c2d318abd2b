import type { CachedInputs } from '../../src/inputs/input-cache.js';

/** Two tables of 4 MB that differ in every byte. */
export const bigInputs: CachedInputs[] = [1, 2].map((value) => ({
  table: {
    names: ['a', 'b'],
    fingerprints: ['1', '2'],
    shape: [2_000_000],
    data: new Uint8Array(4_000_000).fill(value),
  },
  leftOut: [],
}));
