import { syntheticRecordings } from '@aver/ravdess/synthetic';
import { expect, test } from 'vitest';
import { testFraction } from '../src/trials/plan-trials.js';
import { splitTrial } from '../src/trials/split-trial.js';

const names = syntheticRecordings({ emotions: ['happy', 'sad', 'angry', 'neutral'] }).map(({ name }) => name);

test('the random split of 672 recordings is the 462 and 210 of the paper, disjoint, and another for another seed', () => {
  expect(names).toHaveLength(672);
  const [first, again, other] = [0, 0, 1].map((seed) => splitTrial({ kind: 'random', seed, testFraction }, names));
  expect([first.train.length, first.test.length]).toEqual([462, 210]);
  expect([...first.train, ...first.test].sort()).toEqual(names);
  expect(again).toEqual(first);
  expect(other.test).not.toEqual(first.test);
});

test('in the six speaker folds no test actor is heard in training, and every recording is tested once', () => {
  const folds = [0, 1, 2, 3, 4, 5].map((fold) => splitTrial({ kind: 'speakers', folds: 'emobox', fold }, names));
  const actors = (part: string[]) => [...new Set(part.map((name) => Number(name.slice(18, 20))))];
  // EmoBox's folds.
  expect(folds.map(({ test: part }) => actors(part).join())).toEqual([
    ...['1,11,20,21', '4,10,12,14', '8,9,19,23', '3,5,7,24', '2,15,16,18', '6,13,17,22'],
  ]);
  for (const { train, test: part } of folds) {
    expect(actors(train).filter((actor) => actors(part).includes(actor))).toEqual([]);
    expect(train.length + part.length).toBe(672);
  }
  expect(folds.flatMap(({ test: part }) => part).sort()).toEqual(names);
});

test('a fold that does not exist is refused', () => {
  expect(() => splitTrial({ kind: 'speakers', folds: 'emobox', fold: 6 }, names)).toThrow(/fold must be one that/);
});
