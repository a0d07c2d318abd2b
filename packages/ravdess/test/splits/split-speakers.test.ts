import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { splitSpeakers } from '../../src/index.js';

const actors = Array.from({ length: 24 }, (_, index) => index + 1);
/** Three items of each actor, one actor after the other. */
const items = actors.flatMap((actor) => [0, 1, 2].map((take) => ({ take, fields: { actor } })));
const of = (present: number[]) => items.filter(({ fields }) => present.includes(fields.actor));

describe('splitSpeakers', () => {
  test('emobox gives the six published folds', () => {
    const folds = splitSpeakers(items, { folds: 'emobox' });
    expect(folds.map(({ speakers }) => speakers)).toEqual([
      [1, 11, 20, 21],
      [4, 10, 12, 14],
      [8, 9, 19, 23],
      [3, 5, 7, 24],
      [2, 15, 16, 18],
      [6, 13, 17, 22],
    ]);
    for (const { train, test, speakers } of folds) {
      expect(test).toEqual(of(speakers as number[]));
      expect(train).toEqual(of(actors.filter((actor) => !speakers.includes(actor))));
    }
  });

  test('emobox leaves out folds of which nobody is there', () => {
    const folds = splitSpeakers(of([1, 2, 3, 11]), { folds: 'emobox' });
    expect(folds.map(({ speakers, train, test }) => [speakers, train.length, test.length])).toEqual([
      [[1, 11], 6, 6],
      [[3], 9, 3],
      [[2], 9, 3],
    ]);
  });

  test('nobody is heard in both parts, everybody is tested once, and the folds are balanced', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 1, max: 24 }), { minLength: 2 }),
        fc.nat(),
        fc.nat(2 ** 32 - 1),
        (present, wish, seed) => {
          const part = of(present);
          const count = 2 + (wish % (present.length - 1));
          const folds = splitSpeakers(part, { folds: count, seed });
          expect(folds).toHaveLength(count);
          const tested = folds.flatMap(({ speakers }) => speakers as number[]);
          expect(tested.sort((a, b) => a - b)).toEqual([...present].sort((a, b) => a - b));
          for (const { train, test, speakers } of folds) {
            expect(train.length + test.length).toBe(part.length);
            expect(test).toEqual(of(speakers as number[]).filter((item) => part.includes(item)));
            expect(train.some(({ fields }) => speakers.includes(fields.actor))).toBe(false);
          }
          for (const belongs of [() => true, (actor: number) => actor % 2 === 1, (actor: number) => actor % 2 === 0]) {
            const sizes = folds.map(({ speakers }) => (speakers as number[]).filter(belongs).length);
            expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
          }
        },
      ),
      { numRuns: 300, seed: 1 },
    );
  });

  // The same algorithm written in Python gave these.
  test('is the same division today and tomorrow', () => {
    expect(splitSpeakers(items, { folds: 6, seed: 1 }).map(({ speakers }) => speakers)).toEqual([
      [5, 8, 11, 24],
      [10, 15, 19, 22],
      [4, 6, 7, 17],
      [9, 13, 18, 20],
      [2, 12, 21, 23],
      [1, 3, 14, 16],
    ]);
    expect(splitSpeakers(items, { folds: 6 })).toEqual(splitSpeakers(items, { folds: 6, seed: 0 }));
    expect(splitSpeakers(items, { folds: 6, seed: 2 })).not.toEqual(splitSpeakers(items, { folds: 6, seed: 1 }));
  });

  test('does not pair each man with the same woman under every seed', () => {
    const partners = new Set<number>();
    for (let seed = 0; seed < 50; seed++) {
      const fold = splitSpeakers(items, { folds: 12, seed }).find(({ speakers }) => speakers.includes(1));
      for (const speaker of fold?.speakers ?? []) if (speaker !== 1) partners.add(speaker as number);
    }
    expect(partners.size).toBeGreaterThan(6);
  });

  test('the order of the items does not change who is in which fold', () => {
    const speakersOf = (list: typeof items) =>
      splitSpeakers(list, { folds: 5, seed: 9 }).map(({ speakers }) => speakers);
    expect(speakersOf([...items].reverse())).toEqual(speakersOf(items));
  });

  test('takes speakers of other corpora, by number or by name', () => {
    const named = ['03', '08', '09', 'KL', 'DC'].flatMap((speaker) => [{ speaker }, { speaker }]);
    const folds = splitSpeakers(named, { folds: 2, speakerOf: ({ speaker }) => speaker });
    expect(folds.map(({ test }) => test.length).sort()).toEqual([4, 6]);
    const numbered = [1001, 1002, 1003].map((id) => ({ id }));
    const three = splitSpeakers(numbered, { folds: 3, speakerOf: ({ id }) => id });
    expect(three.flatMap(({ speakers }) => speakers).sort()).toEqual([1001, 1002, 1003]);
  });
});

test.each([
  [items, { folds: 1 }, /folds must be 'emobox' or an integer from 2 to the number of speakers, 24; received 1/],
  [items, { folds: 25 }, /received 25/],
  [items, { folds: 2.5 }, /received 2.5/],
  [items, { folds: Number.NaN }, /received NaN/],
  [items, { folds: 'six' }, /received six/],
  [items, {}, /received undefined/],
  [[], { folds: 2 }, /the number of speakers, 0; received 2/],
  [items, { folds: 6, seed: -1 }, /seed must be an integer from 0 to 4294967295; received -1/],
  [items, { folds: 'emobox', seed: Number.NaN }, /received NaN/],
  [of([1, 11]), { folds: 'emobox' }, /from at least two of the 'emobox' folds; received actors 1, 11/],
  [[], { folds: 'emobox' }, /received actors none/],
  [
    [...of([1, 2]), { fields: { actor: 25 } }],
    { folds: 'emobox' },
    /speakers of 'emobox' must be integers from 1 to 24; received 25/,
  ],
])('refuses %#', (list, options, message) => {
  const run = () => splitSpeakers(list as typeof items, options as { folds: number });
  expect(run).toThrow(RangeError);
  expect(run).toThrow(message);
});

test.each([[{}], [{ fields: {} }], [null], [{ fields: { actor: Number.NaN } }]])(
  'an item without a speaker is a TypeError: %j',
  (item) => {
    const run = () => splitSpeakers([...items, item as unknown as (typeof items)[0]], { folds: 2 });
    expect(run).toThrow(TypeError);
    expect(run).toThrow(/^splitSpeakers: speakerOf must return a number or a string for every item; received/);
  },
);
