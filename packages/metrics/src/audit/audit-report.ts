import { show } from '../classification/labels.js';
import { confusionFromCounts } from './confusion-from-counts.js';
import { type Contradiction, contradictions } from './contradictions.js';
import { contradictionsWithoutSupports } from './contradictions-without-supports.js';
import { dualBound } from './dual-bound.js';
import { type Counts, findCountsOf, prepare } from './find-counts.js';
import { type MisprintSet, misprintSets } from './misprint-sets.js';
import { type Cell, type PublishedReport, readReport } from './published-report.js';
import type { Budget } from './reachable-sums.js';
import { countsCorrect, type ReportProblem, reportProblem } from './report-problem.js';
import { scoreOf, type ZeroDivision } from './row-counts.js';

export interface AuditReportOptions {
  /** What the report prints for 0 / 0, such as the precision of a class that was never predicted. @default 0 */
  zeroDivision?: ZeroDivision;
  /** Candidates looked at for each of the three questions (totals, contradictions, misprints). @default 2000000 */
  maxSteps?: number;
}

/** A cell that may be misprinted. */
export interface Misprint {
  cell: string;
  printed: string;
  /** One number that makes the report possible when it and the other cells of the set are exchanged. */
  fits: string;
}

/** What arithmetic says about a published report. */
export interface ReportAudit {
  /** False only where it is proved that no whole-number counts round to the report. */
  possible: boolean;
  /** Whether `possible` and `totals` are proved; `undecided` says what is not. */
  decided: boolean;
  /** Sum of the supports, or null where one is missing. */
  samples: number | null;
  /** Every number of correct answers for which fitting counts were found. */
  totals: number[];
  /** Cells that contradict those read before them: none where the report is possible. */
  contradictions: Contradiction[];
  /** All smallest sets of cells whose misprint would explain an impossible report. */
  misprints: Misprint[][];
  /** One confusion matrix that rounds to the report, rows = true classes as printed. */
  example: { labels: string[]; matrix: number[][] } | null;
  /** What was not decided, in words. */
  undecided: string[];
}

/**
 * Decides whether a published classification report can come from any confusion matrix at all: whole numbers of correct
 * answers and predictions per class that give each printed precision, recall, F1, accuracy and average when rounded to
 * its printed digits (half-up, half-even, or either side of a tie), with as many predictions as samples.
 *
 * The decision is exact for rows and accuracy. Averages of precision and F1 make it a search, which ends with `decided:
 * false` where it takes too long; without supports only inequalities between averages are checked.
 *
 * @param report The report as printed: numbers are strings ("0.70" has two digits), any cell may be missing or null, and
 *   its classes are all classes.
 * @returns Whether it is possible, by how many correct answers, and if not, which cells contradict.
 * @throws TypeError when the report has another shape or a printed number is not a string.
 * @throws RangeError when a printed number is not one from 0 to 1, a support no whole number, the supports add to 0 or to
 *   more than a million, there are more than 300 classes, two classes have one name, or an option has another value.
 * @example
 * auditReport({ classes: [{ name: 'a', recall: '0.79', support: 35 }, { name: 'b', support: 5 }] }).possible // false
 */
export function auditReport(
  report: PublishedReport,
  { zeroDivision = 0, maxSteps = 2_000_000 }: AuditReportOptions = {},
): ReportAudit {
  if (zeroDivision !== 0 && zeroDivision !== 1) {
    throw new RangeError(`auditReport: zeroDivision must be 0 or 1; received ${show(zeroDivision)}`);
  }
  if (!(Number.isSafeInteger(maxSteps) && maxSteps >= 1)) {
    throw new RangeError(`auditReport: maxSteps must be a whole number from 1; received ${show(maxSteps)}`);
  }
  const { names, supports, cells } = readReport(report);
  const known = supports.filter((support) => support !== undefined);
  if (known.length < supports.length || supports.length === 0) {
    const found = contradictionsWithoutSupports(names, cells);
    return {
      possible: found.length === 0,
      decided: found.length > 0,
      samples: null,
      totals: [],
      contradictions: found,
      misprints: [],
      example: null,
      undecided: ['supports are missing: only inequalities between the printed numbers were checked'],
    };
  }
  const problem = reportProblem(known, cells, zeroDivision);
  if (problem.samples === 0) throw new RangeError('auditReport: supports must add to at least 1; received 0');

  const { totals, unknown, counts } = possibleTotals(problem, { steps: maxSteps });
  const undecided = unknown.length > 0 ? [`whether ${listed(unknown)} correct answers are possible`] : [];
  const audit: ReportAudit = {
    possible: totals.length > 0 || unknown.length > 0,
    decided: unknown.length === 0,
    samples: problem.samples,
    totals,
    contradictions: [],
    misprints: [],
    example: counts ? { labels: names, matrix: confusionFromCounts(known, counts) } : null,
    undecided,
  };
  if (audit.possible) return audit;

  audit.contradictions = contradictions(problem, names, { steps: maxSteps });
  if (audit.contradictions.length === 0) {
    const reason = 'no whole numbers give all printed cells together';
    audit.contradictions = [{ cell: 'rows', printed: String(problem.samples), reason }];
  }
  const { sets, complete } = misprintSets(problem, { steps: maxSteps });
  audit.misprints = sets.map((set) => set.cells.map((cell) => misprint(problem, set, cell)));
  if (!complete) undecided.push('whether there are other smallest sets of misprints');
  return audit;
}

