import type { OptimizerSpec } from '@aver/optim';
import { paperEmotions } from '@aver/ravdess';
import { describe, expect, test } from 'vitest';
import { hashOf } from '../../src/compute/trial-key.js';
import { planTrials, type TablePlan } from '../../src/rows/plan-trials.js';
import { printedRow } from '../../src/rows/printed-row.js';
import type { RowSpec } from '../../src/rows/row-spec.js';
import { tableRows } from '../../src/rows/table-rows.js';
import type { RecipeName, TableSetting } from '../../src/rows/table-setting.js';
import { cnn1d } from '../../src/rows/table3/cnn1d.js';
import { cnn2d } from '../../src/rows/table3/cnn2d.js';
import { mlp } from '../../src/rows/table3/mlp.js';
import { type TableName, tables } from '../../src/rows/tables.js';

const planWith = (more: Partial<TableSetting>): TablePlan => ({
  setting: {
    ...{ table: 'table3', recipe: 'printed', profile: 'paper', split: 'random' },
    ...{ emotions: [...paperEmotions], corpus: 'ravdess', backend: 'wasm' },
    ...more,
  },
  ...{ seeds: 1, fingerprint: 'f', folds: 1 },
});

function rowOf(table: TableName, name: string): RowSpec {
  const found = tableRows[table].find(({ row }) => row === name);
  if (!found) throw new Error(`no row ${name}`);
  return found;
}

describe('ablations', () => {
  const plan = planWith({ table: 'ablations', recipe: 'notebook' });
  const trial = (name: string) => planTrials(rowOf('ablations', name), plan)[0];

  test('the base is the CNN-2D of Table 3 at 50 epochs', () => {
    const whole = planTrials(cnn2d, plan)[0];
    expect(trial('base')).toEqual({ ...whole, training: { ...whole.training, epochs: 50 } });
  });

  test.each([
    ['scaled to 0..1', { inputScale: 1 / 255 }],
    ['learning rate 0.005', { optimizer: { ...cnn2d.recipes.notebook.optimizer, learningRate: 0.005 } }],
    ['gray picture', { input: { kind: 'picture', style: 'gray', size: 150 } }],
    ['dropout rate 0.8', { model: { ...cnn2d.recipes.notebook.model, dropoutRate: 0.8 } }],
    ['500 epochs', { training: cnn2d.recipes.notebook.training }],
  ])('%s changes that alone', (name, change) => {
    expect(trial(name)).toEqual({ ...trial('base'), ...change });
  });

  test('no clipping changes that alone', () => {
    expect(trial('base').optimizer).toHaveProperty('clipNorm', 5);
    const { clipNorm: _, ...optimizer } = trial('base').optimizer as OptimizerSpec;
    expect(trial('no clipping')).toEqual({ ...trial('base'), optimizer });
  });

  test('every row is another trial', () => {
    const names = tableRows.ablations.map(({ row }) => row);
    expect(new Set(names.map((name) => JSON.stringify(trial(name)))).size).toBe(names.length);
  });
});

describe('enhanced', () => {
  const plan = (recipe: RecipeName) => planWith({ table: 'enhanced', recipe });
  const trial = (name: string, recipe: RecipeName = 'notebook') => planTrials(rowOf('enhanced', name), plan(recipe))[0];

  test('its rows are the notebook runs, a standardised MLP and our own models, whatever the recipe; none is printed', () => {
    const rows = tableRows.enhanced;
    const ours = ['Spectrogram CNN', 'SVM, voice features', 'Voice network', 'CNN + voice network'];
    expect(rows.map(({ row, paper }) => [row, paper])).toEqual(
      ['MLP', 'MLP, standardised', 'CNN-1D', 'CNN-2D, 50 epochs', ...ours].map((row) => [row, null]),
    );
    expect(tables.enhanced.references).toEqual(['CNN + voice network', 'Voice network', 'Spectrogram CNN']);
    for (const { row } of rows) expect(trial(row, 'printed')).toEqual(trial(row, 'notebook'));
  });

  test('rows that another table has are the same trials', () => {
    const of = (row: RowSpec) => planTrials(row, plan('notebook'))[0];
    expect(trial('MLP')).toEqual(of(mlp));
    expect(trial('CNN-1D')).toEqual(of(cnn1d));
    expect(trial('CNN-2D, 50 epochs')).toEqual(of(tableRows.ablations[0]));
    expect(trial('MLP, standardised')).toEqual({ ...of(mlp), standardize: true });
  });

  test('two networks asked together are the trials of both rows, and none besides', () => {
    const all = (name: string) => planTrials(rowOf('enhanced', name), { ...plan('notebook'), seeds: 2 });
    expect(all('CNN + voice network')).toEqual([...all('Spectrogram CNN'), ...all('Voice network')]);
  });

  test('the trial of our own model holds all that decides it', () => {
    expect(trial('Spectrogram CNN')).toMatchObject({
      input: { kind: 'logMel', bands: 64, frames: 160 },
      model: { kind: 'spectrogram-cnn', filters: expect.any(Array) },
      optimizer: { weightDecay: expect.any(Number) },
      training: {
        schedule: { kind: 'cosine', warmupEpochs: expect.any(Number) },
        labelSmoothing: expect.any(Number),
        averaging: expect.any(Number),
        augmentation: { speed: expect.any(Number) },
      },
    });
  });
});

// Whoever changes one of these recipes changes what was published under docs/results, and makes all of it void.
test.each([
  ['table2', 624, '44b3b4ae71fe9b7fda56'],
  ['table3', 312, '5dbc3595ade227683724'],
  ['ablations', 1352, 'f84f184060958f468267'],
] as const)(
  'the trials of %s are those that they were, so that their results are found again',
  (table, count, hash) => {
    const trials = (['printed', 'notebook'] as const).flatMap((recipe) =>
      (['quick', 'paper'] as const).flatMap((profile) =>
        (['random', 'speakers', 'statements'] as const).flatMap((split) =>
          tableRows[table].flatMap((row) =>
            planTrials(row, { ...planWith({ table, recipe, profile, split }), seeds: 2, folds: 6 }),
          ),
        ),
      ),
    );
    expect(trials).toHaveLength(count);
    expect(hashOf(trials.map((trial) => ({ ...trial, build: '' })))).toBe(hash);
  },
);

test('each printed row is that of the audit, as numbers: Table 3 without classes, Table 2 with their supports', () => {
  expect(printedRow('MLP')).toEqual({
    accuracy: 0.79,
    macro: { precision: 0.73, recall: 0.79, f1: 0.8 },
    weighted: { precision: 0.8, recall: 0.79, f1: 0.78 },
    train: 985,
    test: 325,
  });
  expect(printedRow('CNN-2D').macro).toEqual({ precision: null, recall: 0.88, f1: 0.86 });
  expect(printedRow('2f')).toMatchObject({ accuracy: 0.89, train: null, test: 210 });
  expect(printedRow('2f').macro).toEqual({ precision: null, recall: null, f1: null });
  expect(printedRow('2a').classes?.[0]).toEqual({ name: 'happy', precision: 0.61, recall: 0.83, f1: 0.7, support: 54 });
});

test('every table compares with a row of its own', () => {
  for (const [name, { references }] of Object.entries(tables)) {
    if (name === 'experiment') continue;
    expect(tableRows[name as TableName].map(({ row }) => row)).toEqual(expect.arrayContaining([...references]));
    expect(references.length).toBeGreaterThan(0);
  }
});
