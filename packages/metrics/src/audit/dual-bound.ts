import type { PreparedProblem } from './find-counts.js';
import type { Budget } from './reachable-sums.js';

/** So many candidates are weighed at most; beyond, nothing is proved. */
const LIMIT = 50_000;

/**
 * Tries to prove that no choice of one candidate per row meets all sums at once. For any weights, each row contributes
 * at least its smallest weighted value; where even these add to more than the weighted sums may be, there is no
 * solution. Weights that prove it are looked for by climbing along the difference between the two.
 *
 * Averages that each could be met, but not together with the sum of predictions, are found out so without a search.
 *
 * @param correct The sums of correct answers that are allowed.
 * @returns 'none' if it is proved, else 'open'.
 * @see A. M. Geoffrion, Lagrangean relaxation for integer programming (1974)
 */
export function dualBound(
  { rows, samples, averages }: PreparedProblem,
  correct: { first: number; last: number },
  budget: Budget,
): 'none' | 'open' {
  const size = rows.flat().reduce((sum, { low, high }) => sum + high - low + 1, 0);
  // One look at a candidate here is about a tenth of a step of the search, and half of the steps is enough for it.
  const rounds = Math.min(120, Math.floor((5 * budget.steps) / size));
  if (size > LIMIT || rounds < 10) return 'open';
  budget.steps -= (size * rounds) / 10;
  const lows = [samples, correct.first, ...averages.map(({ low }) => low)];
  const highs = [samples, correct.last, ...averages.map(({ high }) => high)];
  const dimensions = lows.length;
  // Per row: the candidates' contributions one after another, (candidates, dimensions).
  const candidates = rows.map((runs, row) => {
    const values = new Float64Array(dimensions * runs.reduce((sum, run) => sum + run.high - run.low + 1, 0));
    let at = 0;
    for (const { correct, low, high } of runs) {
      for (let predicted = low; predicted <= high; predicted++) {
        values[at++] = predicted;
        values[at++] = correct;
        for (const { part } of averages) values[at++] = part(row, correct, predicted);
      }
    }
    return values;
  });
  for (let d = 0; d < dimensions; d++) rescale(candidates, lows, highs, d);

  const weights = new Float64Array(dimensions);
  const slope = new Float64Array(dimensions);
  for (let round = 0; round < rounds; round++) {
    slope.fill(0);
    let gap = 0;
    for (const values of candidates) {
      let best = Number.POSITIVE_INFINITY;
      let at = 0;
      for (let start = 0; start < values.length; start += dimensions) {
        let value = 0;
        for (let d = 0; d < dimensions; d++) value += weights[d] * values[start + d];
        if (value < best) {
          best = value;
          at = start;
        }
      }
      gap += best;
      for (let d = 0; d < dimensions; d++) slope[d] += values[at + d];
    }
    for (let d = 0; d < dimensions; d++) {
      // The dearer end of the range; with weight 0 the nearer one.
      const near = Math.min(Math.max(slope[d], lows[d]), highs[d]);
      const bound = weights[d] > 0 ? highs[d] : weights[d] < 0 ? lows[d] : near;
      gap -= weights[d] * bound;
      slope[d] -= bound;
    }
    // The sums are scaled to [0, 1] and the weights are no larger than some tens: far above their rounding.
    if (gap > 1e-6) return 'none';
    const length = Math.hypot(...slope);
    if (length < 1e-9) return 'open';
    for (let d = 0; d < dimensions; d++) weights[d] += slope[d] / length / (1 + round / 8);
  }
  return 'open';
}

/** Moves and scales one dimension so that its sums reach from 0 to 1, or leaves it out where they do not differ. */
function rescale(candidates: readonly Float64Array[], lows: number[], highs: number[], d: number): void {
  const dimensions = lows.length;
  const ranges = candidates.map((values) => {
    let least = Number.POSITIVE_INFINITY;
    let most = Number.NEGATIVE_INFINITY;
    for (let k = d; k < values.length; k += dimensions) {
      least = Math.min(least, values[k]);
      most = Math.max(most, values[k]);
    }
    return { least, most };
  });
  const bottom = ranges.reduce((sum, { least }) => sum + least, 0);
  const spread = ranges.reduce((sum, { least, most }) => sum + most - least, 0);
  const scale = spread > 1e-7 ? 1 / spread : 0;
  for (const [row, values] of candidates.entries()) {
    for (let k = d; k < values.length; k += dimensions) values[k] = (values[k] - ranges[row].least) * scale;
  }
  lows[d] = (lows[d] - bottom) * scale;
  highs[d] = (highs[d] - bottom) * scale;
}