/** The totals that are possible, those that are not decided, and counts for one in the middle. */
function possibleTotals(
  problem: ReportProblem,
  budget: Budget,
): { totals: number[]; unknown: number[]; counts?: Counts[] } {
  const start = prepare(problem.of(problem.cells), budget);
  if (!('prepared' in start)) {
    // Either no counts at all, or too many to begin with.
    const unknown = start.status === 'unknown' ? Array.from({ length: problem.samples + 1 }, (_, total) => total) : [];
    return { totals: [], unknown };
  }
  const { prepared } = start;
  const found = new Map<number, Counts[]>();
  let open: number[] = [];
  const ask = (total: number, own: Budget, thorough: boolean) => {
    const outcome = findCountsOf(total, prepared, own, thorough);
    if (outcome.status === 'found') found.set(total, outcome.counts);
    if (outcome.status === 'unknown') open.push(total);
  };
  for (const [k, total] of start.totals.entries()) ask(total, part(budget, start.totals.length - k, 0.5), false);

  // What is left lies mostly beyond the totals that were found: one bound can exclude all from one of them on.
  if (prepared.averages.length > 0) {
    const least = Math.min(...found.keys());
    const most = Math.max(...found.keys());
    const excluded = (first: number, last: number) =>
      dualBound(prepared, { first, last }, part(budget, 1, 0.1)) === 'none';
    const below = open.filter((total) => !(total > least));
    const above = open.filter((total) => total > most);
    const lowest = firstWhere(below.length, (k) => !excluded(below[0], below[k]));
    const highest = firstWhere(above.length, (k) => excluded(above[k], above[above.length - 1]));
    open = open.filter((total) => !below.slice(0, lowest).includes(total) && !above.slice(highest).includes(total));
  }
  const left = open;
  open = [];
  for (const [k, total] of left.entries()) ask(total, part(budget, left.length - k, 1), true);

  const totals = [...found.keys()].sort((a, b) => a - b);
  return { totals, unknown: open, counts: found.get(totals[Math.floor(totals.length / 2)]) };
}

/** One of so many equal parts of a share of the budget, which is charged for what is used. */
function part(budget: Budget, parts: number, share: number): Budget {
  let own = Math.ceil((share * budget.steps) / parts);
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

/** The first of the numbers below count from which on a condition holds, by halving; count where it never does. */
function firstWhere(count: number, holds: (k: number) => boolean): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

function misprint({ supports, samples, zeroDivision }: ReportProblem, { counts }: MisprintSet, cell: Cell): Misprint {
  const value = (row: number) =>
    scoreOf(cell.score, supports[row], counts[row].correct, counts[row].predicted, zeroDivision);
  const sum = (part: (row: number) => number) => supports.reduce((total, _, row) => total + part(row), 0);
  const fits = countsCorrect(cell)
    ? sum((row) => counts[row].correct) / samples
    : cell.row === 'macro'
      ? sum(value) / supports.length
      : cell.row === 'weighted'
        ? sum((row) => (supports[row] / samples) * value(row))
        : value(cell.row as number);
  const digits = Math.log10(cell.printed.scale);
  const percent = cell.printed.text.endsWith('%');
  const text = percent ? `${(100 * fits).toFixed(digits - 2)}%` : fits.toFixed(digits);
  return { cell: cell.name, printed: cell.printed.text, fits: text };
}

function listed(numbers: readonly number[]): string {
  return numbers.length <= 3 ? numbers.join(', ') : `${numbers.length} totals from ${numbers[0]} to ${numbers.at(-1)}`;
}
