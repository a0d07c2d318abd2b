import { paperTables } from '@aver/metrics';
import { describe, expect, test } from 'vitest';
import { cnn2d } from '../src/experiments/table3/cnn2d.js';
import { tables } from '../src/experiments/tables.js';
import { planTrials } from '../src/trials/plan-trials.js';

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
