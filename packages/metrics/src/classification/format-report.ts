import type { ClassificationReport } from './classification-report.js';
import { show } from './labels.js';
import type { Scores } from './precision-recall-f1.js';

export interface FormatReportOptions {
  /** Digits after the point, 0 to 20. @default 2 */
  digits?: number;
}

/**
 * The report as the text that scikit-learn prints, character by character, with its last line end.
 *
 * @param report What {@link classificationReport} returned.
 * @throws RangeError when digits is not a whole number from 0 to 20.
 * @see scikit-learn 1.5, sklearn.metrics.classification_report
 * @example
 * formatReport(classificationReport([0, 1], [0, 1])).split('\n')[2] // '           0       1.00      1.00      1.00         1'
 */
export function formatReport(report: ClassificationReport, { digits = 2 }: FormatReportOptions = {}): string {
  if (!(Number.isInteger(digits) && digits >= 0 && digits <= 20)) {
    throw new RangeError(`formatReport: digits must be a whole number from 0 to 20; received ${show(digits)}`);
  }
  const width = Math.max('weighted avg'.length, digits, ...report.classes.map(({ name }) => [...name].length));
  // Where no prediction at all is right, scikit-learn's counts are floats, and it prints a support of 2 as 2.0.
  const point = report.correct === 0 ? '.0' : '';
  const line = (name: string, cells: string[], support: number) =>
    `${padded(name, width)} ${[...cells, `${support}${point}`].map((cell) => ` ${padded(cell, 9)}`).join('')}\n`;
  const row = (name: string, { precision, recall, f1, support }: Scores) =>
    line(
      name,
      [precision, recall, f1].map((value) => fixed(value, digits)),
      support,
    );

  const { classes, accuracy, micro, macro, weighted } = report;
  const header = `${' '.repeat(width)}  precision    recall  f1-score   support\n\n`;
  const rows = classes.map((scores) => row(scores.name, scores)).join('');
  const total =
    accuracy === undefined
      ? row('micro avg', micro)
      : line('accuracy', ['', '', fixed(accuracy, digits)], micro.support);
  return `${header}${rows}\n${total}${row('macro avg', macro)}${row('weighted avg', weighted)}`;
}

/** Python's `f'{value:.{digits}f}'`. toFixed differs in exact ties alone: 0.625 is 0.62 in Python and 0.63 in JavaScript. */
function fixed(value: number, digits: number): string {
  if (Number.isNaN(value)) return 'nan';
  // A double ends at decimal digits + 1 exactly when it is a multiple of 2^-(digits + 1); it is a tie if that digit is 5.
  const oneMore = value.toFixed(digits + 1);
  const isTie = Number.isInteger(value * 2 ** (digits + 1)) && oneMore.endsWith('5');
  if (!isTie) return value.toFixed(digits);
  const down = oneMore.slice(0, digits === 0 ? -2 : -1);
  return Number(down.at(-1)) % 2 === 0 ? down : value.toFixed(digits);
}

/** Right-aligned by code points, as Python counts them. */
function padded(text: string, width: number): string {
  return ' '.repeat(Math.max(0, width - [...text].length)) + text;
}
