import { expect, test } from 'vitest';
import * as main from '../src/index.js';
import * as node from '../src/node.js';

test('the main entry exports', () => {
  expect(Object.keys(main).sort()).toEqual([
    'RecognizerError',
    'createListener',
    'createRecognizer',
    'decodeAudio',
    'hearsVoice',
    'loadRecognizer',
    'readModelCard',
    'speechEmbedder',
    'timeline',
  ]);
});

test('the entry for Node.js exports', () => {
  expect(Object.keys(node).sort()).toEqual(['createRecognizerPool', 'decodeFile', 'loadRecognizer', 'saveRecognizer']);
});
