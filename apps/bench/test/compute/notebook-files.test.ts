import { paperEmotions, parseFilename } from '@aver/ravdess';
import { group } from 'd3-array';
import { expect, test } from 'vitest';
import { notebookFiles } from '../../src/compute/notebook-files.js';
import { missingOfNotebook, splitItems, splitTrial } from '../../src/compute/split-trial.js';

const { train, test: tested, pictures } = notebookFiles();
const all = [...train, ...tested, '03-01-03-01-02-01-20.wav', '03-02-01-01-01-01-24.wav'].sort();
const count = (names: string[], pick: (name: string) => unknown) =>
  Object.fromEntries([...group(names, pick)].map(([key, some]) => [String(key), some.length]));
const emotionOf = (name: string) => parseFilename(name).emotion;
const channelOf = (name: string) => parseFilename(name).vocalChannel;

test('985 and 329 recordings, disjoint, of the supports that the notebooks print, with all but the two in stereo', () => {
  expect([train.length, tested.length]).toEqual([985, 329]);
  expect(tested.filter((name) => train.includes(name))).toEqual([]);
  expect(count(tested, emotionOf)).toEqual({ happy: 94, sad: 101, neutral: 44, angry: 90 });
  expect(new Set(all).size).toBe(1316);
  expect(count(all, channelOf)).toEqual({ speech: 672, song: 644 });
  expect(count(all, emotionOf)).toEqual({ happy: 376, sad: 376, angry: 376, neutral: 188 });
});

test('1,047 pictures of the same recordings, without actors 1, 10, 11 and 12', () => {
  expect(pictures).toHaveLength(1047);
  expect(pictures.filter((name) => !all.includes(name))).toEqual([]);
  expect(count(pictures, channelOf)).toEqual({ speech: 557, song: 490 });
  const actors = new Set(pictures.map((name) => parseFilename(name).actor));
  const absent = Array.from({ length: 24 }, (_, i) => i + 1).filter((actor) => !actors.has(actor));
  expect(absent).toEqual([1, 10, 11, 12]);
  expect(paperEmotions.every((emotion) => pictures.some((name) => emotionOf(name) === emotion))).toBe(true);
});

const items = splitItems('ravdess', all, all);

test('features: the same division for every seed', () => {
  const split = splitTrial({ kind: 'notebook', list: 'features' }, items);
  expect(split.train.map(({ name }) => name)).toEqual(train);
  expect(split.test.map(({ name }) => name)).toEqual(tested);
});

test('pictures: 837 and 210, disjoint, another division for another seed', () => {
  const [first, again, other] = [0, 0, 1].map((seed) =>
    splitTrial({ kind: 'notebook', list: 'pictures', seed }, items),
  );
  expect([first.train.length, first.test.length, first.sharedContent]).toEqual([837, 210, 0]);
  expect([...first.train, ...first.test].map(({ name }) => name).sort()).toEqual(pictures);
  expect(again).toEqual(first);
  expect(other.test).not.toEqual(first.test);
});

test('a recording that is missing is named', () => {
  const fewer = items.filter(({ name }) => name !== tested[5]);
  expect(missingOfNotebook('features', fewer)).toEqual([tested[5]]);
  expect(() => splitTrial({ kind: 'notebook', list: 'features' }, fewer)).toThrow(`received none of ${tested[5]}`);
  const spoken = items.filter(({ name }) => channelOf(name) === 'speech');
  expect(missingOfNotebook('pictures', spoken)).toHaveLength(490);
});
