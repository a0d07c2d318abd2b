import { createLcg, processorTime } from '@aver/test-helpers';
import { describe, expect, test } from 'vitest';
import { auditReport, type PublishedReport } from '../../src/index.js';
import { published, reportOf } from './published-reports.js';

const row = (name: string, precision: string, recall: string, f1: string, support: number | string) => ({
  name,
  precision,
  recall,
  f1,
  support,
});

describe('what is printed', () => {
  test('digits after the point decide: 0.7 is wider than 0.70', () => {
    const report = (recall: string) => ({
      classes: [
        { name: 'a', recall, support: 27 },
        { name: 'b', support: 3 },
      ],
    });
    expect(auditReport(report('0.7')).possible).toBe(true);
    expect(auditReport(report('0.70')).totals).toEqual([19, 20, 21, 22]);
    expect(auditReport(report('0.71')).possible).toBe(false);
    expect(auditReport(report('0.7037')).possible).toBe(true);
    expect(auditReport(report('0.7038')).possible).toBe(false);
  });

  test('.70, 0.70, 70% and " 0.70 " are the same, and supports may be strings', () => {
    const totals = ['.70', '0.70', '70%', ' 0.70 '].map(
      (recall) =>
        auditReport({
          classes: [
            { name: 'a', recall, support: '27' },
            { name: 'b', support: ' 3 ' },
          ],
        }).totals,
    );
    expect(new Set(totals.map(String))).toEqual(new Set(['19,20,21,22']));
    const audit = auditReport({ classes: [{ name: 'a', recall: '71.0%', support: 10 }] });
    expect(audit.contradictions).toMatchObject([{ cell: 'a.recall', printed: '71.0%' }]);
    expect(audit.misprints).toEqual([[{ cell: 'a.recall', printed: '71.0%', fits: '100.0%' }]]);
  });

  test('a cell that is missing or null is not checked', () => {
    const classes = [
      { name: 'a', precision: null, recall: undefined, f1: '0.5', support: 2 },
      { name: 'b', support: 2 },
    ];
    const report: PublishedReport = { classes, accuracy: null, macro: null, weighted: { precision: null } };
    expect(auditReport(report)).toMatchObject({ possible: true, decided: true, totals: [2] });
  });
});

describe('what cannot be', () => {
  test('rows that are possible one by one and not together', () => {
    // 9 of 10 right in both, and nothing predicted wrong: two samples have no prediction.
    const audit = auditReport({
      classes: [row('a', '1.00', '0.90', '0.95', 10), row('b', '1.00', '0.90', '0.95', 10)],
    });
    expect(audit.possible).toBe(false);
    expect(audit.contradictions).toEqual([
      {
        cell: 'rows',
        printed: '20',
        reason: 'each sample is predicted once, but the rows allow only 18 to 18 predictions for 20 samples',
      },
    ]);
    // No one cell mends it: a row's precision 0.82 would need its f1 changed too.
    expect(audit.misprints.every((set) => set.length === 2)).toBe(true);
  });

  test('one class whose mistakes have nowhere to go', () => {
    // The one a that was missed and the one wrong a are all mistakes there are, so they would be one sample: an a taken for a.
    const report = { classes: [row('a', '0.50', '0.50', '0.50', 2), row('b', '1.00', '1.00', '1.00', 3)] };
    const audit = auditReport(report);
    expect(audit.possible).toBe(false);
    expect(audit.contradictions).toMatchObject([
      { cell: 'rows', reason: 'each row is possible, but no confusion matrix of 5 samples has all of them' },
    ]);
  });

  test('accuracy and averages that the rows do not give, named one by one', () => {
    const report = published(
      reportOf([
        [8, 2],
        [3, 7],
      ]),
      2,
    );
    const broken = { ...report, accuracy: '0.80', macro: { ...report.macro, f1: '0.90' } };
    const audit = auditReport(broken);
    expect(audit.contradictions).toEqual([
      { cell: 'accuracy', printed: '0.80', reason: 'the rows allow 0.7500 to 0.7500' },
      { cell: 'macro.f1', printed: '0.90', reason: 'the rows allow 0.7494 to 0.7494' },
    ]);
    expect(audit.misprints).toEqual([
      [
        { cell: 'accuracy', printed: '0.80', fits: '0.75' },
        { cell: 'macro.f1', printed: '0.90', fits: '0.75' },
      ],
    ]);
  });
});

