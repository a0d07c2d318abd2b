import { expect, test } from 'vitest';
import * as models from '../src/index.js';
import * as speechEmbedding from '../src/speech-embedding.js';

test('the package exports these names', () => {
  expect(Object.keys(models).sort()).toEqual([
    'FlooredLeakyRelu',
    'SeededDropout',
    'classify',
    'cnn1d',
    'cnn2d',
    'convolutionSize',
    'ensemble',
    'foldStandardization',
    'mlp',
    'oneHot',
    'poolingSize',
    'predictProbabilities',
    'spectrogramCnn',
    'standardization',
    'standardized',
    'trainModel',
    'voiceNetwork',
  ]);
});

test('the entry of the speech embedding exports one', () => {
  expect(Object.keys(speechEmbedding)).toEqual(['speechEmbedding']);
});
