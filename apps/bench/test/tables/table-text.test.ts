import { expect, test } from 'vitest';
import { ensembleTable } from '../../src/report/sections/table-section.js';
import { tableRows } from '../../src/rows/table-rows.js';
import { classText, comparisonText, ensembleText, tableText } from '../../src/tables/table-text.js';
import { aResult } from '../a-result.js';
import { aTable, results } from './a-table.js';

const table = aTable({ MLP: [aResult()], 'CNN-2D': [aResult({ yPred: ['happy', 'sad', 'angry', 'neutral'] })] });

test("the table has two lines a row: the paper's numbers, with a dash where it prints none, and ours", () => {
  expect(tableText(table)).toBe(
    [
      'row            accuracy [95 %]    macro P  R     F1    seeds',
      'MLP     paper  0.79               0.73     0.79  0.80  -',
      '        ours   0.75 [0.30, 0.95]  0.63     0.75  0.67  1',
      'CNN-2D  paper  0.89               -        0.88  0.86  -',
      '        ours   1.00 [0.51, 1.00]  1.00     1.00  1.00  1',
    ].join('\n'),
  );
});

test('a row that the paper does not print has one line', () => {
  const text = tableText(aTable({ base: results(50, 60) }, { table: 'ablations' }));
  expect(text.split('\n').slice(1)).toEqual([expect.stringMatching(/^base {2}ours +0\.55 \[0\.00, 1\.00\].* 2$/)]);
});

test("scores by emotion stand in the paper's layout, the paper's at the left", () => {
  const [row] = aTable({ '2a': [aResult()] }, { table: 'table2' }).rows;
  expect(classText(row)).toBe(
    [
      '2a, SGD 0.1   paper (- & 210) at the left, ours (8 & 4) at the right',
      '             precision  recall    f1  support   precision  recall    f1  support',
      '       happy      0.61    0.83  0.70       54        0.50    1.00  0.67        1',
      '         sad      0.66    0.57  0.65       61        1.00    1.00  1.00        1',
      '       angry      0.82    0.75  0.78       60        1.00    1.00  1.00        1',
      '     neutral      0.65    0.63  0.64       35        0.00    0.00  0.00        1',
      '    accuracy         -       -  0.70      210           -       -  0.75        4',
      '   macro avg      0.70    0.70  0.69      210        0.63    0.75  0.67        4',
      'weighted avg      0.71    0.70  0.70      210        0.63    0.75  0.67        4',
    ].join('\n'),
  );
});

test('a comparison is one line', () => {
  expect(comparisonText(table)).toBe('MLP against CNN-2D: -0.25, p 1.0 (McNemar, 4 recordings, seed 0)');
});

test('the seeds of folds asked together are a line for a terminal and a row of the report; other rows have none', () => {
  const fold = (seed: number, index: number) =>
    aResult({ seed, split: { kind: 'speakers', folds: 'emobox', fold: index } });
  // Every made-up output says happy: one of four is right.
  const rows = { MLP: [aResult()], 'CNN-2D': [fold(0, 0), fold(0, 1), fold(1, 0), fold(1, 1)] };
  expect(ensembleText(aTable(rows))).toBe(
    'CNN-2D, 2 seeds: accuracy 0.25 [0.25, 0.25], unweighted average recall 0.25 [0.25, 0.25]',
  );
  const [{ rows: cells }] = ensembleTable(aTable(rows));
  expect(cells).toEqual([['CNN-2D', '2', '0.25', '0.25–0.25', '0.25', '0.25–0.25']]);
  expect([ensembleText(table), ensembleTable(table)]).toEqual(['', []]);
});

test('the longest names and widest numbers fit 80 columns', () => {
  const longest = tableRows.ablations.map(({ row }) => row);
  const all = aTable(Object.fromEntries(longest.map((row) => [row, results(50, 60)])), { table: 'ablations' });
  const text = [tableText(all), ...all.rows.map(classText), tableText(table), ...table.rows.map(classText)].join('\n');
  expect(text.split('\n').filter((line) => line.length > 80)).toEqual([]);
});
