/** Means over time of dB values that are clipped below the largest of all of them, which is known only at the end. */
export interface ClippedMeans {
  /** Adds one value of a row, in dB. */
  add(row: number, decibel: number): void;
  /** Each row's mean of max(value, largest value - topDb). */
  means(topDb: number): Float64Array;
}

/** Steps per dB of the histogram, and its range in dB; values outside share the outermost steps. */
const stepsPerDecibel = 32;
const lowest = -100;
const highest = 160;

/**
 * Keeps a histogram per row with the sum of each step's values. The means are exact but for the values in the one step
 * that the clipping falls into, which are off by less than a step of 1 / 32 dB.
 */
export function createClippedMeans(rows: number): ClippedMeans {
  const steps = (highest - lowest) * stepsPerDecibel;
  const counts = new Uint32Array(rows * steps);
  const sums = new Float64Array(rows * steps);
  let largest = Number.NEGATIVE_INFINITY;
  return {
    add(row, decibel) {
      const step = Math.floor((decibel - lowest) * stepsPerDecibel);
      const i = row * steps + Math.max(0, Math.min(steps - 1, step));
      counts[i]++;
      sums[i] += decibel;
      if (decibel > largest) largest = decibel;
    },
    means(topDb) {
      const floor = largest - topDb;
      return Float64Array.from({ length: rows }, (_, row) => {
        let sum = 0;
        let count = 0;
        for (let i = row * steps; i < (row + 1) * steps; i++) {
          if (counts[i] === 0) continue;
          sum += Math.max(sums[i], counts[i] * floor);
          count += counts[i];
        }
        return sum / count;
      });
    },
  };
}
