import { requireSamples, type Samples } from './batches/samples.js';
import type { Standardization } from './standardization.js';

/**
 * (x - mean) / deviation, value by value.
 *
 * @param x Inputs, samples first; left as they are.
 * @param standardization One mean and one deviation for each value of a sample.
 * @returns The same shape, as Float32Array.
 * @throws RangeError when the shape of x does not go with its data, or a sample has another number of values.
 * @see scikit-learn 1.9, StandardScaler.transform
 * @example
 * const training = standardized(x, standardization(x)); // each value has mean 0 and deviation 1
 */
export function standardized(
  x: Samples,
  { mean, deviation }: Standardization,
): { data: Float32Array; shape: number[] } {
  requireSamples('standardized', 'x', x);
  const size = x.data.length / x.shape[0];
  if (!(mean.length === size && deviation.length === size)) {
    throw new RangeError(
      `standardized: standardization must have ${size} means and deviations, as a sample of x has values; ` +
        `received ${mean.length} and ${deviation.length}`,
    );
  }
  const data = Float32Array.from(x.data, (value, i) => (value - mean[i % size]) / deviation[i % size]);
  return { data, shape: [...x.shape] };
}
