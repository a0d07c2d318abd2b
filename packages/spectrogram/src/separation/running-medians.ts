import { inStrips } from '../kernel/in-strips.js';
import { kernel, largestPiece, reserve } from '../kernel/kernel.js';
import type { Matrix } from '../matrix.js';
import { medianFilter } from './median-filter.js';

/** Running median of each row of a matrix; see medianFilter. */
export function mediansAlongRows({ data, shape: [rows, columns] }: Matrix, width: number): Float32Array {
  const result = new Float32Array(data.length);
  // The kernel takes four rows at a time.
  const wasm = rows >= 4 && kernel();
  if (!wasm) {
    for (let from = 0; from < data.length; from += columns) {
      medianFilter(data.subarray(from, from + columns), width, result.subarray(from, from + columns));
    }
    return result;
  }
  const stripRows = Math.min(rows, Math.max(4, Math.floor(largestPiece / columns)));
  const bytes = 4 * stripRows * columns;
  const [place, list, out] = reserve(wasm, [bytes, 16 * width, bytes]);
  const { buffer } = wasm.memory;
  for (let start = 0; start < rows; start += stripRows) {
    // The last strip is as high as the others.
    const from = Math.min(start, rows - stripRows) * columns;
    new Float32Array(buffer, place, bytes / 4).set(data.subarray(from, from + bytes / 4));
    wasm.medians(place, stripRows, 4 * columns, columns, 4, width, list, out);
    result.set(new Float32Array(buffer, out, bytes / 4), from);
  }
  return result;
}

/** Running median of each column of a matrix. */
export function mediansAlongColumns(matrix: Matrix, width: number): Float32Array {
  const {
    data,
    shape: [rows, columns],
  } = matrix;
  const result = new Float32Array(data.length);
  const isDone = inStrips(
    matrix,
    (count) => [16 * width, 4 * rows * count],
    ({ kernel, start, columns: count, place, extras: [list, out] }) => {
      kernel.medians(place, count, 4, rows, 4 * count, width, list, out);
      const medians = new Float32Array(kernel.memory.buffer, out, rows * count);
      for (let row = 0; row < rows; row++) {
        result.set(medians.subarray(row * count, (row + 1) * count), row * columns + start);
      }
    },
  );
  if (isDone) return result;
  const line = new Float32Array(rows);
  const filtered = new Float32Array(rows);
  for (let t = 0; t < columns; t++) {
    for (let k = 0; k < rows; k++) line[k] = data[k * columns + t];
    medianFilter(line, width, filtered);
    for (let k = 0; k < rows; k++) result[k * columns + t] = filtered[k];
  }
  return result;
}
