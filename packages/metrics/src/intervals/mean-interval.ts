import { studentTQuantile } from '../distributions/student-t-quantile.js';
import { type Interval, requireConfidence } from './interval.js';

export interface MeanIntervalOptions {
  /** The share of such intervals that hold the true mean. @default 0.95 */
  confidence?: number;
}

/** A mean with its bounds. */
export interface MeanInterval extends Interval {
  mean: number;
}

/**
 * The mean of independent values, such as the accuracies of several seeds, with Student's interval:
 * mean -+ t(n - 1) s / sqrt(n), s the standard deviation with n - 1.
 *
 * @param values One number per run, at least one.
 * @returns Mean and bounds in the unit of the values; with a single value both bounds are NaN: it says nothing of spread.
 * @throws RangeError when there is no value, one is not finite, or confidence is not between 0 and 1.
 * @see scipy 1.17, scipy.stats.t.interval
 * @example
 * meanInterval([0.7, 0.8, 0.9]).high.toFixed(4) // '1.0484'
 */
export function meanInterval(values: ArrayLike<number>, { confidence = 0.95 }: MeanIntervalOptions = {}): MeanInterval {
  const numbers = Array.from(values);
  const wrong = numbers.findIndex((value) => !Number.isFinite(value));
  if (numbers.length === 0) throw new RangeError('meanInterval: values must hold at least one number; received none');
  if (wrong >= 0) {
    throw new RangeError(`meanInterval: values must be finite numbers; received ${numbers[wrong]} at ${wrong}`);
  }
  requireConfidence('meanInterval', confidence);
  const count = numbers.length;
  const mean = numbers.reduce((sum, value) => sum + value, 0) / count;
  if (count === 1) return { mean, low: Number.NaN, high: Number.NaN };
  const squares = numbers.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const half = studentTQuantile(0.5 + confidence / 2, count - 1) * Math.sqrt(squares / (count - 1) / count);
  return { mean, low: mean - half, high: mean + half };
}
