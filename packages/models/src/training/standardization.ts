import { requireSamples, type Samples } from './batches/samples.js';

/** Mean and deviation of each value of an input: plain JSON. */
export interface Standardization {
  mean: number[];
  deviation: number[];
}

/**
 * Mean and deviation of each value over samples: the population's deviation, and 1 where a value never changes.
 *
 * @param x Inputs, samples first.
 * @returns As many means and deviations as a sample has values.
 * @throws RangeError when there is no sample, or the shape does not go with the data.
 * @see scikit-learn 1.9, StandardScaler
 * @example
 * standardization({ data: Float32Array.of(1, 5, 3, 5), shape: [2, 2] }); // { mean: [2, 5], deviation: [1, 1] }
 */
export function standardization(x: Samples): Standardization {
  requireSamples('standardization', 'x', x);
  const { data, shape } = x;
  const samples = shape[0];
  const size = data.length / samples;
  const mean = new Array<number>(size).fill(0);
  const variance = new Array<number>(size).fill(0);
  for (let i = 0; i < data.length; i++) mean[i % size] += data[i] / samples;
  for (let i = 0; i < data.length; i++) variance[i % size] += (data[i] - mean[i % size]) ** 2 / samples;
  // A value that never changes has the deviation of its rounding, not 0.
  const smallest = (i: number) => 10 * Number.EPSILON * Math.abs(mean[i]);
  return { mean, deviation: variance.map((square, i) => (Math.sqrt(square) > smallest(i) ? Math.sqrt(square) : 1)) };
}
