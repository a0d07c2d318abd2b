import type { Matrix } from '../matrix.js';

/** The smallest positive normal float32: a column whose norm is below it is left as it is. */
const tiny = 2 ** -126;

/** Divides each column by its norm: 1 (sum of magnitudes), 2 (Euclidean) or Infinity (largest magnitude). */
export function normalizeColumns({ data, shape: [rows, columns] }: Matrix, norm: 1 | 2 | number): Matrix {
  const norms = new Float64Array(columns);
  for (let row = 0, i = 0; row < rows; row++) {
    for (let t = 0; t < columns; t++, i++) {
      const value = Math.abs(data[i]);
      if (norm === 1) norms[t] += value;
      else if (norm === 2) norms[t] += value * value;
      else if (value > norms[t]) norms[t] = value;
    }
  }
  if (norm === 2) for (let t = 0; t < columns; t++) norms[t] = Math.sqrt(norms[t]);
  const result = new Float32Array(data.length);
  for (let row = 0, i = 0; row < rows; row++) {
    for (let t = 0; t < columns; t++, i++) result[i] = norms[t] < tiny ? data[i] : data[i] / norms[t];
  }
  return { data: result, shape: [rows, columns] };
}
