import { listRecordings } from '@aver/ravdess/node';
import { syntheticRecordings } from '@aver/ravdess/synthetic';
import { realRecordings } from '@aver/test-helpers';
import { describe, expect, test } from 'vitest';
import { type SplitItem, splitItems, splitTrial } from '../../src/compute/split-trial.js';
import { countFolds } from '../../src/rows/count-folds.js';
import { testFraction } from '../../src/rows/plan-trials.js';

const names = syntheticRecordings({ emotions: ['happy', 'sad', 'angry', 'neutral'] }).map(({ name }) => name);
const items = splitItems('ravdess', names, names);
const namesOf = (part: SplitItem[]) => part.map(({ name }) => name);

test('the random split of 672 recordings is the 462 and 210 of the paper, disjoint, and another for another seed', () => {
  expect(names).toHaveLength(672);
  const [first, again, other] = [0, 0, 1].map((seed) => splitTrial({ kind: 'random', seed, testFraction }, items));
  expect([first.train.length, first.test.length, first.sharedContent]).toEqual([462, 210, 0]);
  expect(namesOf([...first.train, ...first.test]).sort()).toEqual(names);
  expect(again).toEqual(first);
  expect(other.test).not.toEqual(first.test);
});

test('in the six speaker folds no test actor is heard in training, and every recording is tested once', () => {
  const folds = [0, 1, 2, 3, 4, 5].map((fold) => splitTrial({ kind: 'speakers', folds: 'emobox', fold }, items));
  const actors = (part: SplitItem[]) => [...new Set(part.map(({ name }) => Number(name.slice(18, 20))))];
  // EmoBox's folds.
  expect(folds.map(({ test: part }) => actors(part).join())).toEqual([
    ...['1,11,20,21', '4,10,12,14', '8,9,19,23', '3,5,7,24', '2,15,16,18', '6,13,17,22'],
  ]);
  for (const { train, test: part } of folds) {
    expect(actors(train).filter((actor) => actors(part).includes(actor))).toEqual([]);
    expect(train.length + part.length).toBe(672);
  }
  expect(namesOf(folds.flatMap(({ test: part }) => part)).sort()).toEqual(names);
});

test('in the two statement folds one sentence is trained on and the other tested', () => {
  const folds = [0, 1].map((fold) => splitTrial({ kind: 'statements', folds: 2, fold }, items));
  for (const { train, test: part } of folds) {
    expect([train.length, part.length]).toEqual([336, 336]);
    expect(new Set(part.map(({ name }) => name.slice(12, 14))).size).toBe(1);
    expect(train.some(({ name }) => name.slice(12, 14) === part[0].name.slice(12, 14))).toBe(false);
  }
});

describe('an inner split', () => {
  const actors = (part: SplitItem[]) => [...new Set(part.map(({ name }) => Number(name.slice(18, 20))))];

  test('by speakers divides the training actors of the outer fold, and never tests or trains on its test actors', () => {
    const outer = { kind: 'speakers', folds: 'emobox', fold: 2 } as const;
    const whole = splitTrial(outer, items);
    const inner = [0, 1, 2, 3, 4].map((fold) => splitTrial({ ...outer, inner: { folds: 5, fold } }, items));
    for (const { train, test: part } of inner) {
      expect(namesOf([...train, ...part]).sort()).toEqual(namesOf(whole.train));
      expect(actors(part)).toHaveLength(4);
      expect(actors(train).filter((actor) => actors(part).includes(actor))).toEqual([]);
      for (const actor of [8, 9, 19, 23]) expect([...actors(train), ...actors(part)]).not.toContain(actor);
    }
    // Every training recording is judged once.
    expect(namesOf(inner.flatMap(({ test: part }) => part)).sort()).toEqual(namesOf(whole.train));
  });

  test('at random holds a share of the training part back, every emotion in proportion, equal sounds together', () => {
    const twins = ['03-01-03-01-02-01-07.wav', '03-01-03-01-02-02-07.wav'];
    const held = splitItems(
      'ravdess',
      names,
      names.map((name) => (twins.includes(name) ? 'the same' : name)),
    );
    for (let seed = 0; seed < 20; seed++) {
      const outer = { kind: 'random', seed, testFraction } as const;
      const whole = splitTrial(outer, held);
      const { train, test: part } = splitTrial({ ...outer, inner: { seed: 1, testFraction: 0.2 } }, held);
      expect(namesOf([...train, ...part]).sort()).toEqual(namesOf(whole.train));
      expect([0, 2]).toContain(namesOf(train).filter((name) => twins.includes(name)).length);
      for (const emotion of ['happy', 'sad', 'angry', 'neutral']) {
        const count = (list: SplitItem[]) => list.filter(({ fields }) => fields.emotion === emotion).length;
        expect(Math.abs(count(part) - count(whole.train) / 5)).toBeLessThan(1.5);
      }
    }
    const inner = (seed: number) =>
      splitTrial({ kind: 'random', seed: 0, testFraction, inner: { seed, testFraction: 0.2 } }, held);
    expect(namesOf(inner(1).test)).toEqual(namesOf(inner(1).test));
    expect(namesOf(inner(1).test)).not.toEqual(namesOf(inner(2).test));
  });

  test('that does not exist is refused', () => {
    const split = { kind: 'speakers', folds: 'emobox', fold: 0, inner: { folds: 5, fold: 5 } } as const;
    expect(() => splitTrial(split, items)).toThrow(/fold must be one that/);
  });
});

