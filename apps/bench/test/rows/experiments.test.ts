import { paperTables } from '@aver/metrics';
import { paperEmotions } from '@aver/ravdess';
import { describe, expect, test } from 'vitest';
import { hashOf } from '../../src/compute/trial-key.js';
import type { Experiment } from '../../src/rows/experiment.js';
import { planTrials, type TablePlan } from '../../src/rows/plan-trials.js';
import { cnn1d } from '../../src/rows/table3/cnn1d.js';
import { cnn2d } from '../../src/rows/table3/cnn2d.js';
import { mlp } from '../../src/rows/table3/mlp.js';
import { tables } from '../../src/rows/tables.js';

describe('ablations', () => {
  const plan = {
    recipe: 'notebook',
    profile: 'paper',
    split: 'random',
    seeds: 1,
    emotions: ['happy', 'sad', 'angry', 'neutral'],
    backend: 'wasm',
    corpus: 'ravdess',
    fingerprint: 'f',
    folds: 1,
  } as const;
  const trial = (name: string) => {
    const experiment = tables.ablations.rows.find(({ row }) => row === name);
    if (!experiment) throw new Error(`no row ${name}`);
    return planTrials(experiment, { ...plan, emotions: [...plan.emotions] })[0];
  };

  test('the base is the CNN-2D of Table 3 at 50 epochs', () => {
    const whole = planTrials(cnn2d, { ...plan, emotions: [...plan.emotions] })[0];
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
    const { clipNorm: _, ...optimizer } = trial('base').optimizer;
    expect(trial('no clipping')).toEqual({ ...trial('base'), optimizer });
  });

  test('every row is another trial', () => {
    const names = tables.ablations.rows.map(({ row }) => row);
    expect(new Set(names.map((name) => JSON.stringify(trial(name)))).size).toBe(names.length);
  });
});

describe('enhanced', () => {
  const plan = (recipe: 'printed' | 'notebook'): TablePlan => ({
    recipe,
    profile: 'paper',
    split: 'random',
    seeds: 1,
    emotions: [...paperEmotions],
    backend: 'wasm',
    corpus: 'ravdess',
    fingerprint: 'f',
    folds: 1,
  });
  const trial = (name: string, recipe: 'printed' | 'notebook' = 'notebook') => {
    const experiment = tables.enhanced.rows.find(({ row }) => row === name);
    if (!experiment) throw new Error(`no row ${name}`);
    return planTrials(experiment, plan(recipe))[0];
  };

  test('its rows are the notebook runs, a standardised MLP and our own model, whatever the recipe; none is printed', () => {
    const { rows, reference } = tables.enhanced;
    expect(rows.map(({ row, paper }) => [row, paper])).toEqual(
      ['MLP', 'MLP, standardised', 'CNN-1D', 'CNN-2D, 50 epochs', 'Spectrogram CNN'].map((row) => [row, null]),
    );
    expect(reference).toBe('Spectrogram CNN');
    for (const { row } of rows) expect(trial(row, 'printed')).toEqual(trial(row, 'notebook'));
  });

  test('rows that another table has are the same trials', () => {
    const of = (experiment: Experiment) => planTrials(experiment, plan('notebook'))[0];
    expect(trial('MLP')).toEqual(of(mlp));
    expect(trial('CNN-1D')).toEqual(of(cnn1d));
    expect(trial('CNN-2D, 50 epochs')).toEqual(of(tables.ablations.rows[0]));
    expect(trial('MLP, standardised')).toEqual({ ...of(mlp), standardize: true });
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
    const common = { corpus: 'ravdess', fingerprint: 'f', backend: 'wasm', seeds: 2, folds: 6 } as const;
    const emotions = [...paperEmotions];
    const trials = (['printed', 'notebook'] as const).flatMap((recipe) =>
      (['quick', 'paper'] as const).flatMap((profile) =>
        (['random', 'speakers', 'statements'] as const).flatMap((split) =>
          tables[table].rows.flatMap((row) => planTrials(row, { ...common, emotions, recipe, profile, split })),
        ),
      ),
    );
    expect(trials).toHaveLength(count);
    expect(hashOf(trials.map((trial) => ({ ...trial, build: '' })))).toBe(hash);
  },
);

test('the accuracies and averages of Tables 2 and 3 are those that the audit has as printed', () => {
  const number = (cell?: string | null) => (cell == null ? null : Number(cell));
  for (const { table, title, accuracy, report } of paperTables) {
    const [name, row] = table === '3' ? (['table3', title] as const) : (['table2', table] as const);
    const paper = tables[name].rows.find((one) => one.row === row)?.paper;
    expect(paper?.accuracy, row).toBe(Number(accuracy));
    for (const kind of ['macro', 'weighted'] as const) {
      const { precision, recall, f1 } = report[kind] ?? {};
      expect(paper?.[kind], row).toEqual({ precision: number(precision), recall: number(recall), f1: number(f1) });
    }
  }
});
