import { expect, test } from 'vitest';
import { trialKey } from '../../src/compute/trial-key.js';
import { planTrials, type TablePlan } from '../../src/rows/plan-trials.js';
import type { TableSetting } from '../../src/rows/table-setting.js';
import { table2 } from '../../src/rows/table2.js';
import { cnn1d } from '../../src/rows/table3/cnn1d.js';
import { cnn2d } from '../../src/rows/table3/cnn2d.js';
import { mlp } from '../../src/rows/table3/mlp.js';

const setting: TableSetting = {
  table: 'table3',
  recipe: 'printed',
  profile: 'paper',
  split: 'random',
  emotions: ['happy', 'sad', 'angry', 'neutral'],
  corpus: 'ravdess',
  backend: 'wasm',
};
const plan: TablePlan = { setting, seeds: 3, fingerprint: 'f', folds: 6 };
const planWith = (more: Partial<TableSetting>, plans: Partial<TablePlan> = {}): TablePlan => ({
  ...plan,
  ...plans,
  setting: { ...setting, ...more },
});

test('one trial for each seed, each with a key of its own', () => {
  const trials = [mlp, cnn1d, cnn2d].flatMap((row) => planTrials(row, plan));
  expect(trials.map(({ seed }) => seed)).toEqual([0, 1, 2, 0, 1, 2, 0, 1, 2]);
  expect(new Set(trials.map(trialKey)).size).toBe(9);
});

test('more seeds add trials and keep the keys of those that were there', () => {
  const keys = (seeds: number) => planTrials(mlp, { ...plan, seeds }).map(trialKey);
  expect(keys(5).slice(0, 3)).toEqual(keys(3));
});

test('one trial for each seed and speaker fold', () => {
  const trials = planTrials(mlp, planWith({ split: 'speakers' }, { seeds: 2 }));
  expect(trials.map(({ split, seed }) => (split.kind === 'speakers' ? [seed, split.fold] : []))).toEqual(
    [0, 1].flatMap((seed) => [0, 1, 2, 3, 4, 5].map((fold) => [seed, fold])),
  );
});

test("features of the notebooks' split are padded as the notebooks' librosa padded them, and no others", () => {
  const inputs = (more: Partial<TableSetting>) => [mlp, cnn2d].map((row) => planTrials(row, planWith(more))[0].input);
  expect(inputs({ split: 'notebook', recipe: 'notebook' })).toEqual([
    { kind: 'features', groups: ['mfcc', 'chroma', 'mel'], padMode: 'reflect' },
    { kind: 'picture', style: 'spek', size: 150 },
  ]);
  expect(inputs({ split: 'random', recipe: 'notebook' })[0]).toEqual({
    kind: 'features',
    groups: ['mfcc', 'chroma', 'mel'],
  });
});

test('folds of statements, and of the speakers of other corpora, say how many there are', () => {
  const splits = (more: Partial<TableSetting>) =>
    planTrials(mlp, planWith(more, { seeds: 1, folds: 2 })).map(({ split }) => split);
  expect(splits({ split: 'statements' })).toEqual([0, 1].map((fold) => ({ kind: 'statements', folds: 2, fold })));
  expect(splits({ split: 'speakers' })).toEqual([0, 1].map((fold) => ({ kind: 'speakers', folds: 'emobox', fold })));
  expect(splits({ split: 'speakers', corpus: 'emodb' })).toEqual(
    [0, 1].map((fold) => ({ kind: 'speakers', folds: 2, fold })),
  );
});

test('epochs: of the recipe, of the quick profile, or as asked for', () => {
  const epochs = (more: Partial<TableSetting>) => planTrials(cnn2d, planWith(more))[0].training.epochs;
  expect(epochs({})).toBe(50);
  expect(epochs({ recipe: 'notebook' })).toBe(500);
  expect(epochs({ profile: 'quick' })).toBeLessThan(10);
  expect(epochs({ profile: 'quick', epochs: 7 })).toBe(7);
});

test('the share that a random split tests: 210 of 672, or as asked for', () => {
  const split = (more: Partial<TableSetting>) => planTrials(mlp, planWith(more))[0].split;
  expect(split({})).toEqual({ kind: 'random', seed: 0, testFraction: 210 / 672 });
  expect(split({ testFraction: 0.25 })).toEqual({ kind: 'random', seed: 0, testFraction: 0.25 });
});

test("the printed hyperparameters are the paper's", () => {
  const of = (row: typeof mlp) => planTrials(row, plan)[0];
  expect(of(cnn2d)).toMatchObject({
    optimizer: { name: 'adam', form: 'paper', learningRate: 0.005 },
    model: { kind: 'cnn2d', form: 'printed' },
    training: { epochs: 50 },
  });
  expect(of(cnn1d)).toMatchObject({
    optimizer: { name: 'rmsprop', learningRate: 0.000005 },
    model: { dropoutRate: 0.1 },
    training: { batchSize: 20, epochs: 500 },
  });
  expect(of(mlp)).toMatchObject({
    optimizer: { epsilon: 1e-8 },
    model: { hiddenUnits: 300 },
    training: { batchSize: 256, l2: 0.01 },
  });
  expect(
    table2.map(({ paper, recipes }) => [
      recipes.printed.optimizer?.name,
      recipes.printed.optimizer?.learningRate,
      paper?.accuracy,
    ]),
  ).toEqual([
    ['adagrad', 0.001, 0.7],
    ['rmsprop', 0.001, 0.74],
    ['adam', 0.001, 0.76],
    ['adagrad', 0.005, 0.79],
    ['rmsprop', 0.005, 0.82],
    ['adam', 0.005, 0.89],
  ]);
});

test('as many outputs as emotions, where there are more of them', () => {
  const emotions = ['neutral', 'calm', 'happy', 'sad', 'angry'] as const;
  const trials = [cnn2d, cnn1d].map(
    (one) => planTrials(one, planWith({ recipe: 'notebook', emotions: [...emotions] }))[0],
  );
  expect(trials.map(({ model }) => model.classes)).toEqual([5, 8]);
});
