import type { Contradiction } from './contradictions.js';
import type { Cell, Score } from './published-report.js';

interface Range {
  low: number;
  high: number;
}

/**
 * What printed numbers say about each other whatever the supports are: F1 is the harmonic mean of its row's precision and
 * recall, so that an average of F1 is at most the mean of those of precision and recall; accuracy is recall weighted by
 * support; an average lies among its rows.
 */
export function contradictionsWithoutSupports(names: readonly string[], cells: readonly Cell[]): Contradiction[] {
  const found: Contradiction[] = [];
  const range = (row: Cell['row'], score: Score): Range | undefined => {
    const cell = cells.find((other) => other.row === row && other.score === score);
    if (!cell) return undefined;
    const { units, scale } = cell.printed;
    return { low: (2 * units - 1) / (2 * scale), high: (2 * units + 1) / (2 * scale) };
  };
  const check = (row: Cell['row'], score: Score, allowed: Range | undefined, because: string) => {
    const cell = cells.find((other) => other.row === row && other.score === score);
    const printed = range(row, score);
    if (!cell || !printed || !allowed || found.some((other) => other.cell === cell.name)) return;
    if (printed.low <= allowed.high + 1e-12 && printed.high >= allowed.low - 1e-12) return;
    const least = Math.max(0, allowed.low).toFixed(4);
    const most = Math.min(1, allowed.high).toFixed(4);
    found.push({ cell: cell.name, printed: cell.printed.text, reason: `${because}: ${least} to ${most}` });
  };

  for (const row of names.keys()) {
    const precision = range(row, 'precision');
    const recall = range(row, 'recall');
    if (!precision || !recall) continue;
    const allowed = {
      low: harmonicMean(Math.max(0, precision.low), Math.max(0, recall.low)),
      high: harmonicMean(precision.high, recall.high),
    };
    check(row, 'f1', allowed, 'the harmonic mean of its precision and recall allows');
  }
  check('weighted', 'recall', range('accuracy', 'recall'), 'recall weighted by support is the accuracy');
  for (const row of ['accuracy', 'macro', 'weighted'] as const) {
    for (const score of ['recall', 'precision', 'f1'] as const) {
      const rows = names.map((_, i) => range(i, score));
      if (rows.length === 0 || !rows.every((other) => other !== undefined)) continue;
      const lows = rows.map(({ low }) => low);
      const highs = rows.map(({ high }) => high);
      const sum = (values: number[]) => values.reduce((total, value) => total + value, 0) / rows.length;
      const allowed =
        row === 'macro' ? { low: sum(lows), high: sum(highs) } : { low: Math.min(...lows), high: Math.max(...highs) };
      check(row, score, allowed, row === 'macro' ? 'the mean of its rows is' : 'its rows lie in');
    }
  }
  for (const row of ['macro', 'weighted'] as const) {
    const precision = range(row, 'precision');
    const recall = range(row, 'recall');
    if (!precision || !recall) continue;
    const allowed = { low: 0, high: (precision.high + recall.high) / 2 };
    check(row, 'f1', allowed, 'no average of F1 exceeds the mean of the averages of precision and recall');
  }
  return found;
}

function harmonicMean(a: number, b: number): number {
  return a + b === 0 ? 0 : (2 * a * b) / (a + b);
}
