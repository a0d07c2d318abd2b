import { inStrips } from '../kernel/in-strips.js';
import type { Matrix } from '../matrix.js';

/** The part of a filter that is not zero. */
export interface Band {
  /** First row that it weighs. */
  start: number;
  /** Weights of the rows from there on. */
  weights: Float32Array | Float64Array;
}

/** The rows of a dense matrix of filters. */
export function filterRows(filters: Float32Array | Float64Array, length: number): Band[] {
  return Array.from({ length: filters.length / length }, (_, row) => ({
    start: 0,
    weights: filters.subarray(row * length, (row + 1) * length),
  }));
}

/**
 * Filters times a matrix: out[b, t] = sum over i of weights_b[i] x[start_b + i, t], accumulated in float64.
 *
 * @param bands One filter for each row of the result.
 * @param isSquared Whether x^2 is meant instead of x.
 * @returns (bands, columns)
 */
export function applyFilters(bands: readonly Band[], matrix: Matrix, isSquared = false): Matrix {
  const columns = matrix.shape[1];
  const data = new Float32Array(bands.length * columns);
  const isDone = inStrips(
    matrix,
    (count) => [8 * bands.reduce((sum, { weights }) => sum + weights.length, 0), 4 * bands.length * count],
    ({ kernel, start, columns: count, place, extras: [weightPlace, out] }) => {
      let at = weightPlace;
      bands.forEach(({ start: firstRow, weights }, row) => {
        new Float64Array(kernel.memory.buffer, at, weights.length).set(weights);
        const from = place + 4 * firstRow * count;
        kernel.weightedRows(from, count, weights.length, at, isSquared, out + 4 * row * count);
        at += 8 * weights.length;
      });
      const results = new Float32Array(kernel.memory.buffer, out, bands.length * count);
      if (count === columns) data.set(results);
      else {
        for (let row = 0; row < bands.length; row++) {
          data.set(results.subarray(row * count, (row + 1) * count), row * columns + start);
        }
      }
    },
  );
  if (!isDone) {
    bands.forEach((band, row) => {
      addBand(band, matrix, isSquared, data.subarray(row * columns));
    });
  }
  return { data, shape: [bands.length, columns] };
}

// In the kernel's order: one row after the other.
function addBand(
  { start, weights }: Band,
  { data, shape: [, columns] }: Matrix,
  isSquared: boolean,
  out: Float32Array,
) {
  const sums = new Float64Array(columns);
  weights.forEach((weight, i) => {
    const row = (start + i) * columns;
    if (isSquared) for (let t = 0; t < columns; t++) sums[t] += weight * (data[row + t] * data[row + t]);
    else for (let t = 0; t < columns; t++) sums[t] += weight * data[row + t];
  });
  out.set(sums);
}
