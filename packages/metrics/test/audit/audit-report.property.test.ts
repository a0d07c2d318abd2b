import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { auditReport, type PublishedReport } from '../../src/index.js';
import { cellsOf, matrices, published, reportOf } from './published-reports.js';

describe('true reports', () => {
  test('are possible with the true total, and the example rounds to them', () => {
    fc.assert(
      fc.property(matrices({ min: 1, max: 5 }, 30), fc.integer({ min: 2, max: 4 }), (matrix, digits) => {
        const report = reportOf(matrix);
        const audit = auditReport(published(report, digits));
        expect(audit).toMatchObject({ possible: true, decided: true, contradictions: [], misprints: [] });
        expect(audit.totals).toContain(report.correct);
        expectRounds(published(reportOf(audit.example?.matrix as number[][]), 12), published(report, digits));
      }),
      { numRuns: 80 },
    );
  });

  test('stay possible when cells are left out', () => {
    const drawn = fc.record({
      matrix: matrices({ min: 1, max: 4 }, 12),
      left: fc.array(fc.boolean(), { minLength: 19, maxLength: 19 }),
    });
    fc.assert(
      fc.property(drawn, ({ matrix, left }) => {
        const whole = published(reportOf(matrix), 2);
        const cells = cellsOf(whole);
        const report = cells.reduce((part, cell, i) => (left[i] ? part : cell.changed(part, null)), whole);
        const audit = auditReport(report);
        expect(audit.possible).toBe(true);
        if (audit.decided) expect(audit.totals).toContain(reportOf(matrix).correct);
      }),
      { numRuns: 60 },
    );
  });

  test('are possible when half of the ties were rounded up and half down', () => {
    // 1/8, 3/8, 5/8 are ties of two digits.
    const matrix = [
      [5, 3],
      [3, 5],
    ];
    const row = (precision: string, recall: string, f1: string) => ({ precision, recall, f1, support: 8 });
    const report = {
      classes: [
        { name: 'a', ...row('0.62', '0.63', '0.62') },
        { name: 'b', ...row('0.63', '0.62', '0.63') },
      ],
    };
    expect(reportOf(matrix).classes[0].precision).toBe(0.625);
    expect(auditReport({ ...report, accuracy: '0.63' }).totals).toEqual([10]);
    expect(auditReport({ ...report, accuracy: '0.64' }).possible).toBe(false);
  });
});

/** Every value of the second report lies within half a unit of its last digit of the first. */
function expectRounds(exact: PublishedReport, printed: PublishedReport): void {
  const values = cellsOf(exact);
  for (const [i, { name, text }] of cellsOf(printed).entries()) {
    const digits = text.split('.')[1].length;
    expect(values[i].name).toBe(name);
    expect(Math.abs(Number(values[i].text) - Number(text))).toBeLessThanOrEqual(0.5 / 10 ** digits + 1e-11);
  }
}

/** All confusion matrices with these supports, each as [cells with many digits, correct answers]. */
function allReports(supports: number[]): Array<{ values: Map<string, number>; correct: number }> {
  const rows = (support: number, columns: number): number[][] =>
    columns === 1
      ? [[support]]
      : Array.from({ length: support + 1 }, (_, first) =>
          rows(support - first, columns - 1).map((rest) => [first, ...rest]),
        ).flat();
  const matrices = supports.reduce<number[][][]>(
    (found, support) => found.flatMap((matrix) => rows(support, supports.length).map((row) => [...matrix, row])),
    [[]],
  );
  return matrices.map((matrix) => {
    const report = reportOf(matrix);
    const values = cellsOf(published(report, 12)).map(({ name, text }) => [name, Number(text)] as const);
    return { values: new Map(values), correct: report.correct };
  });
}

describe('the brute force over all confusion matrices agrees', () => {
  const cases = fc.record({
    supports: fc.oneof(
      fc.array(fc.integer({ min: 0, max: 16 }), { minLength: 2, maxLength: 2 }),
      fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 3, maxLength: 3 }),
    ),
    digits: fc.integer({ min: 1, max: 3 }),
    pick: fc.nat(),
    // Which cells are left out, and which are moved by how many units.
    left: fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 16, maxLength: 16 }),
    moved: fc.array(fc.tuple(fc.nat(15), fc.integer({ min: -2, max: 2 })), { maxLength: 2 }),
  });
  const cache = new Map<string, ReturnType<typeof allReports>>();

  test('on possible and impossible reports, on every total, and on the smallest sets of misprints', () => {
    let impossible = 0;
    fc.assert(
      fc.property(cases, ({ supports, digits, pick, left, moved }) => {
        fc.pre(supports.some((support) => support > 0));
        const key = supports.join(' ');
        const all = cache.get(key) ?? allReports(supports);
        cache.set(key, all);
        const { values } = all[pick % all.length];

        let report: PublishedReport = {
          classes: supports.map((support, i) => ({ name: `class ${i}`, support, precision: '', recall: '', f1: '' })),
          accuracy: '',
          macro: { precision: '', recall: '', f1: '' },
          weighted: { precision: '', recall: '', f1: '' },
        };
        const scale = 10 ** digits;
        for (const [i, cell] of cellsOf(report).entries()) {
          const by = moved.filter(([at]) => at === i).reduce((sum, [, units]) => sum + units, 0);
          const units = Math.round((values.get(cell.name) as number) * scale) + by;
          const text = (Math.min(Math.max(units, 0), scale) / scale).toFixed(digits);
          report = cell.changed(report, left[i] === 0 ? null : text);
        }
        const cells = cellsOf(report);
        const fits = (kept: typeof cells) =>
          all.filter(({ values }) =>
            kept.every(
              ({ name, text }) => Math.abs((values.get(name) as number) - Number(text)) <= 0.5 / scale + 1e-10,
            ),
          );
        const totals = [...new Set(fits(cells).map(({ correct }) => correct))].sort((a, b) => a - b);
        const audit = auditReport(report);
        expect(audit).toMatchObject({ possible: totals.length > 0, decided: true, totals });
        if (totals.length > 0) return;

        impossible++;
        expect(audit.contradictions.length).toBeGreaterThan(0);
        expect(audit.undecided).toEqual([]);
        for (let size = 1; ; size++) {
          const sets = subsets(cells, size).filter(
            (set) => fits(cells.filter((cell) => !set.includes(cell))).length > 0,
          );
          if (sets.length === 0) continue;
          const names = (found: Array<Array<{ name: string }>>) =>
            found
              .map((set) =>
                set
                  .map(({ name }) => name)
                  .sort()
                  .join(' '),
              )
              .sort();
          expect(names(audit.misprints.map((set) => set.map(({ cell }) => ({ name: cell }))))).toEqual(names(sets));
          // What is said to fit does: exchanging it makes the report possible.
          for (const set of audit.misprints) {
            const mended = set.reduce((part, { cell, fits }) => {
              const place = cells.find(({ name }) => name === cell) as (typeof cells)[number];
              return place.changed(part, fits);
            }, report);
            expect(auditReport(mended).possible).toBe(true);
          }
          return;
        }
      }),
      { numRuns: 200 },
    );
    expect(impossible).toBeGreaterThan(25);
  });
});

function subsets<T>(items: readonly T[], size: number): T[][] {
  if (size === 0) return [[]];
  return items.flatMap((item, i) => subsets(items.slice(i + 1), size - 1).map((rest) => [item, ...rest]));
}
