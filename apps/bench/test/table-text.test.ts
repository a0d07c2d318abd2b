import { expect, test } from 'vitest';
import { cnn2d } from '../src/experiments/table3/cnn2d.js';
import { mlp } from '../src/experiments/table3/mlp.js';
import { summarizeRow } from '../src/tables/summarize-row.js';
import { tableText } from '../src/tables/table-text.js';
import { aResult } from './a-result.js';

test("the table has two lines a row: the paper's numbers, with a dash where it prints none, and ours", () => {
  const rows = [
    summarizeRow(mlp, [aResult()]),
    summarizeRow(cnn2d, [aResult({ yPred: ['happy', 'sad', 'angry', 'neutral'] })]),
  ];
  expect(tableText({ rows })).toBe(
    [
      '                                                   macro avg         weighted avg',
      'row     optimizer, rate         accuracy [95 %]    P     R     F1    P     R     F1',
      'MLP     SGD 0.1          paper  0.79               0.73  0.79  0.80  0.80  0.79  0.78',
      '                         ours   0.75 [0.30, 0.95]  0.63  0.75  0.67  0.63  0.75  0.67',
      'CNN-2D  SGD 0.1          paper  0.89               -     0.88  0.86  -     0.89  0.89',
      '                         ours   1.00 [0.51, 1.00]  1.00  1.00  1.00  1.00  1.00  1.00',
    ].join('\n'),
  );
});
