import type { Matrix } from '../matrix.js';
import { type Kernel, kernel, largestPiece, reserve } from './kernel.js';

/** Consecutive columns of a matrix in the kernel's memory, as a matrix of their own. */
export interface ColumnStrip {
  kernel: Kernel;
  /** Number of the first column. */
  start: number;
  columns: number;
  /** Place of the values. */
  place: number;
  /** Places of what else was asked for. */
  extras: number[];
}

/** Matrices of fewer values are not worth the copy. */
const fewest = 512;

/**
 * Puts a matrix into the kernel's memory in strips of columns, most often as one.
 *
 * @param extraBytes What else is needed for a strip of so many columns, in bytes.
 * @returns False, before any visit, for small matrices and where there is no kernel.
 */
export function inStrips(
  { data, shape: [rows, columns] }: Matrix,
  extraBytes: (columns: number) => number[],
  visit: (strip: ColumnStrip) => void,
): boolean {
  const wasm = data.length >= fewest && kernel();
  if (!wasm) return false;
  const stripColumns = Math.min(columns, Math.max(16, Math.floor(largestPiece / rows)));
  const [place, ...extras] = reserve(wasm, [4 * rows * stripColumns, ...extraBytes(stripColumns)]);
  const values = new Float32Array(wasm.memory.buffer, place, rows * stripColumns);
  for (let start = 0; start < columns; start += stripColumns) {
    const count = Math.min(stripColumns, columns - start);
    if (count === columns) values.set(data);
    else {
      for (let row = 0; row < rows; row++) {
        const from = row * columns + start;
        values.set(data.subarray(from, from + count), row * count);
      }
    }
    visit({ kernel: wasm, start, columns: count, place, extras });
  }
  return true;
}
