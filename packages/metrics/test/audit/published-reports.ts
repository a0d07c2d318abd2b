import fc from 'fast-check';
import {
  type ClassificationReport,
  classificationReport,
  type PublishedReport,
  pairsFromConfusionMatrix,
  type Scores,
} from '../../src/index.js';

/** A report printed with so many digits. */
export function published(report: ClassificationReport, digits: number): PublishedReport {
  const printed = ({ precision, recall, f1 }: Scores) => ({
    precision: precision.toFixed(digits),
    recall: recall.toFixed(digits),
    f1: f1.toFixed(digits),
  });
  return {
    classes: report.classes.map((scores) => ({ name: scores.name, support: scores.support, ...printed(scores) })),
    accuracy: report.accuracy?.toFixed(digits),
    macro: printed(report.macro),
    weighted: printed(report.weighted),
  };
}

/** The report of a confusion matrix. */
export function reportOf(matrix: number[][]): ClassificationReport {
  const labels = matrix.map((_, i) => `class ${i}`);
  const { yTrue, yPred } = pairsFromConfusionMatrix({ labels, matrix });
  return classificationReport(yTrue, yPred, { labels });
}

/** Confusion matrices with so many classes at most, every count up to `most`, not empty. */
export function matrices(classes: { min: number; max: number }, most: number): fc.Arbitrary<number[][]> {
  const square = (size: number) => {
    const row = fc.array(fc.integer({ min: 0, max: most }), { minLength: size, maxLength: size });
    return fc.array(row, { minLength: size, maxLength: size });
  };
  return fc
    .integer(classes)
    .chain(square)
    .filter((matrix) => matrix.flat().some((count) => count > 0));
}

/** Every printed cell of a report: how to read it, and a copy of the report with it changed or left out. */
export function cellsOf(report: PublishedReport) {
  const places: Array<{ name: string; path: Array<string | number> }> = [];
  for (const [i, { name }] of report.classes.entries()) {
    for (const score of ['precision', 'recall', 'f1']) {
      places.push({ name: `${name}.${score}`, path: ['classes', i, score] });
    }
  }
  places.push({ name: 'accuracy', path: ['accuracy'] });
  for (const row of ['macro', 'weighted']) {
    for (const score of ['precision', 'recall', 'f1']) places.push({ name: `${row}.${score}`, path: [row, score] });
  }
  type Part = Record<string | number, unknown>;
  const at = (root: unknown, path: Array<string | number>) =>
    path.reduce((part, key) => (part as Part | null | undefined)?.[key], root);
  return places
    .filter(({ path }) => typeof at(report, path) === 'string')
    .map(({ name, path }) => ({
      name,
      text: at(report, path) as string,
      changed(other: PublishedReport, text: string | null): PublishedReport {
        const copy = structuredClone(other);
        (at(copy, path.slice(0, -1)) as Part)[path[path.length - 1]] = text;
        return copy;
      },
    }));
}
