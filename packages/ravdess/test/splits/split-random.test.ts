import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { splitRandom } from '../../src/index.js';

const letters = [...'abcdefghijklmnopqrstuvwxyz'];

describe('splitRandom', () => {
  // The same algorithm written in Python gave these.
  test('is the same division today and tomorrow', () => {
    expect(splitRandom(letters, { testCount: 5, seed: 0 }).test.join('')).toBe('cpqvz');
    expect(splitRandom(letters, { testCount: 5, seed: 7 }).test.join('')).toBe('dfhuz');
    expect(splitRandom(letters, { testCount: 5, seed: 0 })).toEqual(splitRandom(letters, { testCount: 5, seed: 0 }));
  });

  test('keeps every item exactly once, in order, and changes nothing', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('happy', 'sad', 'angry', 'neutral'), { minLength: 2, maxLength: 60 }),
        fc.nat(2 ** 32 - 1),
        fc.boolean(),
        fc.nat(),
        (labels, seed, stratified, wish) => {
          const items = labels.map((label, index) => Object.freeze({ label, index }));
          const testCount = 1 + (wish % (items.length - 1));
          const stratifyBy = stratified ? ({ label }: { label: string }) => label : undefined;
          const { train, test } = splitRandom(Object.freeze(items), { testCount, seed, stratifyBy });
          expect(test).toHaveLength(testCount);
          expect([...train, ...test].sort((a, b) => a.index - b.index)).toEqual(items);
          for (const part of [train, test]) {
            expect(part).toEqual([...part].sort((a, b) => a.index - b.index));
          }
        },
      ),
      { numRuns: 500, seed: 1 },
    );
  });

  test('puts each item into the test part equally often', () => {
    const counts = new Map(letters.map((letter) => [letter, 0]));
    for (let seed = 0; seed < 6000; seed++) {
      for (const letter of splitRandom(letters, { testCount: 6, seed }).test)
        counts.set(letter, (counts.get(letter) ?? 0) + 1);
    }
    // Binomial with n = 6000 and p = 6/26: mean 1384.6, standard deviation 32.6; the bound is five of them.
    for (const count of counts.values()) expect(Math.abs(count - 1384.6)).toBeLessThan(163);
  });

  test('rounds the test part up, as scikit-learn does', () => {
    // train_test_split(range(n), test_size=f) of scikit-learn 1.9.1 gives these sizes.
    const sizes = [
      [1314, 0.25, 329],
      [1316, 0.25, 329],
      [1047, 0.2, 210],
      [672, 0.3125, 210],
      [10, 0.33, 4],
      [3, 0.5, 2],
      [100, 0.07, 8],
    ];
    for (const [n, testFraction, expected] of sizes) {
      const { train, test } = splitRandom([...new Array(n).keys()], { testFraction, seed: 1 });
      expect([test.length, train.length]).toEqual([expected, n - expected]);
    }
  });

  test('depends on the order of the items, as its documentation says', () => {
    const forward = splitRandom(letters, { testCount: 5, seed: 0 }).test;
    const backward = splitRandom([...letters].reverse(), { testCount: 5, seed: 0 }).test;
    expect([...backward].sort()).not.toEqual(forward);
    // It is the places that are drawn.
    expect(backward.map((letter) => 25 - letters.indexOf(letter))).toEqual(
      forward.map((letter) => letters.indexOf(letter)),
    );
  });
});

describe('splitRandom with strata', () => {
  const corpus = [
    ...new Array(192).fill('happy'),
    ...new Array(192).fill('sad'),
    ...new Array(192).fill('angry'),
    ...new Array(96).fill('neutral'),
  ];
  const countIn = (part: string[]) =>
    ['happy', 'sad', 'angry', 'neutral'].map((label) => part.filter((other) => other === label).length);

  test('keeps the proportions where they come out even', () => {
    const { train, test } = splitRandom(corpus, { testCount: 210, seed: 3, stratifyBy: String });
    expect(countIn(test)).toEqual([60, 60, 60, 30]);
    expect(countIn(train)).toEqual([132, 132, 132, 66]);
  });

  test('gives what is left to the largest remainders, and among equals to the first label', () => {
    // 192/672 of 100 is 28.57 and 96/672 of 100 is 14.29: two short, three strata with equal remainders.
    expect(countIn(splitRandom(corpus, { testCount: 100, seed: 3, stratifyBy: String }).test)).toEqual([
      29, 28, 29, 14,
    ]);
  });

  test('is never more than one item off the exact share', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { minLength: 2, maxLength: 80 }),
        fc.nat(),
        fc.nat(1000),
        (labels, wish, seed) => {
          const testCount = 1 + (wish % (labels.length - 1));
          const { test } = splitRandom(labels, { testCount, seed, stratifyBy: String });
          expect(test).toHaveLength(testCount);
          for (const label of new Set(labels)) {
            const share = (testCount * labels.filter((other) => other === label).length) / labels.length;
            expect(Math.abs(test.filter((other) => other === label).length - share)).toBeLessThan(1);
          }
        },
      ),
      { numRuns: 500, seed: 2 },
    );
  });

  test('differs from seed to seed within the strata', () => {
    const items = corpus.map((label, index) => ({ label, index }));
    const tests = [1, 2].map(
      (seed) => splitRandom(items, { testCount: 210, seed, stratifyBy: ({ label }) => label }).test,
    );
    expect(tests[0]).not.toEqual(tests[1]);
  });
});