describe('0 / 0', () => {
  const never = (precision: string) => ({
    classes: [row('a', '0.67', '1.00', '0.80', 4), { name: 'b', precision, recall: '0.00', f1: '0.00', support: 2 }],
  });

  test('is 0 by default, and 1 on request', () => {
    expect(auditReport(never('0.00')).totals).toEqual([4]);
    expect(auditReport(never('1.00')).possible).toBe(false);
    expect(auditReport(never('1.00'), { zeroDivision: 1 }).totals).toEqual([4]);
    expect(auditReport(never('0.00'), { zeroDivision: 1 }).possible).toBe(false);
  });

  test('a class without samples has it as recall', () => {
    const absent = (recall: string) => ({
      classes: [
        { name: 'a', support: 3 },
        { name: 'b', recall, support: 0 },
      ],
    });
    expect(auditReport(absent('0.00')).possible).toBe(true);
    expect(auditReport(absent('1.00')).possible).toBe(false);
    expect(auditReport(absent('1.00'), { zeroDivision: 1 }).possible).toBe(true);
  });
});

describe('without supports', () => {
  test.each<[string, PublishedReport]>([
    ['a.f1', { classes: [{ name: 'a', precision: '0.66', recall: '0.57', f1: '0.65' }] }],
    ['weighted.recall', { classes: [], accuracy: '0.82', weighted: { recall: '0.84' } }],
    ['weighted.f1', { classes: [], weighted: { precision: '0.80', recall: '0.80', f1: '0.82' } }],
    [
      'accuracy',
      {
        classes: [
          { name: 'a', recall: '0.5' },
          { name: 'b', recall: '0.6' },
        ],
        accuracy: '0.9',
      },
    ],
    [
      'macro.recall',
      {
        classes: [
          { name: 'a', recall: '0.50' },
          { name: 'b', recall: '0.60' },
        ],
        macro: { recall: '0.57' },
      },
    ],
  ])('%s is contradicted by the other numbers', (cell, report) => {
    const audit = auditReport(report);
    expect(audit).toMatchObject({ possible: false, decided: true, samples: null });
    expect(audit.contradictions.map((found) => found.cell)).toEqual([cell]);
  });

  test('true reports are never contradicted, and never decided', () => {
    for (let seed = 1; seed <= 50; seed++) {
      const report = published(reportOf(randomMatrix(4, 30, seed)), 2);
      const classes = report.classes.map((one) => ({ ...one, support: null }));
      expect(auditReport({ ...report, classes })).toMatchObject({ possible: true, decided: false, contradictions: [] });
    }
  });
});

describe('large reports', () => {
  test.each([
    [10, 300, 2],
    [10, 1000, 3],
    [10, 5000, 4],
  ])('%i classes of up to %i samples with %i digits', (classes, support, digits) => {
    const report = reportOf(randomMatrix(classes, support, 7));
    const audited = () => {
      const audit = auditReport(published(report, digits), { maxSteps: 500_000 });
      expect(audit.possible).toBe(true);
      expect(audit.contradictions).toEqual([]);
      if (audit.decided) expect(audit.totals).toContain(report.correct);
    };
    // Far more than it takes.
    expect(processorTime(audited)).toBeLessThan(15_000);
  });

  test('work that is cut short is said to be undecided, never impossible', () => {
    const report = published(reportOf(randomMatrix(6, 200, 3)), 2);
    const audit = auditReport(report, { maxSteps: 1 });
    expect(audit).toMatchObject({ possible: true, decided: false, contradictions: [], misprints: [] });
    expect(audit.undecided).toHaveLength(1);
    expect(audit.undecided[0]).toMatch(/^whether .* correct answers are possible$/);
  });
});

test('many samples of which little is printed are undecided at once', () => {
  const half = (name: string) => ({ name, support: 100_000 });
  const audit = auditReport({ classes: [half('a'), half('b')], accuracy: '0.9' });
  expect(audit).toMatchObject({ possible: true, decided: false });
  expect(audit.undecided).toEqual(['whether 200001 totals from 0 to 200000 correct answers are possible']);
});

