/** The mean; 0 of nothing. */
export function mean(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i];
  return values.length ? sum / values.length : 0;
}

/** The deviation of the values themselves (divided by n); 0 of nothing. */
export function deviation(values: ArrayLike<number>): number {
  const middle = mean(values);
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += (values[i] - middle) ** 2;
  return values.length ? Math.sqrt(sum / values.length) : 0;
}

/** numpy.percentile with linear interpolation; 0 of nothing. */
export function percentile(values: ArrayLike<number>, percent: number): number {
  return percentiles(values, [percent])[0];
}

/** The same for several, of values that are sorted once. */
export function percentiles(values: ArrayLike<number>, percents: readonly number[]): number[] {
  if (values.length === 0) return percents.map(() => 0);
  const sorted = new Float64Array(values).sort();
  return percents.map((percent) => {
    const place = (percent / 100) * (sorted.length - 1);
    const below = Math.floor(place);
    const above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  });
}
