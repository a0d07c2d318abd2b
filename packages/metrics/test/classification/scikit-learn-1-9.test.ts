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

// golden/reports.json, made by scikit-learn 1.9.1: 40 random cases with subsets and supersets of labels, every
// zeroDivision, names of every width, and labels whose UTF-16 order differs from their code points' order.
type Lists = Record<'precision' | 'recall' | 'f1' | 'support', Array<number | 'NaN'>>;
interface Case {
  y_true: Label[];
  y_pred: Label[];
  labels: Label[] | null;
  zero_division: number | 'NaN';
  target_names: string[] | null;
  text: Record<string, string>;
  classes: Lists;
  micro: Record<keyof Lists, number | 'NaN'>;
  macro: Record<keyof Lists, number | 'NaN'>;
  weighted: Record<keyof Lists, number | 'NaN'>;
  confusion_None: number[][];
  confusion_true: number[][];
  confusion_pred: number[][];
  confusion_all: number[][];
  accuracy: number;
  balanced_accuracy: number;
  cohen_kappa: number | 'NaN';
  matthews_corrcoef: number;
}
const { cases }: { cases: Case[] } = JSON.parse(
  readFileSync(new URL('../golden/reports.json', import.meta.url), 'utf8'),
);
const tolerance = { rtol: 1e-14, atol: 1e-15 };

describe.each(cases.map((golden, i) => [i, golden] as const))('scikit-learn 1.9.1, case %i', (_, golden) => {
  const { y_true: yTrue, y_pred: yPred, target_names } = golden;
  const labels = golden.labels ?? undefined;
  const options = { labels, zeroDivision: Number(golden.zero_division) };

  test('prints the same text', () => {
    const report = classificationReport(yTrue, yPred, { ...options, targetNames: target_names ?? undefined });
    for (const [digits, text] of Object.entries(golden.text)) {
      expect(formatReport(report, { digits: Number(digits) })).toBe(text);
    }
  });

  test('has the same scores and averages', () => {
    const { classes, ...averages } = precisionRecallF1(yTrue, yPred, options);
    for (const score of ['precision', 'recall', 'f1', 'support'] as const) {
      const ours = classes.map((scores) => scores[score]);
      expectAllClose(ours, golden.classes[score].map(Number), tolerance);
    }
    for (const name of ['micro', 'macro', 'weighted'] as const) {
      const { precision, recall, f1 } = averages[name];
      const expected = [golden[name].precision, golden[name].recall, golden[name].f1].map(Number);
      expectAllClose([precision, recall, f1], expected, tolerance);
    }
  });

  test.each([undefined, 'true', 'pred', 'all'] as const)(
    'has the same confusion matrix normalized by %s',
    (normalize) => {
      const { matrix } = confusionMatrix(yTrue, yPred, { labels, normalize, otherLabels: 'ignore' });
      expectAllClose(matrix.flat(), golden[`confusion_${normalize ?? 'None'}`].flat(), tolerance);
    },
  );

  test('has the same single numbers', () => {
    expectAllClose(
      [accuracy, balancedAccuracy, cohenKappa, matthewsCorrelation].map((metric) => metric(yTrue, yPred)),
      [golden.accuracy, golden.balanced_accuracy, golden.cohen_kappa, golden.matthews_corrcoef].map(Number),
      tolerance,
    );
  });
});
