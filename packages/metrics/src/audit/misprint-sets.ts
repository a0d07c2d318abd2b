import { type Counts, findCounts } from './find-counts.js';
import type { Cell } from './published-report.js';
import type { Budget } from './reachable-sums.js';
import type { ReportProblem } from './report-problem.js';

/** Cells that, taken as misprinted, leave a possible report, with counts for it. */
export interface MisprintSet {
  cells: Cell[];
  counts: Counts[];
}

/**
 * The smallest sets of cells without which an impossible report is possible: all of the smallest size.
 *
 * Breadth first, by Reiter's hitting sets: where a selection of cells is impossible, a conflict is looked for, a few cells
 * that contradict each other by themselves, and one of them must be a misprint. Conflicts are kept and used again.
 *
 * @param problem An impossible report.
 * @returns The sets, and whether the search ended within its budget.
 * @see R. Reiter, A theory of diagnosis from first principles, Artificial Intelligence 32 (1987)
 */
export function misprintSets(problem: ReportProblem, budget: Budget): { sets: MisprintSet[]; complete: boolean } {
  const { cells } = problem;
  const conflicts: Cell[][] = [];
  let level: Cell[][] = [[]];
  let complete = true;
  while (level.length > 0) {
    const sets: MisprintSet[] = [];
    const next = new Map<string, Cell[]>();
    for (const removed of level) {
      // Where many rows contradict themselves the selections multiply from level to level, each with a conflict known.
      budget.steps -= cells.length;
      if (budget.steps <= 0) return { sets, complete: false };
      let conflict = conflicts.find((found) => !found.some((cell) => removed.includes(cell)));
      if (!conflict) {
        const left = cells.filter((cell) => !removed.includes(cell));
        // With every cell it is impossible: that is why misprints are looked for.
        const whole = removed.length === 0;
        const outcome = whole
          ? { status: 'none' as const }
          : findCounts(problem.of(left), share(budget, 200_000, problem));
        if (outcome.status === 'found') {
          sets.push({ cells: removed, counts: outcome.counts });
          continue;
        }
        if (outcome.status === 'unknown') {
          complete = false;
          continue;
        }
        conflict = smallConflict(problem, left, budget);
        conflicts.push(conflict);
      }
      for (const cell of conflict) {
        const larger = cells.filter((other) => other === cell || removed.includes(other));
        next.set(larger.map(({ name }) => name).join('\n'), larger);
      }
    }
    if (sets.length > 0) return { sets, complete };
    level = [...next.values()];
  }
  return { sets: [], complete };
}

/** An impossible selection of cells, made smaller as long as it is proved to stay impossible. */
function smallConflict(problem: ReportProblem, cells: Cell[], budget: Budget): Cell[] {
  for (const row of problem.supports.keys()) {
    const own = cells.filter((cell) => cell.row === row);
    if (problem.runs(row, own).length === 0) {
      return own.reduce((kept, cell) => {
        const fewer = kept.filter((other) => other !== cell);
        return problem.runs(row, fewer).length === 0 ? fewer : kept;
      }, own);
    }
  }
  let kept = cells;
  const drop = (leave: (cell: Cell) => boolean) => {
    const fewer = kept.filter((cell) => !leave(cell));
    if (fewer.length < kept.length && findCounts(problem.of(fewer), share(budget, 5000, problem)).status === 'none')
      kept = fewer;
  };
  drop(({ row }) => typeof row !== 'number');
  for (const cell of [...kept]) drop((other) => other === cell);
  return kept;
}

/** A part of the budget for one question, so that a single hard one does not take all; asking costs something too. */
function share(budget: Budget, limit: number, { supports }: ReportProblem): Budget {
  budget.steps -= 1000 + 10 * supports.length;
  let own = Math.min(budget.steps, limit);
  return {
    get steps() {
      return own;
    },
    set steps(value) {
      budget.steps -= own - value;
      own = value;
    },
  };
}