test.each([
  [letters, { seed: 1 }, /exactly one of testCount and testFraction; received undefined and undefined/],
  [letters, { seed: 1, testCount: 3, testFraction: 0.1 }, /exactly one of/],
  [letters, { seed: 1, testCount: 0 }, /testCount must be an integer from 1 to 25; received 0/],
  [letters, { seed: 1, testCount: 26 }, /received 26/],
  [letters, { seed: 1, testCount: 2.5 }, /received 2.5/],
  [letters, { seed: 1, testCount: Number.NaN }, /received NaN/],
  [
    letters,
    { seed: 1, testFraction: 0 },
    /testFraction must be between 0 and 1 and leave one of 26 items to train on; received 0/,
  ],
  [letters, { seed: 1, testFraction: 1 }, /received 1/],
  [letters, { seed: 1, testFraction: 0.99 }, /received 0.99/],
  [letters, { seed: 1, testFraction: Number.NaN }, /received NaN/],
  [letters, { testCount: 3 }, /seed must be an integer from 0 to 4294967295; received undefined/],
  [letters, { testCount: 3, seed: -1 }, /received -1/],
  [letters, { testCount: 3, seed: 0.5 }, /received 0.5/],
  [letters, { testCount: 3, seed: 2 ** 32 }, /received 4294967296/],
  [['a'], { testCount: 1, seed: 1 }, /items must be at least two; received 1/],
  [[], { testFraction: 0.5, seed: 1 }, /items must be at least two; received 0/],
])('refuses %#', (items, options, message) => {
  const run = () => splitRandom<string>(items as string[], options as { seed: number });
  expect(run).toThrow(RangeError);
  expect(run).toThrow(message);
});

describe('splitRandom keeps together', () => {
  const keepTogether = ({ content }: { content: string }) => content;

  test('items of equal content, whatever the seed, and gives as many to test as asked for', () => {
    // As in RAVDESS: one content under two names among many.
    const items = Array.from({ length: 672 }, (_, i) => ({ i, content: i === 7 ? '8' : `${i}` }));
    let apart = 0;
    for (let seed = 0; seed < 50; seed++) {
      const { train, test: part } = splitRandom(items, { testCount: 210, seed, keepTogether });
      expect([train.length, part.length]).toEqual([462, 210]);
      expect(part.filter(({ content }) => content === '8').length % 2).toBe(0);
      const plain = splitRandom(items, { testCount: 210, seed });
      const split = plain.test.filter(({ content }) => content === '8').length === 1;
      if (split) apart++;
      // Where chance did not divide the two, nothing changes.
      else expect(part).toEqual(plain.test);
    }
    // 2 x 210/672 x 462/671 = 0.43 of the divisions.
    expect(apart).toBeGreaterThan(10);
  });

  test('and keeps the strata’s proportion', () => {
    const items = Array.from({ length: 60 }, (_, i) => ({ content: `${i >> 1}`, stratum: i < 40 ? 'a' : 'b' }));
    const options = { testCount: 30, keepTogether, stratifyBy: ({ stratum }: { stratum: string }) => stratum };
    for (let seed = 0; seed < 20; seed++) {
      const { test: part } = splitRandom(items, { ...options, seed });
      expect(part.filter(({ stratum }) => stratum === 'a')).toHaveLength(20);
      expect(part.filter(({ stratum }) => stratum === 'b')).toHaveLength(10);
    }
  });

  test('tests fewer where groups do not fill the number, and refuses to test nothing', () => {
    const items = Array.from({ length: 12 }, (_, i) => ({ content: `${i % 4}` }));
    expect(splitRandom(items, { testCount: 5, seed: 1, keepTogether }).test).toHaveLength(3);
    expect(() => splitRandom(items, { testCount: 2, seed: 1, keepTogether })).toThrow(
      'splitRandom: keepTogether must leave something to test; received groups over 2 items',
    );
  });
});
