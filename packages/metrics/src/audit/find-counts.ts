import { dualBound } from './dual-bound.js';
import { type Budget, reachableSums, type Sums } from './reachable-sums.js';
import { least, most, type Run } from './row-counts.js';

/** One printed average: the sum over rows of `part` is to lie between low and high. */
export interface Average {
  low: number;
  high: number;
  /** What a row contributes; must not rise with predicted within a run. */
  part(row: number, correct: number, predicted: number): number;
}

/** Which counts are looked for. */
export interface Problem {
  supports: readonly number[];
  /** The runs that each row allows. */
  rows: readonly Run[][];
  /** The sums of correct answers that accuracy allows, first and last. */
  correct: { first: number; last: number };
  averages: readonly Average[];
}

/** One way to fill a row. */
export interface Counts {
  correct: number;
  predicted: number;
}

/** Counts that fit, or none exist, or the budget ended first. */
export type Outcome = { status: 'found'; counts: Counts[] } | { status: 'none' } | { status: 'unknown' };

/** A problem with what its searches share. */
export interface PreparedProblem extends Problem {
  samples: number;
  sums: Sums[];
  /** Per average and row index i: the least and most that the rows from i on can contribute. */
  leastAfter: number[][];
  mostAfter: number[][];
}

/**
 * Prepares a problem, and decides it where rows or averages leave nothing at all.
 *
 * @returns The prepared problem, with the sums of correct answers that remain, in order; or its outcome.
 */
export function prepare(problem: Problem, budget: Budget): { prepared: PreparedProblem; totals: number[] } | Outcome {
  const { supports, rows, correct, averages } = problem;
  if (rows.some((runs) => runs.length === 0)) return { status: 'none' };
  const samples = supports.reduce((sum, support) => sum + support, 0);
  const sums = reachableSums(rows, correct, samples, budget);
  if (!sums) return { status: 'unknown' };
  const totals = sums[0].predicted.flatMap((predicted, k) => (holds(predicted, samples) ? [sums[0].first + k] : []));
  if (totals.length === 0) return { status: 'none' };

  const leastAfter: number[][] = [];
  const mostAfter: number[][] = [];
  for (const { part, low, high } of averages) {
    const lows = [0];
    const highs = [0];
    for (let i = rows.length - 1; i >= 0; i--) {
      lows.unshift(lows[0] + least(rows[i], (run) => part(i, run.correct, run.high)));
      highs.unshift(highs[0] + most(rows[i], (run) => part(i, run.correct, run.low)));
    }
    if (!(lows[0] <= high && highs[0] >= low)) return { status: 'none' };
    leastAfter.push(lows);
    mostAfter.push(highs);
  }
  return { prepared: { ...problem, samples, sums, leastAfter, mostAfter }, totals };
}

/** Whether any counts fit. */
export function findCounts(problem: Problem, budget: Budget): Outcome {
  const start = prepare(problem, budget);
  if ('status' in start) return start;
  const { prepared, totals } = start;
  // Solutions are most numerous in the middle of the possible totals.
  const middle = totals[Math.floor(totals.length / 2)];
  const order = [...totals].sort((a, b) => Math.abs(a - middle) - Math.abs(b - middle));
  const open: number[] = [];
  for (const [k, total] of order.entries()) {
    if (k === 5 && dualBound(prepared, { first: totals[0], last: totals[totals.length - 1] }, budget) === 'none') {
      return { status: 'none' };
    }
    const outcome = findCountsOf(total, prepared, budget, false);
    if (outcome.status === 'found') return outcome;
    if (outcome.status === 'unknown') open.push(total);
  }
  let unknown = false;
  for (const total of open) {
    const outcome = findCountsOf(total, prepared, budget, true);
    if (outcome.status === 'found') return outcome;
    if (outcome.status === 'unknown') unknown = true;
  }
  return { status: unknown ? 'unknown' : 'none' };
}

