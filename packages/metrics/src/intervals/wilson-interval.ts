import { normalQuantile } from '../distributions/normal-quantile.js';
import { type Interval, requireConfidence } from './interval.js';

export interface WilsonIntervalOptions {
  /** The share of such intervals that hold the true probability. @default 0.95 */
  confidence?: number;
}

/**
 * Wilson's score interval for a probability, such as an accuracy of `successes` right answers in `trials`:
 * (k + z^2/2 -+ z sqrt(k (n - k) / n + z^2/4)) / (n + z^2).
 *
 * @param successes k, a whole number from 0 to trials.
 * @param trials n, a whole number from 1.
 * @returns Two shares in [0, 1].
 * @throws RangeError when a count is not a whole number, more succeeded than were tried, nothing was tried, or
 *   confidence is not between 0 and 1.
 * @see E. B. Wilson, Journal of the American Statistical Association 22 (1927); statsmodels, proportion_confint 'wilson'
 * @example
 * wilsonInterval(8, 10).low.toFixed(3) // '0.490'
 */
export function wilsonInterval(
  successes: number,
  trials: number,
  { confidence = 0.95 }: WilsonIntervalOptions = {},
): Interval {
  if (!(Number.isSafeInteger(trials) && trials >= 1)) {
    throw new RangeError(`wilsonInterval: trials must be a whole number from 1; received ${trials}`);
  }
  if (!(Number.isSafeInteger(successes) && successes >= 0 && successes <= trials)) {
    throw new RangeError(`wilsonInterval: successes must be a whole number from 0 to ${trials}; received ${successes}`);
  }
  requireConfidence('wilsonInterval', confidence);
  const z = normalQuantile(0.5 + confidence / 2);
  const spread = z * Math.sqrt((successes * (trials - successes)) / trials + (z * z) / 4);
  const middle = successes + (z * z) / 2;
  return {
    // At the ends the bound is exact; rounding could otherwise leave 1e-17 or 1.0000000000000002.
    low: successes === 0 ? 0 : (middle - spread) / (trials + z * z),
    high: successes === trials ? 1 : (middle + spread) / (trials + z * z),
  };
}
