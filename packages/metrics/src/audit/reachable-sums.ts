import { least, most, type Run } from './row-counts.js';

/** A limit on work that several searches share. */
export interface Budget {
  /** Candidates that may still be looked at. */
  steps: number;
}

/** For each sum of correct answers, from `first` on, the sums of predictions that go with it: [low, high, low, high, ...]. */
export interface Sums {
  first: number;
  predicted: number[][];
}

/**
 * For every i, the sums of correct answers and of predictions that the rows from i on can have. The last entry, of no
 * row, is the sum 0. Intervals add to intervals, so a whole report needs little more than one interval per sum.
 *
 * @param rows The runs of each row.
 * @param correct The sums of correct answers of all rows that are of interest, first and last.
 * @param total The sum of predictions that is of interest.
 * @returns One entry per row and one more; undefined where the budget does not suffice.
 */
export function reachableSums(
  rows: readonly Run[][],
  correct: { first: number; last: number },
  total: number,
  budget: Budget,
): Sums[] | undefined {
  const fewest = sumsBefore(rows.map((runs) => least(runs, (run) => run.correct)));
  const greatest = sumsBefore(rows.map((runs) => most(runs, (run) => run.correct)));
  const lowest = sumsBefore(rows.map((runs) => least(runs, ({ low }) => low)));
  const highest = sumsBefore(rows.map((runs) => most(runs, ({ high }) => high)));
  const after = (sums: number[], i: number) => sums[rows.length] - sums[i];

  const sums: Sums[] = new Array(rows.length + 1);
  sums[rows.length] = { first: 0, predicted: [[0, 0]] };
  for (let i = rows.length - 1; i >= 0; i--) {
    const next = sums[i + 1];
    const first = Math.max(after(fewest, i), correct.first - greatest[i]);
    const last = Math.min(after(greatest, i), correct.last - fewest[i]);
    const bottom = total - highest[i];
    const top = total - lowest[i];
    const cost = (Math.max(0, last - first + 1) * rows[i].length) / 10;
    // Refused work costs nothing: the budget may be shared.
    if (cost > budget.steps) return undefined;
    budget.steps -= cost;
    const predicted: number[][] = [];
    for (let sum = first; sum <= last; sum++) {
      const found: number[] = [];
      for (const run of rows[i]) {
        const rest = next.predicted[sum - run.correct - next.first];
        if (!rest) continue;
        for (let k = 0; k < rest.length; k += 2) {
          const low = Math.max(bottom, rest[k] + run.low);
          const high = Math.min(top, rest[k + 1] + run.high);
          if (low <= high) found.push(low, high);
        }
      }
      predicted.push(union(found));
    }
    sums[i] = { first, predicted };
  }
  return sums;
}

/** For every i, the sum of the values before it; the last is the sum of all. */
function sumsBefore(values: readonly number[]): number[] {
  const sums = [0];
  for (const value of values) sums.push(sums[sums.length - 1] + value);
  return sums;
}

/** Intervals of whole numbers in any order, made disjoint and rising. */
function union(intervals: number[]): number[] {
  if (intervals.length <= 2) return intervals;
  const order = Array.from({ length: intervals.length / 2 }, (_, k) => 2 * k);
  order.sort((a, b) => intervals[a] - intervals[b]);
  const merged = [intervals[order[0]], intervals[order[0] + 1]];
  for (const k of order) {
    if (intervals[k] <= merged[merged.length - 1] + 1) {
      merged[merged.length - 1] = Math.max(merged[merged.length - 1], intervals[k + 1]);
    } else {
      merged.push(intervals[k], intervals[k + 1]);
    }
  }
  return merged;
}