describe('a report that is made to take long', () => {
  test.each([
    ['blanks', ' '.repeat(4000)],
    ['a million blanks', ' '.repeat(1e6)],
    ['blanks behind a number', `0.7${' '.repeat(1e5)}x`],
    ['blanks before a percent sign', `0.7${' '.repeat(1e5)}%x`],
    ['tabs and line ends', '\t\n'.repeat(1e5)],
    ['digits', `0.${'7'.repeat(1e5)}`],
    ['points', '.'.repeat(1e5)],
  ])('%s in a number are refused at once, in a short line', (_, text) => {
    const of = () => auditReport({ classes: [], accuracy: text });
    expect(of).toThrow(RangeError);
    const refusal = () => expect(of).toThrow(/^auditReport: accuracy must be a number from 0 to 1 .{1,200}$/);
    expect(processorTime(refusal)).toBeLessThan(1000);
  });

  test('more than three hundred classes are refused at once', () => {
    const classes = (count: number) =>
      Array.from({ length: count }, (_, i) => ({ name: `c${i}`, recall: '0.5', support: 2 }));
    expect(auditReport({ classes: classes(300) }).possible).toBe(true);
    for (const count of [301, 4001, 200_000]) {
      expect(() => auditReport({ classes: classes(count) })).toThrow(
        new RangeError(`auditReport: classes must be at most 300; received ${count}`),
      );
    }
  });

  // The smallest sets of misprints take one cell or more of each row: with twenty rows there are a million and more.
  test('many classes that each contradict themselves are named, and their misprints left undecided', () => {
    const scores = { precision: '0.83', recall: '0.80', f1: '0.82', support: 10 };
    const classes = Array.from({ length: 20 }, (_, i) => ({ name: `c${i}`, ...scores }));
    const audit = auditReport({ classes, accuracy: '0.80' });
    expect(audit).toMatchObject({ possible: false, decided: true, misprints: [] });
    expect(audit.contradictions.filter(({ cell }) => cell.endsWith('.precision'))).toHaveLength(20);
    expect(audit.undecided).toEqual(['whether there are other smallest sets of misprints']);
  });

  test('three hundred classes without a contradiction but in the accuracy', { timeout: 120_000 }, () => {
    const scores = { precision: '0.80', recall: '0.80', f1: '0.80', support: 10 };
    const classes = Array.from({ length: 300 }, (_, i) => ({ name: `c${i}`, ...scores }));
    const audit = auditReport({ classes, accuracy: '0.60', macro: { f1: '0.80' } });
    expect(audit).toMatchObject({ possible: false, contradictions: [{ cell: 'accuracy', printed: '0.60' }] });
  });
});

/** Counts that fall off the diagonal, with row sums up to `support`. */
function randomMatrix(classes: number, support: number, seed: number): number[][] {
  const noise = createLcg(seed).array(classes * classes);
  return Array.from({ length: classes }, (_, i) =>
    Array.from({ length: classes }, (_, j) => {
      const share = i === j ? 0.7 : 0.3 / classes;
      return Math.round(support * share * (0.6 + 0.8 * (noise[i * classes + j] + 0.5)));
    }),
  );
}

test.each<[unknown, string]>([
  [undefined, 'report.classes must be an array; received undefined'],
  [{ classes: {} }, 'report.classes must be an array; received [object Object]'],
  [{ classes: [null] }, 'classes[0].name must be a string; received undefined'],
  [{ classes: [{ name: 3 }] }, 'classes[0].name must be a string; received 3'],
  [{ classes: [{ name: 'a', f1: 0.7, support: 3 }] }, 'a.f1 must be a string as printed, such as "0.70"; received 0.7'],
  [{ classes: [], accuracy: 0.7 }, 'accuracy must be a string as printed, such as "0.70"; received 0.7'],
  [{ classes: [], macro: '0.7' }, 'macro must be an object of scores; received "0.7"'],
])('%j is a TypeError', (report, message) => {
  expect(() => auditReport(report as PublishedReport)).toThrow(new TypeError(`auditReport: ${message}`));
});

const numberMessage = (cell: string, text: string) =>
  `${cell} must be a number from 0 to 1 with at most nine digits after the point; received "${text}"`;

test.each<[unknown, string]>([
  ...['', '.', '%', 'abc', '-0.1', '1.01', '101%', '0,7', '1e-3', 'NaN', '0.1234567890'].map(
    (text): [unknown, string] => [{ classes: [], accuracy: text }, numberMessage('accuracy', text)],
  ),
  [{ classes: [{ name: 'a', support: -1 }] }, 'a.support must be a whole number >= 0; received -1'],
  [{ classes: [{ name: 'a', support: 1.5 }] }, 'a.support must be a whole number >= 0; received 1.5'],
  [{ classes: [{ name: 'a', support: Number.NaN }] }, 'a.support must be a whole number >= 0; received NaN'],
  [{ classes: [{ name: 'a', support: 'many' }] }, 'a.support must be a whole number >= 0; received "many"'],
  [{ classes: [{ name: 'a', support: '' }] }, 'a.support must be a whole number >= 0; received ""'],
  [{ classes: [{ name: 'a', support: 1e6 + 1 }] }, 'supports must add to at most 1000000; received 1000001'],
  [{ classes: [{ name: 'a', support: 0 }] }, 'supports must add to at least 1; received 0'],
  [{ classes: [{ name: 'a' }, { name: 'a' }] }, 'classes must have distinct names; received "a" twice'],
])('%j is a RangeError', (report, message) => {
  expect(() => auditReport(report as PublishedReport)).toThrow(new RangeError(`auditReport: ${message}`));
});

test.each<[object, string]>([
  [{ zeroDivision: Number.NaN }, 'zeroDivision must be 0 or 1; received NaN'],
  [{ maxSteps: 0 }, 'maxSteps must be a whole number from 1; received 0'],
  [{ maxSteps: Number.POSITIVE_INFINITY }, 'maxSteps must be a whole number from 1; received Infinity'],
])('the option %j throws', (options, message) => {
  expect(() => auditReport({ classes: [] }, options)).toThrow(new RangeError(`auditReport: ${message}`));
});
