import { show } from '../classification/labels.js';
import { type PrintedNumber, printedNumber } from './printed-number.js';

/** Precision, recall and F1 as printed; a cell that is missing or null is not checked. */
export interface PublishedScores {
  precision?: string | null;
  recall?: string | null;
  f1?: string | null;
}

/** One row of a published report. */
export interface PublishedClass extends PublishedScores {
  name: string;
  /** True samples of the class, as a number or as printed. */
  support?: number | string | null;
}

/** A classification report as printed; the numbers are strings, so that "0.70" has two digits. */
export interface PublishedReport {
  /** The rows of all classes; empty where only averages were published. */
  classes: readonly PublishedClass[];
  accuracy?: string | null;
  macro?: PublishedScores | null;
  weighted?: PublishedScores | null;
}

/**
 * Each cell of an impossible report is tried as a misprint, which takes some seconds with so many classes; the search also
 * goes as many calls deep as there are classes.
 */
const mostClasses = 300;

/** The three scores of a row or an average. */
export type Score = 'precision' | 'recall' | 'f1';
const scores: readonly Score[] = ['precision', 'recall', 'f1'];

/** A printed number and its place. */
export interface Cell {
  /** 'accuracy', 'macro.f1', or 'sad.f1' for the class sad. */
  name: string;
  /** The index of the class, or the kind of average. */
  row: number | 'accuracy' | 'macro' | 'weighted';
  score: Score;
  printed: PrintedNumber;
}

/** A report that was read: its cells, and the supports of its classes. */
export interface ReadReport {
  names: string[];
  /** Undefined where the report does not print it. */
  supports: Array<number | undefined>;
  cells: Cell[];
}

/**
 * Checks and reads a published report.
 *
 * @throws TypeError when the report is not of this shape, a name or a printed number is not a string.
 * @throws RangeError when a number is not one from 0 to 1, a support no whole number, two classes have one name, or there
 *   are more than 300 classes or a million samples.
 */
export function readReport(report: PublishedReport): ReadReport {
  if (!Array.isArray(report?.classes)) {
    throw new TypeError(`auditReport: report.classes must be an array; received ${show(report?.classes)}`);
  }
  if (!(report.classes.length <= mostClasses)) {
    throw new RangeError(`auditReport: classes must be at most ${mostClasses}; received ${report.classes.length}`);
  }
  const cells: Cell[] = [];
  const read = (printed: PublishedScores | null | undefined, row: Cell['row'], prefix: string) => {
    if (printed === null || printed === undefined) return;
    if (typeof printed !== 'object') {
      throw new TypeError(`auditReport: ${prefix} must be an object of scores; received ${show(printed)}`);
    }
    for (const score of scores) {
      const text = printed[score];
      if (text === null || text === undefined) continue;
      const name = `${prefix}.${score}`;
      cells.push({ name, row, score, printed: printedNumber(name, text) });
    }
  };
  const names: string[] = [];
  const supports = report.classes.map((row: PublishedClass, i) => {
    if (typeof row?.name !== 'string') {
      throw new TypeError(`auditReport: classes[${i}].name must be a string; received ${show(row?.name)}`);
    }
    if (names.includes(row.name)) {
      throw new RangeError(`auditReport: classes must have distinct names; received ${show(row.name)} twice`);
    }
    names.push(row.name);
    read(row, i, row.name);
    return readSupport(`${row.name}.support`, row.support);
  });
  const total = supports.reduce<number>((sum, support) => sum + (support ?? 0), 0);
  if (!(total <= 1e6)) {
    throw new RangeError(`auditReport: supports must add to at most 1000000; received ${total}`);
  }
  if (report.accuracy !== null && report.accuracy !== undefined) {
    const printed = printedNumber('accuracy', report.accuracy);
    cells.push({ name: 'accuracy', row: 'accuracy', score: 'recall', printed });
  }
  read(report.macro, 'macro', 'macro');
  read(report.weighted, 'weighted', 'weighted');
  return { names, supports, cells };
}

function readSupport(where: string, support: unknown): number | undefined {
  if (support === null || support === undefined) return undefined;
  const count = typeof support === 'string' && support.trim() !== '' ? Number(support) : support;
  if (!(Number.isSafeInteger(count) && (count as number) >= 0)) {
    throw new RangeError(`auditReport: ${where} must be a whole number >= 0; received ${show(support)}`);
  }
  return count as number;
}
