import { readFileSync } from 'node:fs';
import { expectAllClose } from '@aver/test-helpers';
import { describe, expect, test } from 'vitest';
import { logLoss, rocAuc, rocCurve, topKAccuracy } from '../../src/index.js';

// golden/probabilities.json, made by scikit-learn 1.9.1: ties, one class only, and labels that do not occur.
type Numbers = Array<number | 'NaN'>;
type Points = Record<'fpr' | 'tpr' | 'thresholds', Numbers>;
interface Many {
  y_true: number[];
  p: number[][];
  labels: number[];
  log_loss: number;
  log_loss_float32: number;
  top_k: number[];
  [auc: `ov${string}`]: number | 'NaN';
}
const golden: {
  binary: Array<{ y_true: number[]; score: number[]; auc: number | 'NaN'; dropped: Points; all: Points }>;
  many: Many[];
} = JSON.parse(readFileSync(new URL('../golden/probabilities.json', import.meta.url), 'utf8'));
const tolerance = { rtol: 1e-13, atol: 1e-15 };

describe.each(golden.binary.map((one, i) => [i, one] as const))(
  'two classes, case %i',
  (_, { y_true, score, ...one }) => {
    test.each(['dropped', 'all'] as const)('the curve with points %s', (kept) => {
      const curve = rocCurve(y_true, score, { posLabel: 1, dropIntermediate: kept === 'dropped' });
      const { fpr, tpr, thresholds } = one[kept];
      expectAllClose(curve.falsePositiveRate, fpr.map(Number), tolerance);
      expectAllClose(curve.truePositiveRate, tpr.map(Number), tolerance);
      expect(curve.thresholds).toEqual([Number.POSITIVE_INFINITY, ...thresholds]);
    });

    test('the area', () => {
      expectAllClose([rocAuc(y_true, score, { posLabel: 1 })], [Number(one.auc)], tolerance);
    });
  },
);

describe.each(golden.many.map((one, i) => [i, one] as const))('many classes, case %i', (_, one) => {
  const { y_true: yTrue, p, labels } = one;
  const scores = { data: p.flat(), shape: [p.length, labels.length] };

  test('the areas', () => {
    for (const multiClass of ['ovr', 'ovo'] as const) {
      for (const average of ['macro', 'weighted'] as const) {
        const area = rocAuc(yTrue, scores, { multiClass, average, labels });
        expectAllClose([area], [Number(one[`${multiClass}_${average}`])], tolerance);
      }
    }
  });

  test('log loss and top-k accuracy', () => {
    expectAllClose([logLoss(yTrue, scores, { labels })], [one.log_loss], tolerance);
    const inFloat32 = { ...scores, data: Float32Array.from(scores.data) };
    expectAllClose([logLoss(yTrue, inFloat32, { labels })], [one.log_loss_float32], { rtol: 1e-6 });
    const ours = labels.map((_, i) => topKAccuracy(yTrue, scores, { k: i + 1, labels }));
    expectAllClose(ours, one.top_k, tolerance);
  });
});
