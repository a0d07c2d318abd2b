import { expect, test } from 'vitest';
import { requireDisjoint, sharedItems, splitRandom, splitSpeakers } from '../../src/index.js';
import { syntheticRecordings } from '../../src/synthetic.js';

const recordings = syntheticRecordings();
const actor = ({ fields }: (typeof recordings)[number]) => fields.actor;

test('what the splits give is disjoint, by recording and content, and by speaker where speakers are kept apart', () => {
  requireDisjoint(splitRandom(recordings, { testCount: 210, seed: 1 }));
  for (const fold of splitSpeakers(recordings, { folds: 'emobox' })) {
    requireDisjoint(fold);
    requireDisjoint(fold, { speaker: actor });
  }
});

test('a recording, a content or a speaker in both parts is named', () => {
  const [a, b, c] = recordings;
  expect(() => requireDisjoint({ train: [a, b], test: [c, a] })).toThrow(RangeError);
  expect(() => requireDisjoint({ train: [a, b], test: [c, a] })).toThrow(
    'requireDisjoint: split must have no recording in both parts; received 1 items to train on whose recording is in the ' +
      `test part, first ${a.name}`,
  );
  const copy = { ...a, name: 'other.wav' };
  expect(() => requireDisjoint({ train: [b, copy], test: [a] })).toThrow(
    `no content in both parts; received 1 items to train on whose content is in the test part, first ${a.fingerprint}`,
  );
  const random = splitRandom(recordings, { testCount: 210, seed: 1 });
  expect(() => requireDisjoint(random, { speaker: actor })).toThrow(/no speaker in both parts; received 462 items/);
});

test('shared items are those of the training part, in its order', () => {
  const split = { train: ['ab', 'cd', 'ax'], test: ['ae', 'b'] };
  expect(sharedItems(split, (word) => word[0])).toEqual(['ab', 'ax']);
  expect(sharedItems(split, (word) => word)).toEqual([]);
});
