import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  accuracy,
  classificationReport,
  cohenKappa,
  formatReport,
  matthewsCorrelation,
  pairsFromConfusionMatrix,
  precisionRecallF1,
} from '../../src/index.js';

/** The confusion matrices behind the paper's tables, rows happy, sad, angry, neutral, and the rows they are to print. */
const labels = ['happy', 'sad', 'angry', 'neutral'];
const published = [
  {
    matrix: [
      [39, 3, 11, 1],
      [7, 41, 4, 9],
      [4, 0, 56, 0],
      [5, 8, 1, 21],
    ],
    rows: ['0.71 0.72 0.72 54', '0.79 0.67 0.73 61', '0.78 0.93 0.85 60', '0.68 0.60 0.64 35', '0.75 210'],
  },
  {
    matrix: [
      [40, 4, 4, 6],
      [6, 49, 0, 6],
      [8, 1, 47, 4],
      [0, 11, 0, 24],
    ],
    rows: ['0.74 0.74 0.74 54', '0.75 0.80 0.78 61', '0.92 0.78 0.85 60', '0.60 0.69 0.64 35', '0.76 210'],
  },
];

test.each(published)('the report of a confusion matrix in the order given: $rows.0', ({ matrix, rows }) => {
  const { yTrue, yPred } = pairsFromConfusionMatrix({ labels, matrix });
  const lines = formatReport(classificationReport(yTrue, yPred, { labels })).split('\n');
  const cells = [...lines.slice(2, 6), lines[7]].map((line) => line.trim().split(/\s+/));
  expect(cells.map(([name]) => name)).toEqual([...labels, 'accuracy']);
  expect(cells.map(([, ...numbers]) => numbers.join(' '))).toEqual(rows);
});

/** Everything once more, from sets of sample numbers instead of counts. */
function slowScores(yTrue: number[], yPred: number[], label: number) {
  const samples = new Set(yTrue.flatMap((other, k) => (other === label ? [k] : [])));
  const predicted = new Set(yPred.flatMap((other, k) => (other === label ? [k] : [])));
  const correct = [...samples].filter((k) => predicted.has(k)).length;
  const precision = predicted.size ? correct / predicted.size : 0;
  const recall = samples.size ? correct / samples.size : 0;
  const f1 = precision + recall ? (2 * precision * recall) / (precision + recall) : 0;
  return { precision, recall, f1 };
}

const pairs = fc.array(fc.tuple(fc.integer({ min: 0, max: 4 }), fc.integer({ min: 0, max: 4 })), { minLength: 1 });

test('scores equal those of a slow oracle', () => {
  fc.assert(
    fc.property(pairs, (drawn) => {
      const yTrue = drawn.map(([label]) => label);
      const yPred = drawn.map(([, label]) => label);
      for (const { label, precision, recall, f1 } of precisionRecallF1(yTrue, yPred).classes) {
        const slow = slowScores(yTrue, yPred, label as number);
        expect([precision, recall]).toEqual([slow.precision, slow.recall]);
        expect(f1).toBeCloseTo(slow.f1, 14);
      }
    }),
  );
});

test('micro and weighted recall are the accuracy, and order and names of the classes change nothing', () => {
  fc.assert(
    fc.property(pairs, (drawn) => {
      const yTrue = drawn.map(([label]) => label);
      const yPred = drawn.map(([, label]) => label);
      const report = classificationReport(yTrue, yPred);
      expect(report.accuracy).toBe(accuracy(yTrue, yPred));
      expect(report.micro.recall).toBe(report.accuracy);
      expect(report.weighted.recall).toBeCloseTo(report.accuracy as number, 14);
      const renamed = (values: number[]) => values.map((value) => `class ${9 - value}`);
      const turned = classificationReport(renamed(yTrue), renamed(yPred));
      expect(turned.macro.f1).toBeCloseTo(report.macro.f1, 14);
      expect(cohenKappa(renamed(yTrue), renamed(yPred))).toEqual(cohenKappa(yTrue, yPred));
      expect(matthewsCorrelation(yPred, yTrue)).toBeCloseTo(matthewsCorrelation(yTrue, yPred), 14);
    }),
  );
});

