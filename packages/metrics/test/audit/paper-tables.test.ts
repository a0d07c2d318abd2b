import { describe, expect, test } from 'vitest';
import {
  auditReport,
  classificationReport,
  confusionMatrix,
  pairsFromConfusionMatrix,
  paperTables,
} from '../../src/index.js';

const table = (name: string) => paperTables.filter(({ table }) => table === name);

describe('the printed tables', () => {
  test.each([
    ['2b', 157],
    ['2c', 160],
    ['2d', 167],
    ['2e', 172],
  ])('%s is possible with exactly %i of 210 right', (name, total) => {
    const [{ report }] = table(name);
    const audit = auditReport(report);
    expect(audit).toMatchObject({ possible: true, decided: true, samples: 210, totals: [total], contradictions: [] });
    expect(audit.misprints).toEqual([]);
    // The example is proof: its report, rounded, is the printed one.
    const { yTrue, yPred } = pairsFromConfusionMatrix(audit.example as never);
    const { classes, correct } = classificationReport(yTrue, yPred, { labels: audit.example?.labels });
    expect(correct).toBe(total);
    const printed = classes.map(({ name, precision, recall, f1, support }) => ({
      name,
      precision: precision.toFixed(2),
      recall: recall.toFixed(2),
      f1: f1.toFixed(2),
      support,
    }));
    expect(printed).toEqual(report.classes);
  });

  test('2a is contradicted in one cell, and one other digit would make it whole', () => {
    const [{ report, accuracy }] = table('2a');
    const audit = auditReport({ ...report, accuracy });
    expect(audit).toMatchObject({ possible: false, decided: true, totals: [], example: null });
    expect(audit.contradictions).toEqual([
      {
        cell: 'sad.f1',
        printed: '0.65',
        reason:
          'with recall 0.57 and precision 0.66 of 61 samples no whole numbers give it; nearest: 2 x 35/(61 + 53) = 0.61404',
      },
    ]);
    expect(audit.misprints).toEqual([[{ cell: 'sad.precision', printed: '0.66', fits: '0.74' }]]);
  });

  test('2f is impossible in four cells of three rows, and its accuracy is out of reach', () => {
    const [{ report, accuracy }] = table('2f');
    const audit = auditReport({ ...report, accuracy });
    expect(audit).toMatchObject({ possible: false, decided: true, totals: [] });
    expect(audit.contradictions.map(({ cell, printed }) => `${cell} ${printed}`)).toEqual([
      'happy.precision 0.89',
      'angry.f1 0.90',
      'neutral.recall 0.79',
      'neutral.f1 0.77',
      'accuracy 0.89',
    ]);
    expect(audit.contradictions[0].reason).toContain('nearest: 45/51 = 0.88235 and 45/50 = 0.90000');
    expect(audit.contradictions[2].reason).toContain('nearest: 27/35 = 0.77143 and 28/35 = 0.80000');
    expect(audit.contradictions[4].reason).toBe('the rows allow 0.8667 to 0.8714');
    // Without the accuracy four misprints explain it, with it no fewer than five.
    expect(auditReport(report).misprints.map((set) => set.length)).toEqual([4, 4]);
    expect(new Set(audit.misprints.map((set) => set.length))).toEqual(new Set([5]));
  });

  test('2b and 2d print an accuracy that is cut off, not rounded', () => {
    for (const name of ['2b', '2d']) {
      const [{ report, accuracy }] = table(name);
      const audit = auditReport({ ...report, accuracy });
      expect(audit.contradictions.map(({ cell }) => cell)).toEqual(['accuracy']);
      const [total] = auditReport(report).totals;
      expect(Math.floor((100 * total) / 210) / 100).toBe(Number(accuracy));
    }
  });

  test('Table 3 does not go with the rows of 2f: its macro recall 0.88 is among what contradicts them', () => {
    const [, , cnn2d] = table('3');
    const audit = auditReport({ ...cnn2d.report, classes: table('2f')[0].report.classes }, { maxSteps: 200_000 });
    expect(audit.possible).toBe(false);
    expect(audit.contradictions.map(({ cell }) => cell)).toEqual(
      expect.arrayContaining(['neutral.recall', 'accuracy', 'macro.recall']),
    );
  });

  test('the averages of Table 3’s MLP contradict each other whatever the supports', () => {
    const [mlp, cnn1d, cnn2d] = table('3');
    const audit = auditReport(mlp.report);
    expect(audit).toMatchObject({ possible: false, decided: true, samples: null, totals: [] });
    expect(audit.contradictions.map(({ cell, printed }) => `${cell} ${printed}`)).toEqual(['macro.f1 0.80']);
    for (const { report } of [cnn1d, cnn2d]) {
      expect(auditReport(report)).toMatchObject({ possible: true, decided: false, contradictions: [] });
      expect(auditReport(report).undecided).toHaveLength(1);
    }
  });
});

test('the published confusion matrices behind 2b to 2e give the printed rows', () => {
  const labels = ['happy', 'sad', 'angry', 'neutral'];
  const matrix = [
    [42, 1, 7, 4],
    [1, 52, 2, 6],
    [7, 0, 52, 1],
    [0, 8, 1, 26],
  ];
  const { yTrue, yPred } = pairsFromConfusionMatrix({ labels, matrix });
  expect(confusionMatrix(yTrue, yPred, { labels }).matrix).toEqual(matrix);
  const { classes } = classificationReport(yTrue, yPred, { labels });
  expect(classes.map(({ f1 }) => f1.toFixed(2))).toEqual(table('2e')[0].report.classes.map(({ f1 }) => f1));
});
