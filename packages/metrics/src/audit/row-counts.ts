import { type PrintedNumber, roundingParts, roundingWholes, rounds } from './printed-number.js';
import type { Score } from './published-report.js';

/** The printed cells of one row that are to hold. */
export type RowCells = Partial<Record<Score, PrintedNumber>>;

/** So many correct answers, with any number of predictions from low to high. */
export interface Run {
  correct: number;
  low: number;
  high: number;
}

/** What 0 / 0 was printed as. */
export type ZeroDivision = 0 | 1;

/**
 * Every pair of correct answers t and predictions q of one class that rounds to its printed cells, as runs of q: for a
 * given t each cell leaves an interval of q, since t / q and 2t / (support + q) fall as q grows.
 *
 * @param support True samples of the class.
 * @param total Samples of all classes: q - t of the other classes' samples were taken for this class.
 */
export function rowCounts(support: number, total: number, cells: RowCells, zeroDivision: ZeroDivision): Run[] {
  const { precision, recall, f1 } = cells;
  const runs: Run[] = [];
  const { first, last } = recall && support > 0 ? roundingParts(support, recall) : { first: 0, last: support };
  if (recall && support === 0 && !rounds(zeroDivision, 1, recall)) return [];

  for (let correct = first; correct <= Math.min(last, support); correct++) {
    let low = correct;
    let high = total - support + correct;
    if (correct > 0) {
      if (precision) ({ low, high } = within(roundingWholes(correct, precision), low, high));
      if (f1) {
        const wholes = roundingWholes(2 * correct, f1);
        ({ low, high } = within({ first: wholes.first - support, last: wholes.last - support }, low, high));
      }
      if (low <= high) runs.push({ correct, low, high });
      continue;
    }
    // Nothing correct: both scores are 0 however many were predicted, except for 0 / 0.
    const isZero = (cell?: PrintedNumber) => !cell || rounds(0, 1, cell);
    const isUndefined = (cell?: PrintedNumber) => !cell || rounds(zeroDivision, 1, cell);
    const some = isZero(precision) && isZero(f1);
    const none = isUndefined(precision) && (support > 0 ? isZero(f1) : isUndefined(f1));
    // 0 / 0 = 1 keeps a run of its own, so that scores never rise within a run.
    if (none && !(some && zeroDivision === 0)) runs.push({ correct, low: 0, high: 0 });
    const from = none && zeroDivision === 0 ? 0 : 1;
    if (some && from <= high) runs.push({ correct, low: from, high });
  }
  return runs;
}

/** The value of a score from counts. */
export function scoreOf(
  score: Score,
  support: number,
  correct: number,
  predicted: number,
  zeroDivision: ZeroDivision,
): number {
  const part = score === 'f1' ? 2 * correct : correct;
  const whole = score === 'recall' ? support : score === 'precision' ? predicted : support + predicted;
  return whole === 0 ? zeroDivision : part / whole;
}

/** The runs of several rows of counts as one row that may be any of them, without overlaps. */
export function anyOf(rows: readonly Run[][]): Run[] {
  const all = rows.flat().sort((a, b) => a.correct - b.correct || a.low - b.low);
  const merged: Run[] = [];
  for (const run of all) {
    const last = merged.at(-1);
    // A lone q = 0 stays alone, see above.
    const joins = last && last.correct === run.correct && run.low <= last.high + (last.high > 0 ? 1 : 0);
    if (joins) last.high = Math.max(last.high, run.high);
    else merged.push({ ...run });
  }
  return merged;
}

/** The least value that a row's runs have; spreading into Math.min would fail for a hundred thousand. */
export function least(runs: readonly Run[], value: (run: Run) => number): number {
  return runs.reduce((best, run) => Math.min(best, value(run)), Number.POSITIVE_INFINITY);
}

/** The greatest value that a row's runs have. */
export function most(runs: readonly Run[], value: (run: Run) => number): number {
  return runs.reduce((best, run) => Math.max(best, value(run)), Number.NEGATIVE_INFINITY);
}

function within(range: { first: number; last: number }, low: number, high: number): { low: number; high: number } {
  return { low: Math.max(low, range.first), high: Math.min(high, range.last) };
}
