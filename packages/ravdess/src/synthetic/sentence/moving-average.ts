/**
 * The mean of each value and its neighbours, `2 * reach + 1` values in all; past the ends the end values go on.
 *
 * @param values Any values.
 * @param reach How many neighbours on each side, a whole number.
 */
export function movingAverage(values: Float64Array, reach: number): Float64Array {
  const last = values.length - 1;
  const result = new Float64Array(values.length);
  for (let i = 0; i <= last; i++) {
    let sum = 0;
    for (let j = i - reach; j <= i + reach; j++) sum += values[Math.min(last, Math.max(0, j))];
    result[i] = sum / (2 * reach + 1);
  }
  return result;
}
