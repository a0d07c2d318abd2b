import fc from 'fast-check';
import { expect, test } from 'vitest';
import { splitStatements } from '../../src/index.js';
import { syntheticRecordings } from '../../src/synthetic.js';

const recordings = syntheticRecordings();

test('RAVDESS: one sentence is trained on, the other tested, then the other way round', () => {
  const folds = splitStatements(recordings, { folds: 2 });
  expect(folds.map(({ statements }) => statements).sort()).toEqual([[1], [2]]);
  for (const { train, test: part, statements } of folds) {
    expect([train.length, part.length]).toEqual([336, 336]);
    for (const { fields } of part) expect(fields.statement).toBe(statements[0]);
    for (const { fields } of train) expect(fields.statement).not.toBe(statements[0]);
  }
});

test('whatever the statements, each is tested once, and is in one part of a fold', () => {
  const items = fc.array(fc.record({ text: fc.constantFrom('a', 'b', 'c', 7, 10, 'd'), id: fc.nat() }), {
    maxLength: 60,
  });
  fc.assert(
    fc.property(items, fc.integer({ min: 2, max: 6 }), fc.nat(), (list, wanted, seed) => {
      const texts = new Set(list.map(({ text }) => text));
      fc.pre(texts.size >= wanted);
      const folds = splitStatements(list, { folds: wanted, statementOf: ({ text }) => text, seed });
      expect(folds).toHaveLength(wanted);
      expect(new Set(folds.flatMap(({ test: part }) => part))).toEqual(new Set(list));
      expect(folds.reduce((sum, { test: part }) => sum + part.length, 0)).toBe(list.length);
      for (const { train, test: part, statements } of folds) {
        expect(train.length + part.length).toBe(list.length);
        expect(new Set(part.map(({ text }) => text))).toEqual(new Set(statements));
        expect(train.some(({ text }) => statements.includes(text))).toBe(false);
      }
    }),
  );
});

test('the seed decides, the order of the items does not', () => {
  const items = ['a01', 'a02', 'a04', 'a05', 'a07', 'b01', 'b02', 'b03'].map((statement) => ({
    fields: { statement },
  }));
  const groups = (list: typeof items, seed: number) =>
    splitStatements(list, { folds: 4, seed }).map((f) => f.statements);
  expect(groups([...items].reverse(), 3)).toEqual(groups(items, 3));
  expect([1, 2, 3].some((seed) => JSON.stringify(groups(items, seed)) !== JSON.stringify(groups(items, 0)))).toBe(true);
  expect(groups(items, 0).map((group) => group.length)).toEqual([2, 2, 2, 2]);
});

test.each([1, 3, 0, 2.5, Number.NaN, undefined])('%s folds of two statements are refused', (folds) => {
  expect(() => splitStatements(recordings, { folds: folds as number })).toThrow(
    `splitStatements: folds must be an integer from 2 to the number of statements, 2; received ${folds}`,
  );
});

test('an item without a statement and a seed that is none are refused', () => {
  expect(() => splitStatements([{}, {}], { folds: 2 })).toThrow(TypeError);
  expect(() => splitStatements([{}, {}], { folds: 2 })).toThrow(/statementOf must return .*; received undefined/);
  expect(() => splitStatements(recordings, { folds: 2, seed: -1 })).toThrow(/^splitStatements: seed must be/);
});
