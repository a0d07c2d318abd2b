import { normalCdf } from '../distributions/normal-cdf.js';
import { normalQuantile } from '../distributions/normal-quantile.js';
import type { Interval } from './interval.js';

/** What the bounds of a bootstrap interval are computed from. */
export interface BootstrapDistribution {
  /** The statistic of the items. */
  estimate: number;
  /** The statistic of each draw. */
  resampled: Float64Array;
  /** The statistic without each single item: given, the bounds are bias-corrected and accelerated. */
  jackknife?: readonly number[];
  confidence: number;
}

/**
 * The bounds of a bootstrap interval: percentiles of the resampled values at (1 -+ confidence) / 2, which BCa first
 * moves to Phi(z0 + (z0 + z) / (1 - a (z0 + z))) with z0 from the share of values below the estimate and a from the
 * skewness of the jackknife. Where all values lie on one side of the estimate z0 is infinite, and where no single item
 * matters a is 0 / 0: the bounds are then NaN, as in scipy.
 *
 * @see scipy 1.17, scipy.stats.bootstrap
 */
export function bootstrapBounds({ estimate, resampled, jackknife, confidence }: BootstrapDistribution): Interval {
  const sorted = resampled.slice().sort();
  const outside = (1 - confidence) / 2;
  if (!jackknife) return { low: percentile(sorted, outside), high: percentile(sorted, 1 - outside) };

  let below = 0;
  for (const value of sorted) below += value < estimate ? 1 : value === estimate ? 0.5 : 0;
  const mean = jackknife.reduce((sum, value) => sum + value, 0) / jackknife.length;
  let squares = 0;
  let cubes = 0;
  for (const value of jackknife) {
    squares += (mean - value) ** 2;
    cubes += (mean - value) ** 3;
  }
  const share = below / sorted.length;
  if (!(share > 0 && share < 1 && squares > 0)) return { low: Number.NaN, high: Number.NaN };
  const bias = normalQuantile(share);
  const acceleration = cubes / (6 * squares ** 1.5);
  const moved = (probability: number) => {
    const z = bias + normalQuantile(probability);
    return percentile(sorted, normalCdf(bias + z / (1 - acceleration * z)));
  };
  return { low: moved(outside), high: moved(1 - outside) };
}

/** numpy's percentile: linear between neighbours. */
function percentile(sorted: Float64Array, probability: number): number {
  const position = probability * (sorted.length - 1);
  const index = Math.floor(position);
  const next = Math.min(index + 1, sorted.length - 1);
  return sorted[index] + (position - index) * (sorted[next] - sorted[index]);
}
