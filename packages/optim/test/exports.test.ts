import { expect, test } from 'vitest';
import * as optim from '../src/index.js';

test('the package exports these names', () => {
  expect(Object.keys(optim).sort()).toEqual(['clipByGlobalNorm', 'createOptimizer', 'globalNorm', 'presets']);
});
