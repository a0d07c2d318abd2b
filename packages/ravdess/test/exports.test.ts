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
    'folderCorpus',
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
    'soundProblem',
    'splitRandom',
    'splitSpeakers',
    'splitStatements',
    'statements',
    'takeOf',
  ]);
});

test('@aver/ravdess/node exports these names', () => {
  expect(Object.keys(node).sort()).toEqual(['archiveNames', 'fetchArchive', 'folderLabels', 'listRecordings']);
});

test('@aver/ravdess/synthetic exports these names', () => {
  expect(Object.keys(synthetic).sort()).toEqual(['synthesize', 'syntheticRecordings']);
});
