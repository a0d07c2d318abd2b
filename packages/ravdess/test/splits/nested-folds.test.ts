import { expect, test } from 'vitest';
import { nestedFolds, requireDisjoint, splitRandom, splitSpeakers } from '../../src/index.js';
import { syntheticRecordings } from '../../src/synthetic.js';

const recordings = syntheticRecordings();
const speaker = ({ fields }: (typeof recordings)[number]) => fields.actor;

test('no inner fold sees the outer test part, and the speakers are apart within and without', () => {
  const folds = nestedFolds(recordings, (items) => splitSpeakers(items, { folds: 'emobox' }));
  expect(folds.map(({ speakers }) => speakers)[0]).toEqual([1, 11, 20, 21]);
  for (const { train, test: part, inner } of folds) {
    // The five other folds of EmoBox.
    expect(inner).toHaveLength(5);
    for (const fold of inner) {
      expect(fold.train.length + fold.test.length).toBe(train.length);
      requireDisjoint(fold, { speaker });
      requireDisjoint({ train: [...fold.train, ...fold.test], test: part }, { speaker });
    }
    const validated = inner.flatMap((fold) => fold.test);
    expect(validated).toHaveLength(train.length);
    expect(new Set(validated)).toEqual(new Set(train));
  }
});

test('the inner division may be of another kind', () => {
  const folds = nestedFolds(
    recordings,
    (items) => splitSpeakers(items, { folds: 3 }),
    (items) => [splitRandom(items, { testCount: 40, seed: 2 })],
  );
  expect(folds.map(({ inner }) => [inner[0].train.length, inner[0].test.length])).toEqual([
    [408, 40],
    [408, 40],
    [408, 40],
  ]);
});

test('an inner division that brings back what the outer one keeps apart, or tests what it trains on, is refused', () => {
  const outer = (items: readonly number[]) => [{ train: items.slice(1), test: items.slice(0, 1) }];
  expect(() => nestedFolds([1, 2, 3], outer, () => [{ train: [1, 2], test: [3] }])).toThrow(RangeError);
  expect(() => nestedFolds([1, 2, 3], outer, () => [{ train: [1, 2], test: [3] }])).toThrow(
    'nestedFolds: inner must divide the items that it is given; received 1 others, and 0 in both parts',
  );
  expect(() => nestedFolds([1, 2, 3], outer, () => [{ train: [2, 3], test: [3] }])).toThrow(/0 others, and 1 in both/);
});
