import { expect, test } from 'vitest';
import type { TrialResult } from '../../src/compute/trial-result.js';
import { seedEnsemble } from '../../src/tables/seed-ensemble.js';
import { aResult } from '../a-result.js';

const fold = (index: number) => ({ kind: 'speakers', folds: 'emobox', fold: index }) as const;

/** Four recordings, shown happy, sad, angry, neutral, with the given outputs. */
function result(seed: number, index: number, probabilities: number[][]): TrialResult {
  const made = aResult({ seed, split: fold(index) });
  const predictions = made.predictions.map((one, i) => ({ ...one, probabilities: probabilities[i] }));
  return { ...made, predictions };
}

const sure = [
  [0.9, 0.1, 0, 0],
  [0.5, 0.45, 0.05, 0],
  [0, 0, 1, 0],
  [0.4, 0.3, 0, 0.3],
];
const other = [
  [0.4, 0.6, 0, 0],
  [0, 0.45, 0.55, 0],
  [0, 0, 1, 0],
  [0.3, 0.1, 0.35, 0.25],
];

test('the mean of the probabilities decides, which may be right where neither model is', () => {
  // Means: happy .65, sad .45 (one says happy, the other angry), angry 1; neutral stays wrong. The second fold: 2 of 4.
  const ensemble = seedEnsemble([result(0, 0, sure), result(1, 0, other), result(0, 1, sure), result(1, 1, sure)]);
  expect(ensemble?.members).toBe(2);
  expect(ensemble?.accuracy).toMatchObject({ mean: (3 / 4 + 2 / 4) / 2, recordings: 8 });
  expect(ensemble?.unweightedRecall.mean).toBeCloseTo((3 / 4 + 2 / 4) / 2, 12);
});

test('a spare output that wins is no emotion', () => {
  const spare = sure.map((row) => [...row, 2]);
  const ensemble = seedEnsemble([0, 1].flatMap((seed) => [result(seed, 0, spare), result(seed, 1, spare)]));
  expect(ensemble?.accuracy.mean).toBe(0);
});

test('only seeds that have finished every fold are asked', () => {
  const results = [result(0, 0, sure), result(1, 0, sure), result(2, 0, sure), result(0, 1, sure), result(1, 1, sure)];
  expect(seedEnsemble(results)?.members).toBe(2);
  expect(seedEnsemble(results.slice(0, 4))).toBeUndefined();
});

test('random splits differ from seed to seed, and one seed is no ensemble', () => {
  expect(seedEnsemble([aResult({ seed: 0 }), aResult({ seed: 1 })])).toBeUndefined();
  expect(seedEnsemble([result(0, 0, sure), result(0, 1, sure)])).toBeUndefined();
  expect(seedEnsemble([result(0, 0, sure), result(1, 0, sure)])).toBeUndefined();
});