/**
 * Whether any counts with this sum of correct answers fit, and give a confusion matrix: the mistakes can be placed off
 * the diagonal if and only if no class has more of them, made and received, than there are in all,
 * support + predicted - 2 correct <= samples - total (a cut of the flow from rows to columns).
 *
 * @param thorough Look at every candidate; otherwise at a few of each run, and 'none' is said only if none was skipped.
 */
export function findCountsOf(total: number, problem: PreparedProblem, budget: Budget, thorough: boolean): Outcome {
  const { supports, samples, averages, leastAfter, mostAfter } = problem;
  const mistakes = samples - total;
  let { rows, sums } = problem;
  if (thorough) {
    // Runs cut to what this total allows: without averages every path that the sums show then ends in a solution.
    rows = rows.map((runs, i) =>
      runs.flatMap((run) => {
        const high = Math.min(run.high, mistakes - supports[i] + 2 * run.correct);
        return run.low <= high ? [{ ...run, high }] : [];
      }),
    );
    if (rows.some((runs) => runs.length === 0)) return { status: 'none' };
    const exact = reachableSums(rows, { first: total, last: total }, samples, budget);
    if (!exact) return { status: 'unknown' };
    sums = exact;
    if (averages.length > 0 && dualBound({ ...problem, rows }, { first: total, last: total }, budget) === 'none') {
      return { status: 'none' };
    }
  }
  const counts: Counts[] = [];
  const after = averages.map(() => 0);
  let skipped = false;

  const visit = (row: number, correctLeft: number, predictedLeft: number, partial: readonly number[]): boolean => {
    if (row === rows.length) return true;
    const next = sums[row + 1];
    const options: Array<Counts & { sums: number[]; distance: number }> = [];
    for (const run of rows[row]) {
      const rest = next.predicted[correctLeft - run.correct - next.first];
      if (!rest) continue;
      const limit = Math.min(run.high, mistakes - supports[row] + 2 * run.correct);
      for (let k = 0; k < rest.length; k += 2) {
        const from = Math.max(run.low, predictedLeft - rest[k + 1]);
        const to = Math.min(limit, predictedLeft - rest[k]);
        const stride = thorough ? 1 : Math.max(1, Math.ceil((to - from) / 6));
        if (stride > 1) skipped = true;
        for (let predicted = from; predicted <= to; predicted += stride) {
          if (budget.steps-- <= 0) return false;
          const option = weigh(row, run.correct, predicted, partial);
          if (option) options.push(option);
          // Without averages one prediction count of an interval is as good as another.
          if (averages.length === 0 && thorough) break;
        }
      }
    }
    options.sort((a, b) => a.distance - b.distance);
    if (!thorough && options.length > 4) {
      options.length = 4;
      skipped = true;
    }
    for (const { correct, predicted, sums } of options) {
      counts[row] = { correct, predicted };
      if (visit(row + 1, correctLeft - correct, predictedLeft - predicted, sums)) return true;
      if (budget.steps <= 0) return false;
    }
    return false;
  };

  /** The averages so far, and how far they leave the rest from its middle; undefined where the rest cannot mend them. */
  const weigh = (row: number, correct: number, predicted: number, partial: readonly number[]) => {
    let distance = 0;
    for (let a = 0; a < averages.length; a++) {
      const { low, high } = averages[a];
      const sum = partial[a] + averages[a].part(row, correct, predicted);
      const bottom = leastAfter[a][row + 1];
      const top = mostAfter[a][row + 1];
      if (!(sum + bottom <= high && sum + top >= low)) return undefined;
      after[a] = sum;
      if (top - bottom > 1e-12) {
        distance = Math.max(distance, Math.abs(((low + high) / 2 - sum - bottom) / (top - bottom) - 0.5));
      }
    }
    return { correct, predicted, sums: after.slice(), distance };
  };

  const nothing = averages.map(() => 0);
  if (visit(0, total, samples, nothing)) return { status: 'found', counts };
  return { status: budget.steps <= 0 || skipped ? 'unknown' : 'none' };
}

function holds(intervals: readonly number[], value: number): boolean {
  for (let k = 0; k < intervals.length; k += 2) {
    if (intervals[k] <= value && value <= intervals[k + 1]) return true;
  }
  return false;
}
