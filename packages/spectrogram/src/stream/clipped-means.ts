import type { Matrix } from '../matrix.js';

/** Means over time of dB values that are clipped below the largest of all of them, which is known only at the end. */
export interface ClippedMeans {
  /** Adds columns, in dB. The matrix is kept: it may not be changed afterwards. */
  add(decibels: Matrix): void;
  /** Each row's mean of max(value, largest value - topDb). */
  means(topDb: number): Float64Array;
}

/** Columns that are kept as they are, before a histogram takes their place. */
const mostKept = 1024;

/** Steps per dB of the histogram, and its range in dB; values outside share the outermost steps. */
const stepsPerDecibel = 32;
const lowest = -100;
const highest = 160;
const steps = (highest - lowest) * stepsPerDecibel;

/**
 * Exact for the first 1,024 columns. From then on a histogram per row, with the sum of each step's values, has their place:
 * the means are exact but for the values in the one step that the clipping falls into, which are off by less than a step of
 * 1 / 32 dB.
 */
export function createClippedMeans(rows: number): ClippedMeans {
  let kept: Matrix[] = [];
  let columns = 0;
  let largest = Number.NEGATIVE_INFINITY;
  let histogram: { counts: Uint32Array; sums: Float64Array } | undefined;

  function pour(): void {
    histogram ??= { counts: new Uint32Array(rows * steps), sums: new Float64Array(rows * steps) };
    const { counts, sums } = histogram;
    for (const { data, shape } of kept) {
      for (let row = 0, at = 0; row < rows; row++) {
        for (const end = at + shape[1]; at < end; at++) {
          const step = Math.floor((data[at] - lowest) * stepsPerDecibel);
          const i = row * steps + Math.max(0, Math.min(steps - 1, step));
          counts[i]++;
          sums[i] += data[at];
        }
      }
    }
    kept = [];
  }

  return {
    add(decibels) {
      const { data, shape } = decibels;
      for (let i = 0; i < data.length; i++) if (data[i] > largest) largest = data[i];
      kept.push(decibels);
      columns += shape[1];
      if (columns > mostKept) pour();
    },
    means(topDb) {
      const floor = largest - topDb;
      const result = new Float64Array(rows);
      if (histogram) {
        const { counts, sums } = histogram;
        for (let i = 0; i < counts.length; i++) {
          if (counts[i] > 0) result[Math.floor(i / steps)] += Math.max(sums[i], counts[i] * floor);
        }
      }
      for (const { data, shape } of kept) {
        for (let i = 0; i < data.length; i++) result[Math.floor(i / shape[1])] += Math.max(data[i], floor);
      }
      return result.map((sum) => sum / columns);
    },
  };
}
