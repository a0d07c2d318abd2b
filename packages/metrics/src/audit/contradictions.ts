import { findCounts, prepare } from './find-counts.js';
import type { Cell, Score } from './published-report.js';
import type { Budget } from './reachable-sums.js';
import { countsCorrect, type ReportProblem } from './report-problem.js';
import { anyOf, least, most, type Run, scoreOf } from './row-counts.js';

/** A cell that contradicts what was read before it. */
export interface Contradiction {
  /** 'sad.f1', 'accuracy', 'macro.recall', or 'rows' where each row is possible and all together are not. */
  cell: string;
  /** What is printed there; for 'rows' the sum of the supports. */
  printed: string;
  /** What it contradicts, and the nearest numbers that would not. */
  reason: string;
}

/** The order of reading: what others are judged by comes first. */
const rowOrder: readonly Score[] = ['recall', 'precision', 'f1'];
const averageOrder = [
  'accuracy',
  'weighted.recall',
  'macro.recall',
  'macro.precision',
  'macro.f1',
  'weighted.precision',
  'weighted.f1',
];

/**
 * Reads an impossible report cell by cell, first each row by itself, then the rows together, then accuracy and averages,
 * and names every cell that cannot hold together with the cells before it that do.
 *
 * A row that contradicts itself is read on as if as few of its cells as possible were misprinted, whichever they are.
 */
export function contradictions(problem: ReportProblem, names: readonly string[], budget: Budget): Contradiction[] {
  const found: Contradiction[] = [];
  const rows = names.map((name, row) => {
    const own = rowOrder.flatMap((score) => problem.cells.filter((cell) => cell.row === row && cell.score === score));
    const kept: Cell[] = [];
    for (const cell of own) {
      if (problem.runs(row, [...kept, cell]).length > 0) kept.push(cell);
      else found.push(rowContradiction(problem, row, name, kept, cell));
    }
    return kept.length === own.length ? problem.runs(row, own) : mended(problem, row, own);
  });

  const { samples } = problem;
  const together = prepare(problem.of([], rows), budget);
  const averages = averageOrder.flatMap((name) => problem.cells.filter((cell) => cell.name === name));
  const joined = findCounts(problem.of([], rows), budget).status !== 'none';
  if (!joined) found.push({ cell: 'rows', printed: String(samples), reason: rowsReason(rows, samples) });

  const kept: Cell[] = [];
  for (const cell of averages) {
    const range = attainable(problem, cell, rows, 'totals' in together ? together.totals : undefined);
    const { units, scale, text } = cell.printed;
    const apart =
      range.high < (2 * units - 1) / (2 * scale) - 1e-12 || range.low > (2 * units + 1) / (2 * scale) + 1e-12;
    const digits = Math.max(4, text.length);
    if (apart) {
      const reason = `the rows allow ${range.low.toFixed(digits)} to ${range.high.toFixed(digits)}`;
      found.push({ cell: cell.name, printed: text, reason });
    } else if (joined && findCounts(problem.of([...kept, cell], rows), budget).status === 'none') {
      const others = ['the rows', ...kept.map(({ name, printed }) => `${name} ${printed.text}`)].join(', ');
      found.push({ cell: cell.name, printed: text, reason: `no whole numbers give it together with ${others}` });
    } else {
      kept.push(cell);
    }
  }
  return found;
}

/** The counts of a row without as few of its cells as make it possible, whichever they are. */
function mended(problem: ReportProblem, row: number, own: readonly Cell[]): Run[] {
  for (let size = own.length - 1; size >= 0; size--) {
    const fits = subsets(own, size).map((cells) => problem.runs(row, cells));
    if (fits.some((runs) => runs.length > 0)) return anyOf(fits);
  }
  return [];
}

function subsets<T>(items: readonly T[], size: number): T[][] {
  if (size === 0) return [[]];
  return items.flatMap((item, i) => subsets(items.slice(i + 1), size - 1).map((rest) => [item, ...rest]));
}

function rowContradiction(
  problem: ReportProblem,
  row: number,
  name: string,
  kept: readonly Cell[],
  cell: Cell,
): Contradiction {
  const support = problem.supports[row];
  const wanted = cell.printed.units / cell.printed.scale;
  let below: { value: number; text: string } | undefined;
  let above: { value: number; text: string } | undefined;
  const offer = (correct: number, predicted: number) => {
    const value = scoreOf(cell.score, support, correct, predicted, problem.zeroDivision);
    const text = `${fraction(cell.score, support, correct, predicted)} = ${value.toFixed(cell.printed.text.length + 1)}`;
    if (value < wanted && !(below && below.value >= value)) below = { value, text };
    if (value > wanted && !(above && above.value <= value)) above = { value, text };
  };
  for (const { correct, low, high } of problem.runs(row, kept)) {
    // Scores fall as predictions rise: the ends, and where the run passes the wanted value.
    const crossing = cell.score === 'f1' ? (2 * correct) / wanted - support : correct / wanted;
    const middle = Number.isFinite(crossing) ? [Math.floor(crossing), Math.ceil(crossing)] : [];
    for (const predicted of [low, high, ...middle])
      if (low <= predicted && predicted <= high) offer(correct, predicted);
  }
  const given = kept.map(({ score, printed }) => `${score} ${printed.text}`).join(' and ');
  const near = [below, above].flatMap((side) => (side ? [side.text] : [])).join(' and ');
  const reason = `with ${given ? `${given} of ` : ''}${support} samples no whole numbers give it; nearest: ${near || 'none'}`;
  return { cell: `${name}.${cell.score}`, printed: cell.printed.text, reason };
}

function fraction(score: Score, support: number, correct: number, predicted: number): string {
  if (score === 'f1') return `2 x ${correct}/(${support} + ${predicted})`;
  return `${correct}/${score === 'recall' ? support : predicted}`;
}

function rowsReason(rows: readonly Run[][], samples: number): string {
  const fewest = rows.reduce((sum, runs) => sum + least(runs, ({ low }) => low), 0);
  const greatest = rows.reduce((sum, runs) => sum + most(runs, ({ high }) => high), 0);
  if (fewest > samples || greatest < samples) {
    return `each sample is predicted once, but the rows allow only ${fewest} to ${greatest} predictions for ${samples} samples`;
  }
  return `each row is possible, but no confusion matrix of ${samples} samples has all of them`;
}

/** The least and greatest value of an average that the rows allow, each row by itself. */
function attainable(
  problem: ReportProblem,
  cell: Cell,
  rows: readonly Run[][],
  totals?: readonly number[],
): { low: number; high: number } {
  if (countsCorrect(cell)) {
    const fewest = rows.reduce((sum, runs) => sum + least(runs, ({ correct }) => correct), 0);
    const greatest = rows.reduce((sum, runs) => sum + most(runs, ({ correct }) => correct), 0);
    const { samples } = problem;
    return { low: (totals?.[0] ?? fewest) / samples, high: (totals?.at(-1) ?? greatest) / samples };
  }
  const [{ part }] = problem.of([cell], rows).averages;
  const sum = (value: (runs: Run[], row: number) => number) =>
    rows.reduce((total, runs, row) => total + value(runs, row), 0);
  return {
    low: sum((runs, row) => least(runs, ({ correct, high }) => part(row, correct, high))),
    high: sum((runs, row) => most(runs, ({ correct, low }) => part(row, correct, low))),
  };
}
