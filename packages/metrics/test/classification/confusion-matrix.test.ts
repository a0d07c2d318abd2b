import { expect, test } from 'vitest';
import { confusionMatrix, pairsFromConfusionMatrix } from '../../src/index.js';

test('rows are true classes and columns predicted ones, in the order of the labels', () => {
  const yTrue = ['sad', 'happy', 'sad', 'angry'];
  const yPred = ['sad', 'sad', 'happy', 'angry'];
  expect(confusionMatrix(yTrue, yPred, { labels: ['happy', 'sad', 'angry', 'neutral'] })).toEqual({
    labels: ['happy', 'sad', 'angry', 'neutral'],
    matrix: [
      [0, 1, 0, 0],
      [1, 1, 0, 0],
      [0, 0, 1, 0],
      [0, 0, 0, 0],
    ],
  });
});

test.each([
  [['a', 'b'], ['a', 'a'], 'received "b" at 1'],
  [['a', 'a'], ['a', 'hapy'], 'received "hapy" at 1'],
])('a label that labels lack throws: %j %j', (yTrue, yPred, received) => {
  expect(() => confusionMatrix(yTrue, yPred, { labels: ['a'] })).toThrow(
    new RangeError(`confusionMatrix: labels must hold every label that occurs; ${received}`),
  );
  expect(confusionMatrix(yTrue, yPred, { labels: ['a'], otherLabels: 'ignore' }).matrix).toEqual([[1]]);
});

test.each([
  [{ normalize: 'rows' }, `normalize must be 'true', 'pred' or 'all'; received "rows"`],
  [{ normalize: true }, `normalize must be 'true', 'pred' or 'all'; received true`],
  [{ otherLabels: 'drop' }, `otherLabels must be 'throw' or 'ignore'; received "drop"`],
])('the option %j throws', (options, message) => {
  expect(() => confusionMatrix([1], [1], options as never)).toThrow(new RangeError(`confusionMatrix: ${message}`));
});

test('pairsFromConfusionMatrix turns counts back into labels', () => {
  const confusion = {
    labels: ['é', 'b', 'a'],
    matrix: [
      [2, 0, 1],
      [0, 0, 0],
      [4, 1, 3],
    ],
  };
  const { yTrue, yPred } = pairsFromConfusionMatrix(confusion);
  expect(yTrue).toHaveLength(11);
  expect(confusionMatrix(yTrue, yPred, { labels: confusion.labels })).toEqual(confusion);
});

test.each([
  [['a', 'b'], [[1, 2]], 'matrix must be 2 x 2 like its labels; received rows of 2'],
  [['a', 'b'], [[1, 2], [1]], 'matrix must be 2 x 2 like its labels; received rows of 2, 1'],
  [['a'], [[0.5]], 'matrix must hold whole numbers >= 0; received 0.5 at [0][0]'],
  [['a'], [[-1]], 'matrix must hold whole numbers >= 0; received -1 at [0][0]'],
  [['a'], [[Number.NaN]], 'matrix must hold whole numbers >= 0; received NaN at [0][0]'],
])('pairsFromConfusionMatrix of %j %j throws', (labels, matrix, message) => {
  const expected = new RangeError(`pairsFromConfusionMatrix: ${message}`);
  expect(() => pairsFromConfusionMatrix({ labels, matrix })).toThrow(expected);
});
