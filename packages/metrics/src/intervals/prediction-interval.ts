import { studentTQuantile } from '../distributions/student-t-quantile.js';
import { requireConfidence } from './interval.js';
import type { MeanInterval, MeanIntervalOptions } from './mean-interval.js';

/**
 * Where ONE further run will lie, from runs that are independent and about normal, such as the accuracies of several
 * seeds: mean -+ t(n - 1) s sqrt(1 + 1 / n), s the standard deviation with n - 1. It does not shrink with more runs, as
 * meanInterval does, which says where the mean of all runs lies.
 *
 * @param values One number per run, at least two.
 * @param options `confidence`: the share of further runs that such intervals hold.
 * @returns Mean and bounds in the unit of the values.
 * @throws RangeError when there are fewer than two values, one is not finite, or confidence is not between 0 and 1.
 * @see W. Q. Meeker, G. J. Hahn, L. A. Escobar, Statistical Intervals, 2nd edition (2017), section 4.7
 * @example
 * predictionInterval([0, 2], { confidence: 0.5 }).high.toFixed(4) // '2.7321'
 */
export function predictionInterval(
  values: ArrayLike<number>,
  { confidence = 0.95 }: MeanIntervalOptions = {},
): MeanInterval {
  const numbers = Array.from(values);
  const wrong = numbers.findIndex((value) => !Number.isFinite(value));
  if (numbers.length < 2) {
    throw new RangeError(`predictionInterval: values must be at least 2 numbers; received ${numbers.length}`);
  }
  if (wrong >= 0) {
    throw new RangeError(`predictionInterval: values must be finite numbers; received ${numbers[wrong]} at ${wrong}`);
  }
  requireConfidence('predictionInterval', confidence);
  const count = numbers.length;
  const mean = numbers.reduce((sum, value) => sum + value, 0) / count;
  const squares = numbers.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const half = studentTQuantile(0.5 + confidence / 2, count - 1) * Math.sqrt((squares / (count - 1)) * (1 + 1 / count));
  return { mean, low: mean - half, high: mean + half };
}