test('without a test part, all recordings are trained on', () => {
  const { train, test: part, sharedContent } = splitTrial({ kind: 'none' }, [...items].reverse());
  expect(namesOf(train)).toEqual(names);
  expect([part, sharedContent]).toEqual([[], 0]);
});

test('a fold that does not exist is refused', () => {
  expect(() => splitTrial({ kind: 'speakers', folds: 'emobox', fold: 6 }, items)).toThrow(/fold must be one that/);
});

describe('one sound under several names', () => {
  test('is on one side of every random split, whose parts stay 462 and 210', () => {
    const twins = ['03-01-03-01-02-01-07.wav', '03-01-03-01-02-02-07.wav'];
    const held = splitItems(
      'ravdess',
      names,
      names.map((name) => (twins.includes(name) ? 'the same' : name)),
    );
    for (let seed = 0; seed < 30; seed++) {
      const { train, test: part, sharedContent } = splitTrial({ kind: 'random', seed, testFraction }, held);
      expect([train.length, part.length, sharedContent]).toEqual([462, 210, 0]);
      expect([0, 2]).toContain(namesOf(part).filter((name) => twins.includes(name)).length);
    }
  });

  test('by two speakers is counted where speakers are kept apart', () => {
    const held = splitItems(
      'ravdess',
      names,
      // Every actor's first recording is that of actor 1.
      names.map((name) => (name.startsWith('03-01-01-01-01-01-') ? 'the same' : name)),
    );
    const { sharedContent } = splitTrial({ kind: 'speakers', folds: 'emobox', fold: 0 }, held);
    expect(sharedContent).toBe(20);
  });

  const real = realRecordings();
  test.skipIf(!real)('in the real corpus: one recording, and no random split trains on what it tests', async () => {
    const { recordings, close } = await listRecordings(real as string, {
      emotions: ['happy', 'sad', 'angry', 'neutral'],
    });
    await close();
    const held = splitItems(
      'ravdess',
      recordings.map(({ name }) => name),
      recordings.map(({ fingerprint }) => fingerprint),
    );
    expect(new Set(held.map(({ fingerprint }) => fingerprint)).size).toBe(held.length - 1);
    for (let seed = 0; seed < 10; seed++) {
      expect(splitTrial({ kind: 'random', seed, testFraction }, held).sharedContent).toBe(0);
    }
  });
});

describe('the number of folds', () => {
  const emotions = ['happy', 'sad'] as const;
  const emodb = ['03', '08', '09', '10'].flatMap((speaker) =>
    ['a01', 'a02', 'b01'].flatMap((text) => [`${speaker}${text}Fa.wav`, `${speaker}${text}Ta.wav`]),
  );
  const cremad = Array.from({ length: 13 }, (_, i) => [
    `${1001 + i}_DFA_HAP_XX.wav`,
    `${1001 + i}_IEO_SAD_LO.wav`,
  ]).flat();

  test.each([
    ['ravdess', names, 'random', 1],
    ['ravdess', names, 'speakers', 6],
    ['ravdess', names, 'statements', 2],
    ['emodb', emodb, 'speakers', 4],
    ['emodb', emodb, 'statements', 3],
    ['cremad', cremad, 'speakers', 10],
    ['cremad', cremad, 'statements', 2],
  ] as const)('%s, %#, by %s', (corpus, list, split, folds) => {
    expect(
      countFolds('here', { corpus, emotions: [...emotions], split }, splitItems(corpus, [...list], [...list])),
    ).toBe(folds);
  });

  test('recordings that cannot be divided, or lack an emotion, are refused', () => {
    const one = splitItems('emodb', emodb.slice(0, 6), emodb.slice(0, 6));
    expect(() => countFolds('here', { corpus: 'emodb', emotions: [...emotions], split: 'speakers' }, one)).toThrow(
      /^here: cannot be divided: .*speakers, 1/,
    );
    expect(() => countFolds('here', { corpus: 'emodb', emotions: ['happy', 'bored'], split: 'random' }, one)).toThrow(
      'here: expected recordings of happy, bored; found none of bored',
    );
  });
});

test('one take in sound and in picture stays on one side of a random split, and is counted where it cannot', () => {
  const audio = names.slice(0, 40);
  const video = audio.map((name) => name.replace(/^03/, '01'));
  const both = splitItems(
    'ravdess',
    [...audio, ...video],
    [...audio.map((n) => `a${n}`), ...video.map((n) => `v${n}`)],
  );
  for (const seed of [0, 1, 2]) {
    const split = splitTrial({ kind: 'random', seed, testFraction: 0.3 }, both);
    const takes = new Set(split.test.map(({ take }) => take));
    expect(split.train.filter(({ take }) => takes.has(take))).toEqual([]);
    expect(split.sharedContent).toBe(0);
  }
});

test('three recordings in a chain, equal in content and in take, stay together', () => {
  const [first, second] = names;
  const chain = splitItems('ravdess', [first, first.replace(/^03/, '01'), second], ['x', 'y', 'x']);
  const others = splitItems('ravdess', names.slice(2, 12), names.slice(2, 12));
  for (const seed of [0, 1, 2, 3, 4, 5]) {
    const split = splitTrial({ kind: 'random', seed, testFraction: 0.3 }, [...chain, ...others]);
    const sides = chain.map(({ name }) => split.test.some((one) => one.name === name));
    expect(new Set(sides).size).toBe(1);
  }
});
