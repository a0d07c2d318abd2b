import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findCountsOf, prepare } from '../../src/audit/find-counts.js';
import { reachableSums } from '../../src/audit/reachable-sums.js';
import type { Run } from '../../src/audit/row-counts.js';

const run = fc
  .record({
    correct: fc.integer({ min: 0, max: 2 }),
    low: fc.integer({ min: 0, max: 14 }),
    width: fc.integer({ min: 0, max: 8 }),
  })
  .map(({ correct, low, width }): Run => ({ correct, low: correct + low, high: correct + low + width }));
const rows = fc.array(fc.array(run, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 3 });

/** Every choice of one pair per row. */
function choices(rows: Run[][]): Array<Array<{ correct: number; predicted: number }>> {
  if (rows.length === 0) return [[]];
  const rest = choices(rows.slice(1));
  return rows[0].flatMap(({ correct, low, high }) =>
    Array.from({ length: high - low + 1 }, (_, k) =>
      rest.map((other) => [{ correct, predicted: low + k }, ...other]),
    ).flat(),
  );
}

const total = (counts: Array<{ correct: number; predicted: number }>, key: 'correct' | 'predicted') =>
  counts.reduce((sum, count) => sum + count[key], 0);

test('the sums are exactly those that some choice has', () => {
  fc.assert(
    fc.property(rows, (rows) => {
      const reached = new Set(
        choices(rows).map((counts) => `${total(counts, 'correct')} ${total(counts, 'predicted')}`),
      );
      const wrong: string[] = [];
      for (let samples = 0; samples <= 75; samples++) {
        const [sums] = reachableSums(rows, { first: 0, last: 6 }, samples, { steps: 1e6 }) ?? [];
        for (let correct = 0; correct <= 6; correct++) {
          const intervals = sums?.predicted[correct - sums.first] ?? [];
          const inside = intervals.some((low, k) => k % 2 === 0 && low <= samples && samples <= intervals[k + 1]);
          const sum = `${correct} ${samples}`;
          if (inside !== reached.has(sum)) wrong.push(sum);
        }
      }
      expect(wrong).toEqual([]);
    }),
    { numRuns: 80 },
  );
});

test('a search for averages, quick or thorough, is never wrong', () => {
  const problems = fc.record({
    rows: fc.array(fc.array(run, { minLength: 1, maxLength: 3 }), { minLength: 2, maxLength: 3 }),
    pick: fc.nat(),
    width: fc.integer({ min: 0, max: 20 }),
    off: fc.integer({ min: -30, max: 30 }),
  });
  let found = 0;
  let none = 0;
  fc.assert(
    fc.property(problems, ({ rows, pick, width, off }) => {
      const all = choices(rows);
      const chosen = all[pick % all.length];
      // Supports that leave room for every mistake, so that only the sums decide.
      const samples = total(chosen, 'predicted');
      const supports = chosen.map(({ predicted }) => predicted);
      const mistakes = (counts: typeof chosen) => samples - total(counts, 'correct');
      const part = (_: number, correct: number, predicted: number) => correct / (1 + predicted);
      const value = (counts: typeof chosen) =>
        counts.reduce((sum, { correct, predicted }) => sum + part(0, correct, predicted), 0);
      const low = value(chosen) + off / 1000 - 1e-9;
      const high = low + width / 1000 + 2e-9;
      const fitting = all.filter(
        (counts) =>
          total(counts, 'predicted') === samples &&
          low <= value(counts) &&
          value(counts) <= high &&
          counts.every(({ correct, predicted }, i) => supports[i] + predicted - 2 * correct <= mistakes(counts)),
      );
      const possible = new Set(fitting.map((counts) => total(counts, 'correct')));
      const start = prepare(
        { supports, rows, correct: { first: 0, last: samples }, averages: [{ low, high, part }] },
        { steps: 1e6 },
      );
      if ('status' in start) {
        expect(start.status).toBe('none');
        expect(possible.size).toBe(0);
        return;
      }
      for (const correct of possible) expect(start.totals).toContain(correct);
      for (const correct of start.totals) {
        const quick = findCountsOf(correct, start.prepared, { steps: 1e6 }, false);
        const thorough = findCountsOf(correct, start.prepared, { steps: 1e6 }, true);
        expect(thorough.status).toBe(possible.has(correct) ? 'found' : 'none');
        if (quick.status !== 'unknown') expect(quick.status).toBe(thorough.status);
        if (thorough.status === 'found') found++;
        else none++;
      }
    }),
    { numRuns: 300 },
  );
  expect(Math.min(found, none)).toBeGreaterThan(30);
});
