import { requireF0 } from './voiced-share.js';

export interface JitterOptions {
  /** Neighbouring periods whose ratio is larger are not compared: there the estimate has jumped. @default 1.3 */
  maxPeriodFactor?: number;
}

/**
 * Local jitter of a track of fundamental frequencies: the mean distance of neighbouring periods 1 / f0, over their mean.
 *
 * It is Praat's definition on the periods of frames, each of which spans several periods of the voice: smaller than what
 * Praat finds between single periods, and to be compared with itself alone. Give a short hopLength.
 *
 * @param f0 Hz per frame, with NaN or 0 where there is no voice, as `pyin` gives it; neighbours must both have one.
 * @returns A share, 0.01 being one percent; NaN where no two neighbours can be compared.
 * @throws RangeError for a frequency that is infinite or below 0, or a factor that is not above 1.
 * @see Praat, PointProcess: Get jitter (local); eGeMAPS, jitterLocal
 * @example
 * jitter([100, 125, 100]); // 0.2143: 2 ms over a mean of 9.33 ms
 */
export function jitter(f0: ArrayLike<number>, { maxPeriodFactor = 1.3 }: JitterOptions = {}): number {
  requireF0('jitter', f0);
  if (!(maxPeriodFactor > 1)) {
    throw new RangeError(`jitter: maxPeriodFactor must be above 1; received ${maxPeriodFactor}`);
  }
  const runs: number[][] = [[]];
  for (let t = 0; t < f0.length; t++) {
    if (f0[t] > 0) (runs.at(-1) as number[]).push(1 / f0[t]);
    else runs.push([]);
  }
  return relativeDifference(runs, maxPeriodFactor);
}

/** Mean distance of neighbours within runs, over the mean of the values that have one; NaN where none can be compared. */
export function relativeDifference(runs: number[][], maxFactor: number): number {
  let distances = 0;
  let pairs = 0;
  let sum = 0;
  let count = 0;
  for (const run of runs) {
    let isCounted = false;
    for (let i = 1; i < run.length; i++) {
      const [a, b] = [run[i - 1], run[i]];
      // Written so that a pair of zeros is no pair.
      if (!(Math.max(a, b) <= maxFactor * Math.min(a, b) && a > 0)) {
        isCounted = false;
        continue;
      }
      distances += Math.abs(a - b);
      pairs++;
      sum += isCounted ? b : a + b;
      count += isCounted ? 1 : 2;
      isCounted = true;
    }
  }
  return distances / pairs / (sum / count);
}
