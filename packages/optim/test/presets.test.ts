import '@tensorflow/tfjs-backend-cpu';
import { expect, test } from 'vitest';
import { createOptimizer, presets } from '../src/index.js';

test('every row of Tables 2 and 3 has a printed preset and, but for 2f, which no run has, a notebook one', () => {
  const rows = [
    'table2a',
    'table2b',
    'table2c',
    'table2d',
    'table2e',
    'table2f',
    'table3-mlp',
    'table3-cnn1d',
    'table3-cnn2d',
  ];
  const names = rows
    .flatMap((row) => [`${row}-printed`, `${row}-notebook`])
    .filter((name) => name !== 'table2f-notebook');
  expect(Object.keys(presets).sort()).toEqual(names.sort());
});

test.each(Object.entries(presets))(
  '%s makes an optimizer and says where it is from',
  (name, { table, row, source, spec, note }) => {
    expect(createOptimizer(spec).getConfig()).toEqual(spec);
    const id = table === 2 ? `table2${row}` : `table3-${row.toLowerCase().replace('-', '')}`;
    expect(name).toBe(`${id}-${source === 'paper' ? 'printed' : 'notebook'}`);
    expect(note.length).toBeGreaterThan(20);
    expect('form' in spec && (spec.form === 'paper') === (source === 'paper')).toBe(true);
  },
);

test('methods and learning rates are those of the tables, and those of the runs', () => {
  const method = (name: keyof typeof presets) => `${presets[name].spec.name} ${presets[name].spec.learningRate}`;
  expect((['a', 'b', 'c', 'd', 'e', 'f'] as const).map((row) => method(`table2${row}-printed`))).toEqual([
    'adagrad 0.001',
    'rmsprop 0.001',
    'adam 0.001',
    'adagrad 0.005',
    'rmsprop 0.005',
    'adam 0.005',
  ]);
  expect((['a', 'b', 'c', 'd', 'e'] as const).map((row) => method(`table2${row}-notebook`))).toEqual([
    'adam 0.001',
    'rmsprop 0.001',
    'adagrad 0.001',
    'adagrad 0.005',
    'adam 0.00005',
  ]);
  expect((['mlp', 'cnn1d', 'cnn2d'] as const).map((row) => method(`table3-${row}-printed`))).toEqual([
    'adam 0.001',
    'rmsprop 0.000005',
    'adam 0.005',
  ]);
  expect((['mlp', 'cnn1d', 'cnn2d'] as const).map((row) => method(`table3-${row}-notebook`))).toEqual([
    'adam 0.001',
    'rmsprop 0.00005',
    'adam 0.00005',
  ]);
});
