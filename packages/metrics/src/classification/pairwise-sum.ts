/**
 * The sum of the values in numpy's order of additions (eight running sums, halves above 128 values), so that an average
 * that lies on the edge between two printed digits falls to the same side as in scikit-learn's report.
 *
 * @see numpy, pairwise_sum in loops_utils.h.src
 */
export function pairwiseSum(values: readonly number[]): number {
  const { length } = values;
  if (length < 8) return values.reduce((sum, value) => sum + value, 0);
  if (length > 128) {
    const half = Math.floor(length / 2);
    const middle = half - (half % 8);
    return pairwiseSum(values.slice(0, middle)) + pairwiseSum(values.slice(middle));
  }
  const r = values.slice(0, 8);
  const whole = length - (length % 8);
  for (let i = 8; i < whole; i++) r[i % 8] += values[i];
  const sum = r[0] + r[1] + (r[2] + r[3]) + (r[4] + r[5] + (r[6] + r[7]));
  return values.slice(whole).reduce((total, value) => total + value, sum);
}
