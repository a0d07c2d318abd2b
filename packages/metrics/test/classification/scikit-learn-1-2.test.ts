import { readFileSync } from 'node:fs';
import { expectAllClose } from '@aver/test-helpers';
import { describe, expect, test } from 'vitest';
import {
  accuracy,
  balancedAccuracy,
  classificationReport,
  cohenKappa,
  confusionMatrix,
  formatReport,
  type Label,
  matthewsCorrelation,
  precisionRecallF1,
} from '../../src/index.js';

// golden/metrics.json, made by scikit-learn 1.2.1; every key of every case must have an entry in `checks`.
interface Case {
  name: string;
  y_true: Label[];
  y_pred: Label[];
  labels: Label[] | null;
  zero_division: 'warn' | number;
  target_names: string[] | null;
}

const golden = JSON.parse(readFileSync(new URL('../golden/metrics.json', import.meta.url), 'utf8'));

/** The golden numbers are rounded to eight significant digits. */
const tolerance = { rtol: 5.1e-8 };
const number = (value: number | 'NaN') => (value === 'NaN' ? Number.NaN : value);

type Check = (expected: never, golden: Case) => void;

const optionsOf = ({ labels, zero_division, target_names }: Case) => ({
  labels: labels ?? undefined,
  zeroDivision: zero_division === 'warn' ? 0 : zero_division,
  targetNames: target_names ?? undefined,
});

const value =
  (compute: (golden: Case) => number): Check =>
  ({ value }: { value: number | 'NaN' }, golden) =>
    expectAllClose([compute(golden)], [number(value)], tolerance);

const text =
  (digits: number, accuracyRow: 'superset' | 'equal'): Check =>
  ({ value }: { value: string }, golden) => {
    const report = classificationReport(golden.y_true, golden.y_pred, { ...optionsOf(golden), accuracyRow });
    expect(formatReport(report, { digits })).toBe(value);
  };

const average =
  (name: 'macro' | 'micro' | 'weighted'): Check =>
  ({ value }: { value: Record<string, number | null> }, golden) => {
    expect(Object.keys(value)).toEqual(['precision', 'recall', 'f1', 'support']);
    expect(value.support).toBeNull();
    const { classes, [name]: scores } = precisionRecallF1(golden.y_true, golden.y_pred, optionsOf(golden));
    const { precision, recall, f1 } = scores;
    expectAllClose([precision, recall, f1], [value.precision, value.recall, value.f1].map(Number), tolerance);
    expect(scores.support).toBe(classes.reduce((sum, { support }) => sum + support, 0));
  };

/** What each warning of scikit-learn means for our numbers, which carry it as NaN on request. */
const warnings: Record<string, (golden: Case) => boolean> = {
  'UndefinedMetricWarning: Precision': (golden) => hasNaN(golden, 'precision'),
  'UndefinedMetricWarning: Recall': (golden) => hasNaN(golden, 'recall'),
  'UserWarning: y_pred contains classes not in y_true': ({ y_true, y_pred }) =>
    y_pred.some((label) => !y_true.includes(label)),
  'RuntimeWarning: invalid value encountered in scalar divide': ({ y_true, y_pred }) =>
    Number.isNaN(cohenKappa(y_true, y_pred)),
};

function hasNaN(golden: Case, score: 'precision' | 'recall'): boolean {
  const options = { ...optionsOf(golden), zeroDivision: Number.NaN };
  return precisionRecallF1(golden.y_true, golden.y_pred, options).classes.some((scores) => Number.isNaN(scores[score]));
}

const checks: Record<string, Check> = {
  accuracy: value(({ y_true, y_pred }) => accuracy(y_true, y_pred)),
  balanced_accuracy: value(({ y_true, y_pred }) => balancedAccuracy(y_true, y_pred)),
  cohen_kappa: value(({ y_true, y_pred }) => cohenKappa(y_true, y_pred)),
  matthews_corrcoef: value(({ y_true, y_pred }) => matthewsCorrelation(y_true, y_pred)),
  class_order: (expected: Label[], { y_true, y_pred, labels }) =>
    expect(confusionMatrix(y_true, y_pred, { labels: labels ?? undefined }).labels).toEqual(expected),
  confusion_matrix: ({ value }: { value: number[][] }, { y_true, y_pred, labels }) =>
    expect(confusionMatrix(y_true, y_pred, { labels: labels ?? undefined }).matrix).toEqual(value),
  confusion_matrix_normalize_true: ({ value }: { value: number[][] }, { y_true, y_pred, labels }) => {
    const { matrix } = confusionMatrix(y_true, y_pred, { labels: labels ?? undefined, normalize: 'true' });
    expectAllClose(matrix.flat(), value.flat(), tolerance);
  },
  per_class: ({ value }: { value: Record<string, number[]> }, golden) => {
    expect(Object.keys(value)).toEqual(['precision', 'recall', 'f1', 'support']);
    const { classes } = precisionRecallF1(golden.y_true, golden.y_pred, optionsOf(golden));
    for (const score of ['precision', 'recall', 'f1', 'support'] as const) {
      expectAllClose(
        classes.map((scores) => scores[score]),
        value[score],
        tolerance,
      );
    }
  },
  macro: average('macro'),
  micro: average('micro'),
  weighted: average('weighted'),
  report_digits2: text(2, 'equal'),
  report_digits4: text(4, 'equal'),
  report_digits2_sklearn_1_5_rule: text(2, 'superset'),
  report_digits4_sklearn_1_5_rule: text(4, 'superset'),
  warnings: (expected: string[], golden) => {
    for (const [start, applies] of Object.entries(warnings)) {
      expect(applies(golden), start).toBe(expected.some((warning) => warning.startsWith(start)));
    }
    const known = Object.keys(warnings);
    expect(expected.filter((warning) => !known.some((start) => warning.startsWith(start)))).toEqual([]);
  },
};
const inputs = ['name', 'y_true', 'y_pred', 'labels', 'zero_division', 'target_names'];

test('the golden file holds eight cases and says how it was made', () => {
  expect(golden.cases).toHaveLength(8);
  expect(Object.keys(golden)).toEqual(['meta', 'cases']);
  expect(golden.meta).toMatchObject({ scikit_learn: '1.2.1', rounding: '8 significant digits' });
});

describe.each<Case>(golden.cases)('scikit-learn 1.2.1, $name', (golden) => {
  const entries = Object.entries(golden).filter(([key]) => !inputs.includes(key));
  test.each(entries)('%s', (key, expected) => {
    expect(checks, `no assertion covers the golden entry ${key}`).toHaveProperty(key);
    checks[key](expected as never, golden);
  });

  test('without a text of its own, the rule of 1.5 prints the same report', () => {
    for (const digits of [2, 4]) {
      const key = `report_digits${digits}` as const;
      if (`${key}_sklearn_1_5_rule` in golden) continue;
      text(digits, 'superset')(Object.fromEntries(entries)[key] as never, golden);
    }
  });
});
