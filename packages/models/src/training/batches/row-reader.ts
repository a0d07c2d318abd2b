import type { Samples } from './samples.js';

/** The values of some of the samples, one sample after the other; good until the next call. */
export type RowReader = (rows: ArrayLike<number>) => Float32Array;

/**
 * A reader of samples from plain data. It has one buffer for all batches, since a fresh one per step (6 MB for 64
 * pictures) keeps the garbage collector busy. What it gives is a copy, which may be changed.
 *
 * @param batchSize Greatest number of rows at once.
 */
export function rowReader({ data, shape }: Samples, batchSize: number): RowReader {
  const size = data.length / shape[0];
  const buffer = new Float32Array(Math.min(batchSize, shape[0]) * size);
  return (rows) => {
    for (let i = 0; i < rows.length; i++) {
      buffer.set(data.subarray(rows[i] * size, (rows[i] + 1) * size), i * size);
    }
    return buffer.subarray(0, rows.length * size);
  };
}
