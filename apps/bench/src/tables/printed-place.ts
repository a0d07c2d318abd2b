import { predictionInterval } from '@aver/metrics';
import type { TableRow } from './table-document.js';

/** Where a printed number lies among our runs. */
export interface PrintedPlace {
  /** Where one more run of ours would lie, 95 %; absent where there is one run. */
  oneMoreRun?: { low: number; high: number };
  /** How many of our runs reach the printed number, and how many there are: seeds, or folds. */
  reached: number;
  runs: number;
  /** Seen from the interval for one more run, or of one run from its own interval. */
  lies: 'inside' | 'above' | 'below';
}

/** Printed numbers have two digits: half of the last one is allowed for. */
const rounding = 0.005;

/**
 * The place of a row's printed accuracy. A printed number is ONE run, so the ruler is the interval for one more run,
 * not that of the mean, which shrinks with the number of runs until it holds hardly any run at all.
 *
 * @returns Nothing where the paper prints no such row.
 * @see docs/decisions/2026-11-29-one-run-against-many.md
 */
export function printedPlace({ paper, accuracy }: Pick<TableRow, 'paper' | 'accuracy'>): PrintedPlace | undefined {
  if (!paper) return undefined;
  const { values } = accuracy;
  const interval = values.length > 1 ? predictionInterval(values) : accuracy;
  const [low, high] = [Math.max(0, interval.low), Math.min(1, interval.high)];
  const printed = paper.accuracy;
  return {
    ...(values.length > 1 && { oneMoreRun: { low, high } }),
    reached: values.filter((value) => value >= printed - rounding).length,
    runs: values.length,
    lies: printed > high + rounding ? 'above' : printed < low - rounding ? 'below' : 'inside',
  };
}
