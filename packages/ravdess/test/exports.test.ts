import { expect, test } from 'vitest';
import * as main from '../src/index.js';
import * as node from '../src/node.js';
import * as synthetic from '../src/synthetic.js';

test('@aver/ravdess exports these names', () => {
  expect(Object.keys(main).sort()).toEqual([
    'RavdessError',
    'actorSex',
    'corpora',
    'corpusEmotions',
    'emotions',
    'formatFilename',
    'isCorpusEmotion',
    'nestedFolds',
    'paperEmotions',
    'paperSentences',
    'parseFilename',
    'polarity',
    'ravdessNotice',
    'readAhead',
    'readAudio',
    'requireDisjoint',
    'safeParseFilename',
    'sharedItems',
    'splitRandom',
    'splitSpeakers',
    'splitStatements',
    'statements',
  ]);
});

test('@aver/ravdess/node exports these names', () => {
  expect(Object.keys(node).sort()).toEqual(['archiveNames', 'fetchArchive', 'listRecordings']);
});

test('@aver/ravdess/synthetic exports these names', () => {
  expect(Object.keys(synthetic).sort()).toEqual(['synthesize', 'syntheticRecordings']);
});
