import { expect, test } from 'vitest';
import * as main from '../src/index.js';
import * as node from '../src/node.js';
import * as synthetic from '../src/synthetic.js';

test('@aver/ravdess exports these names', () => {
  expect(Object.keys(main).sort()).toEqual([
    'RavdessError',
    'actorSex',
    'emotions',
    'formatFilename',
    'paperEmotions',
    'parseFilename',
    'polarity',
    'readAudio',
    'safeParseFilename',
    'splitRandom',
    'splitSpeakers',
    'statements',
  ]);
});

test('@aver/ravdess/node exports these names', () => {
  expect(Object.keys(node).sort()).toEqual(['listRecordings']);
});

test('@aver/ravdess/synthetic exports these names', () => {
  expect(Object.keys(synthetic).sort()).toEqual(['synthesize', 'syntheticRecordings']);
});
