import type { Average, Problem } from './find-counts.js';
import { roundingParts } from './printed-number.js';
import type { Cell } from './published-report.js';
import { type RowCells, type Run, rowCounts, scoreOf, type ZeroDivision } from './row-counts.js';

/** Asks what counts fit a selection of a report's cells. */
export interface ReportProblem {
  supports: readonly number[];
  samples: number;
  cells: readonly Cell[];
  zeroDivision: ZeroDivision;
  /** The counts that a row's cells allow by themselves. */
  runs(row: number, cells: readonly Cell[]): Run[];
  /** The problem that the cells pose together; `rows` replaces what their rows allow. */
  of(cells: readonly Cell[], rows?: readonly Run[][]): Problem;
}

/**
 * Turns a report with all its supports into problems for {@link findCounts}, each row's runs computed once.
 *
 * @param supports True samples of each class, at least one in all.
 */
export function reportProblem(
  supports: readonly number[],
  cells: readonly Cell[],
  zeroDivision: ZeroDivision,
): ReportProblem {
  const samples = supports.reduce((sum, support) => sum + support, 0);
  const known = new Map<string, Run[]>();
  const runs = (row: number, selected: readonly Cell[]) => {
    const rowCells: RowCells = {};
    for (const cell of selected) if (cell.row === row) rowCells[cell.score] = cell.printed;
    const key = `${row} ${Object.keys(rowCells).sort()}`;
    const found = known.get(key) ?? rowCounts(supports[row], samples, rowCells, zeroDivision);
    known.set(key, found);
    return found;
  };

  const rowsOf = (selected: readonly Cell[]) => {
    const own: Cell[][] = supports.map(() => []);
    for (const cell of selected) if (typeof cell.row === 'number') own[cell.row].push(cell);
    return own.map((rowCells, row) => runs(row, rowCells));
  };

  const average = ({ row, score, printed: { units, scale } }: Cell): Average => {
    const weights = supports.map((support) => (row === 'macro' ? 1 / supports.length : support / samples));
    return {
      // Averages were summed as floats, and are summed so here: a tie may come out on either side.
      low: (2 * units - 1) / (2 * scale) - 1e-12,
      high: (2 * units + 1) / (2 * scale) + 1e-12,
      part: (i, correct, predicted) => weights[i] * scoreOf(score, supports[i], correct, predicted, zeroDivision),
    };
  };

  return {
    supports,
    samples,
    cells,
    zeroDivision,
    runs,
    of(selected, rows = rowsOf(selected)) {
      const correct = { first: 0, last: samples };
      const averages: Average[] = [];
      for (const cell of selected) {
        if (countsCorrect(cell)) {
          const { first, last } = roundingParts(samples, cell.printed);
          correct.first = Math.max(correct.first, first);
          correct.last = Math.min(correct.last, last);
        } else if (typeof cell.row !== 'number') {
          averages.push(average(cell));
        }
      }
      return { supports, rows, correct, averages };
    },
  };
}

/** Whether a cell is correct answers / samples: accuracy is, and so is recall weighted by support. */
export function countsCorrect({ row, score }: Cell): boolean {
  return row === 'accuracy' || (row === 'weighted' && score === 'recall');
}
