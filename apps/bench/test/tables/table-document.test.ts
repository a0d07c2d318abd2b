import { expectAllClose } from '@aver/test-helpers';
import { describe, expect, test } from 'vitest';
import { compareRows } from '../../src/tables/compare-rows.js';
import { intervalText, tableRemarks } from '../../src/tables/table-title.js';
import { aResult } from '../a-result.js';
import { aTable, results } from './a-table.js';

describe('a table', () => {
  test('has for each row the numbers, the seeds, the counts and the command', () => {
    const { rows, data } = aTable({ MLP: results(70, 80), 'CNN-2D': results(60, 62) });
    expect(rows.map(({ row, seeds, trials, train, test }) => [row, seeds, trials, train, test])).toEqual([
      ['MLP', [0, 1], { planned: 2, finished: 2 }, 8, 100],
      ['CNN-2D', [0, 1], { planned: 2, finished: 2 }, 8, 100],
    ]);
    expect(rows[0].command).toContain('--rows MLP --seeds 2');
    expect(rows[0].accuracy.values).toEqual([0.7, 0.8]);
    expect(data).toMatchObject({ recordings: 12, train: 8, test: 100 });
  });

  test('scores by emotion are means over the trials, and their mean is the macro average', () => {
    const [row] = aTable({ MLP: [aResult(), aResult({ seed: 1, yPred: ['happy', 'sad', 'angry', 'neutral'] })] }).rows;
    // happy: P 1/2 and 1; neutral: never predicted in the first, F1 0.
    expect(row.classes[0]).toEqual({ name: 'happy', precision: 0.75, recall: 1, f1: (2 / 3 + 1) / 2, support: 1 });
    expect(row.classes[3]).toEqual({ name: 'neutral', precision: 0.5, recall: 0.5, f1: 0.5, support: 1 });
    const mean = row.classes.reduce((sum, { f1 }) => sum + f1, 0) / 4;
    expectAllClose([mean], [row.macro.f1], { rtol: 1e-12 });
  });

  test('of a run that is not finished says how many trials are there, and names rows that have none', () => {
    const table = aTable({ MLP: results(70, 80), 'CNN-2D': [] }, { planned: 5 });
    expect(table.rows.map(({ row, trials }) => [row, trials])).toEqual([['MLP', { planned: 5, finished: 2 }]]);
    expect(table.unfinished).toEqual(['CNN-2D']);
    expect(tableRemarks(table)).toEqual(['MLP: 2 of 5 trials are finished.', 'CNN-2D: no trial is finished.']);
  });

  test('counts the trials in which every recording got the same answer', () => {
    const same = aResult({ seed: 1, yPred: ['sad', 'sad', 'sad', 'sad'] });
    const table = aTable({ MLP: [aResult(), same], 'CNN-2D': [aResult()] });
    expect(table.rows.map(({ oneAnswer }) => oneAnswer)).toEqual([1, 0]);
    expect(tableRemarks(table)).toEqual(['MLP: in 1 of 2 trials every test recording gets the same answer.']);
  });

  test('names the kind of its intervals, and where one seed has another, for which rows', () => {
    expect(intervalText(aTable({ MLP: results(70, 80), 'CNN-2D': results(60, 61) }))).toBe('Student t, over the seeds');
    expect(intervalText(aTable({ MLP: results(70, 80), 'CNN-1D': results(70, 71), 'CNN-2D': results(60) }))).toBe(
      'MLP, CNN-1D: Student t, over the seeds; CNN-2D: Wilson, over the test recordings',
    );
  });

  test('compares every row with the reference row', () => {
    const table = aTable({ MLP: results(70, 80), 'CNN-1D': results(70, 70), 'CNN-2D': results(60, 62) });
    expect(table.comparisons.map(({ row, reference }) => [row, reference])).toEqual([
      ['MLP', 'CNN-2D'],
      ['CNN-1D', 'CNN-2D'],
    ]);
    expect(aTable({ MLP: results(70, 80) }).comparisons).toEqual([]);
  });
});

describe('two rows', () => {
  test('with several random splits in common: the corrected resampled t-test', () => {
    const { difference, pValue, test, over } = compareRows(
      { name: 'a', results: results(70, 80, 78) },
      { name: 'b', results: results(60, 62, 64, 1) },
    ) ?? { difference: NaN, pValue: NaN };
    expect([test, over]).toEqual(['corrected resampled t', '3 random splits']);
    // Differences 0.10, 0.18, 0.14: mean 0.14, variance 0.0016; t = 0.14 / sqrt((1/3 + 100/8) 0.0016) = 0.97706 with 2
    // degrees of freedom: p = 1 - t / sqrt(2 + t^2).
    const t = 0.14 / Math.sqrt((1 / 3 + 100 / 8) * 0.0016);
    expectAllClose([difference, pValue], [0.14, 1 - t / Math.sqrt(2 + t * t)], { rtol: 1e-9 });
  });

  test("with one split in common: McNemar's test over its recordings", () => {
    const comparison = compareRows({ name: 'a', results: results(70) }, { name: 'b', results: results(64, 90) });
    // Six recordings that only the first tells right: p = 2 / 2^6.
    expect(comparison).toMatchObject({ difference: 0.06, test: 'McNemar', over: '100 recordings, seed 0' });
    expectAllClose([comparison?.pValue ?? NaN], [2 / 64], { rtol: 1e-9 });
  });

  test("on speaker folds: McNemar's test over the recordings of the first seed, of the folds that both have", () => {
    const fold = (index: number, count: number) => ({
      ...results(count)[0],
      trial: {
        ...results(count)[0].trial,
        split: { kind: 'speakers' as const, folds: 'emobox' as const, fold: index },
      },
    });
    const comparison = compareRows(
      { name: 'a', results: [fold(0, 70), fold(1, 50), fold(2, 100)] },
      { name: 'b', results: [fold(0, 68), fold(1, 53)] },
    );
    expect(comparison).toMatchObject({ difference: -0.005, over: '200 recordings, seed 0' });
  });

  test('tested on other recordings are not compared', () => {
    const [other] = results(50);
    const moved = { ...other, trial: { ...other.trial, data: { ...other.trial.data, fingerprint: 'g' } } };
    expect(compareRows({ name: 'a', results: results(70) }, { name: 'b', results: [moved] })).toBeUndefined();
  });
});