describe('a subset of the labels', () => {
  const yTrue = ['a', 'b', 'c', 'a'];
  const yPred = ['a', 'a', 'c', 'd'];

  test('gives the scores that these classes have among all, and a micro average for the accuracy', () => {
    const whole = classificationReport(yTrue, yPred);
    const part = classificationReport(yTrue, yPred, { labels: ['b', 'a'] });
    expect(part.classes).toEqual([whole.classes[1], whole.classes[0]]);
    expect('accuracy' in part).toBe(false);
    expect(part.micro).toEqual({ precision: 1 / 2, recall: 1 / 3, f1: 2 / 5, support: 3 });
    expect(formatReport(part)).toContain('\n   micro avg       0.50      0.33      0.40         3\n');
  });

  test('differs from a superset, which has an accuracy since scikit-learn 1.5', () => {
    const superset = ['a', 'b', 'c', 'd', 'e'];
    expect(classificationReport(yTrue, yPred, { labels: superset }).accuracy).toBe(0.5);
    expect(classificationReport(yTrue, yPred, { labels: superset, accuracyRow: 'equal' }).accuracy).toBeUndefined();
  });
});

test('zeroDivision decides what 0 / 0 is, and NaN stays out of the averages', () => {
  const of = (zeroDivision: number) => precisionRecallF1([0, 0, 1], [0, 0, 2], { labels: [0, 1, 3], zeroDivision });
  expect(of(0).classes[1]).toMatchObject({ precision: 0, recall: 0, f1: 0 });
  expect(of(1).classes[2]).toMatchObject({ precision: 1, recall: 1, f1: 1 });
  expect(of(Number.NaN).classes[2]).toMatchObject({ precision: Number.NaN, recall: Number.NaN, f1: Number.NaN });
  expect(of(Number.NaN).macro).toEqual({ precision: 1, recall: 0.5, f1: 0.5, support: 3 });
  const nothing = precisionRecallF1([0], [0], { labels: [5], zeroDivision: Number.NaN });
  expect(nothing.macro.f1).toBeNaN();
  expect(formatReport(classificationReport([0], [0], { labels: [5], zeroDivision: Number.NaN }))).toContain(
    'weighted avg        nan       nan       nan         0',
  );
});

test('numbers are rounded as Python rounds them: exact ties to the even digit', () => {
  // 5 of 8 right is 0.625, a tie of two digits; 0.375 is one, 0.475 only looks like one.
  const yTrue = [0, 0, 0, 0, 0, 0, 0, 0];
  const text = (right: number, digits: number) =>
    formatReport(
      classificationReport(
        yTrue,
        yTrue.map((_, k) => (k < right ? 0 : 1)),
      ),
      { digits },
    ).split('\n')[5];
  expect(text(5, 2)).toBe('    accuracy                           0.62         8');
  expect(text(3, 2)).toBe('    accuracy                           0.38         8');
  expect(text(1, 2)).toBe('    accuracy                           0.12         8');
  expect(text(4, 0)).toBe('    accuracy                              0         8');
  expect(text(5, 3)).toBe('    accuracy                          0.625         8');
});

test('names are as wide as their characters, of whatever plane', () => {
  const targetNames = ['\u{1f600}'.repeat(14), 'b'];
  const lines = formatReport(classificationReport([0, 1], [0, 1], { targetNames })).split('\n');
  expect(lines[2]).toBe(`${targetNames[0]}       1.00      1.00      1.00         1`);
  expect(lines[3]).toBe(`${' '.repeat(13)}b       1.00      1.00      1.00         1`);
});

test('bad options throw', () => {
  const report = (options: object) => () => classificationReport([0, 1], [0, 1], options);
  expect(report({ targetNames: ['a'] })).toThrow(
    new RangeError('classificationReport: targetNames must name the 2 labels; received 1 names'),
  );
  expect(report({ accuracyRow: 'never' })).toThrow(
    new RangeError(`classificationReport: accuracyRow must be 'superset' or 'equal'; received "never"`),
  );
  for (const zeroDivision of [0.5, -1, 'warn', null]) {
    expect(report({ zeroDivision })).toThrow(/^precisionRecallF1: zeroDivision must be 0, 1 or NaN; received/);
  }
  for (const digits of [-1, 21, 1.5, Number.NaN]) {
    expect(() => formatReport(classificationReport([0], [0]), { digits })).toThrow(
      new RangeError(`formatReport: digits must be a whole number from 0 to 20; received ${digits}`),
    );
  }
});
