import { describe, expect, test } from 'vitest';
import {
  accuracy,
  balancedAccuracy,
  classificationReport,
  cohenKappa,
  confusionMatrix,
  type Label,
  matthewsCorrelation,
  precisionRecallF1,
} from '../../src/index.js';

const functions: Record<string, (yTrue: ArrayLike<Label>, yPred: ArrayLike<Label>) => unknown> = {
  accuracy,
  balancedAccuracy,
  classificationReport,
  cohenKappa,
  confusionMatrix,
  matthewsCorrelation,
  precisionRecallF1,
};

describe.each(Object.entries(functions))('%s', (name, metric) => {
  test.each<[string, unknown, unknown, string]>([
    ['no array', undefined, [1], 'yTrue must be an array of labels; received undefined'],
    ['a string for an array', 'ab', 'ab', 'yTrue must be an array of labels; received "ab"'],
    ['null', [1], null, 'yPred must be an array of labels; received null'],
    ['NaN', [1, Number.NaN], [1, 1], 'yTrue must hold strings or finite numbers; received NaN at 1'],
    ['a boolean', [true], [true], 'yTrue must hold strings or finite numbers; received true at 0'],
    ['a hole', new Array(1), [1], 'yTrue must hold strings or finite numbers; received undefined at 0'],
    ['mixed types', [1, '1'], [1, 1], 'yTrue must hold labels of one type (number); received "1" at 1'],
    ['other types in yPred', ['1'], [1], 'yPred must hold labels of one type (string); received 1 at 0'],
  ])('%s is a TypeError', (_, yTrue, yPred, message) => {
    expect(() => metric(yTrue as Label[], yPred as Label[])).toThrow(new TypeError(`${name}: ${message}`));
  });

  test.each<[string, Label[], Label[], string]>([
    ['an empty list', [], [], 'yTrue must hold at least one label; received none'],
    ['an empty prediction', [1], [], 'yPred must hold at least one label; received none'],
    ['a shorter prediction', [1, 2], [1], 'yPred must be as long as yTrue (2); received 1 labels'],
    ['a longer prediction', [1], [1, 2], 'yPred must be as long as yTrue (1); received 2 labels'],
  ])('%s is a RangeError', (_, yTrue, yPred, message) => {
    expect(() => metric(yTrue, yPred)).toThrow(new RangeError(`${name}: ${message}`));
  });

  test('takes typed arrays as it takes lists, and changes neither', () => {
    const yTrue = [2, 0, 1, 1];
    const yPred = [2, 1, 1, 0];
    expect(metric(Int32Array.from(yTrue), Uint8Array.from(yPred))).toEqual(metric(yTrue, yPred));
    expect([yTrue, yPred]).toEqual([
      [2, 0, 1, 1],
      [2, 1, 1, 0],
    ]);
  });
});

describe.each(Object.entries({ confusionMatrix, precisionRecallF1 }))('labels of %s', (name, metric) => {
  test('must be distinct, not empty, and of the type of the data', () => {
    const withLabels = (labels: unknown) => () => metric(['a'], ['a'], { labels: labels as Label[] });
    expect(withLabels(['a', 'b', 'a'])).toThrow(new RangeError(`${name}: labels must be distinct; received "a" twice`));
    expect(withLabels([])).toThrow(new RangeError(`${name}: labels must hold at least one label; received none`));
    expect(withLabels([1])).toThrow(
      new TypeError(`${name}: labels must hold labels of one type (string); received 1 at 0`),
    );
    expect(withLabels('a')).toThrow(new TypeError(`${name}: labels must be an array of labels; received "a"`));
  });

  test('are sorted by value or by code point when not given', () => {
    const order = (labels: Label[]) => {
      const result = metric(labels, labels);
      return 'labels' in result ? result.labels : result.classes.map(({ label }) => label);
    };
    expect(order([10, 9, -1, 0.5, 100])).toEqual([-1, 0.5, 9, 10, 100]);
    expect(order(['10', '9', '1', 'ab', 'a', 'B'])).toEqual(['1', '10', '9', 'B', 'a', 'ab']);
    expect(order(['\u{1f600}', '\ufffd'])).toEqual(['\ufffd', '\u{1f600}']);
  });
});
