import { createRandom } from '../random/create-random.js';
import { bootstrapBounds } from './bootstrap-bounds.js';
import { type Interval, requireConfidence } from './interval.js';

export interface BootstrapIntervalOptions {
  /** The share of such intervals that hold the true value. @default 0.95 */
  confidence?: number;
  /** Bias-corrected and accelerated (Efron), or the plain percentiles of the resampled values. @default 'bca' */
  method?: 'bca' | 'percentile';
  /** How many times the items are drawn anew, from 2. @default 9999 */
  resamples?: number;
  /** A whole number from 0 to 2^32 - 1; the same seed gives the same interval. @default 0 */
  seed?: number;
}

/** A statistic of the items with its bounds. */
export interface BootstrapInterval extends Interval {
  /** The statistic of the items as they are. */
  estimate: number;
}

/**
 * A bootstrap interval for any statistic of independent items: the items are drawn anew with replacement, as many as
 * there are, and the spread of the statistic over such draws gives the bounds.
 *
 * Items that belong together, such as the recordings of one speaker, are to be passed as one item: an array of arrays.
 *
 * @param items The independent units, at least 2: numbers, pairs of labels, speakers.
 * @param statistic Called with a list of the same length that holds items repeatedly; must return a finite number.
 * @returns The statistic and its bounds, in its unit. The bounds of 'bca' are NaN where there is nothing to correct by, as
 *   in scipy: all draws lie on one side of the statistic, or it is the same without any single item, as is that of equal
 *   items. Those of 'percentile' are always numbers.
 * @throws TypeError when items are no array or statistic is no function.
 * @throws RangeError when there are fewer than 2 items, the statistic is not finite for them or for a draw, or an option
 *   has another value.
 * @see B. Efron, Journal of the American Statistical Association 82 (1987); scipy 1.17, scipy.stats.bootstrap
 * @example
 * bootstrapInterval([1, 0, 1, 1], (items) => items.reduce((sum, item) => sum + item, 0) / 4).estimate // 0.75
 */
export function bootstrapInterval<T>(
  items: readonly T[],
  statistic: (items: readonly T[]) => number,
  { confidence = 0.95, method = 'bca', resamples = 9999, seed = 0 }: BootstrapIntervalOptions = {},
): BootstrapInterval {
  if (!Array.isArray(items)) throw new TypeError(`bootstrapInterval: items must be an array; received ${items}`);
  if (typeof statistic !== 'function') {
    throw new TypeError(`bootstrapInterval: statistic must be a function; received ${statistic}`);
  }
  if (items.length < 2) throw new RangeError(`bootstrapInterval: items must be at least 2; received ${items.length}`);
  if (method !== 'bca' && method !== 'percentile') {
    throw new RangeError(`bootstrapInterval: method must be 'bca' or 'percentile'; received ${method}`);
  }
  if (!(Number.isSafeInteger(resamples) && resamples >= 2)) {
    throw new RangeError(`bootstrapInterval: resamples must be a whole number from 2; received ${resamples}`);
  }
  requireConfidence('bootstrapInterval', confidence);
  const random = createRandom('bootstrapInterval', seed);

  const measure = (drawn: readonly T[]) => {
    const value = statistic(drawn);
    if (Number.isFinite(value)) return value;
    throw new RangeError(`bootstrapInterval: statistic must return a finite number for every draw; received ${value}`);
  };
  const estimate = measure(items);
  const resampled = new Float64Array(resamples);
  const drawn = items.slice();
  for (let r = 0; r < resamples; r++) {
    for (let i = 0; i < items.length; i++) drawn[i] = items[random.below(items.length)];
    resampled[r] = measure(drawn);
  }
  const jackknife = method === 'bca' ? items.map((_, left) => measure(items.filter((_, i) => i !== left))) : undefined;
  return { estimate, ...bootstrapBounds({ estimate, resampled, jackknife, confidence }) };
}
