import { expect, test } from 'vitest';
import * as models from '../src/index.js';

test('the package exports these names', () => {
  expect(Object.keys(models).sort()).toEqual([
    'SeededDropout',
    'classify',
    'cnn1d',
    'cnn2d',
    'convolutionSize',
    'foldStandardization',
    'mlp',
    'oneHot',
    'poolingSize',
    'predictProbabilities',
    'spectrogramCnn',
    'standardization',
    'standardized',
    'trainModel',
  ]);
});
