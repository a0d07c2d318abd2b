import { createLcg } from '@aver/test-helpers';
import { describe, expect, test } from 'vitest';
import { expectedCalibrationError, type Label, logLoss, rocAuc, rocCurve, topKAccuracy } from '../../src/index.js';

const matrix = (...rows: number[][]) => ({ data: rows.flat(), shape: [rows.length, rows[0].length] });

/** Samples of k classes with probabilities that add to 1, some of them equal. */
function drawn(seed: number, n: number, k: number) {
  const lcg = createLcg(seed);
  const whole = (below: number) => Math.floor((lcg.array(1)[0] + 0.5) * below);
  const yTrue = Array.from({ length: n }, (_, i) => (i < k ? i : whole(k)));
  const rows = yTrue.map(() => {
    const counts = Array.from({ length: k }, () => 1 + whole(4));
    const sum = counts.reduce((total, count) => total + count, 0);
    return counts.map((count) => count / sum);
  });
  return { yTrue, rows };
}

describe('rocAuc', () => {
  test('is the share of pairs in which the positive sample scores higher, ties counting half', () => {
    for (let seed = 1; seed <= 20; seed++) {
      const { yTrue, rows } = drawn(seed, 30, 3);
      const shares = [0, 1, 2].map((own) => {
        let wins = 0;
        let pairs = 0;
        for (const [i, a] of rows.entries()) {
          for (const [j, b] of rows.entries()) {
            if (yTrue[i] !== own || yTrue[j] === own) continue;
            pairs++;
            wins += a[own] > b[own] ? 1 : a[own] === b[own] ? 0.5 : 0;
          }
        }
        return wins / pairs;
      });
      expect(rocAuc(yTrue, matrix(...rows))).toBeCloseTo((shares[0] + shares[1] + shares[2]) / 3, 12);
    }
  });

  test('is 1 where all are in order, 0 where none is, and a half where all score the same', () => {
    expect(rocAuc(['a', 'a', 'b'], [1, 2, 3])).toBe(1);
    expect(rocAuc(['a', 'a', 'b'], [1, 2, 3], { posLabel: 'a' })).toBe(0);
    expect(rocAuc(['a', 'a', 'b'], [5, 5, 5])).toBe(0.5);
  });

  test('is NaN where there is only one class', () => {
    expect(rocAuc([1, 1], [0.1, 0.2], { posLabel: 1 })).toBeNaN();
    for (const multiClass of ['ovr', 'ovo'] as const) {
      expect(rocAuc(['a'], matrix([0.5, 0.5]), { labels: ['a', 'b'], multiClass })).toBeNaN();
    }
  });
});

test('logLoss is ln(classes) for even probabilities and 52 ln 2 for one certain mistake', () => {
  expect(logLoss([0, 1, 2, 3], matrix(...Array.from({ length: 4 }, () => [0.25, 0.25, 0.25, 0.25])))).toBeCloseTo(
    Math.log(4),
    15,
  );
  expect(logLoss(['b'], matrix([1, 0]), { labels: ['a', 'b'] })).toBeCloseTo(52 * Math.LN2, 12);
  expect(logLoss(['b'], { data: Float32Array.of(1, 0), shape: [1, 2] }, { labels: ['a', 'b'] })).toBeCloseTo(
    23 * Math.LN2,
    12,
  );
});

describe('the columns mean what labels say', () => {
  test('in their own order', () => {
    const scores = matrix([0.9, 0.1], [0.9, 0.1]);
    expect(topKAccuracy(['z', 'z'], scores, { k: 1, labels: ['z', 'a'] })).toBe(1);
    expect(topKAccuracy(['z', 'z'], scores, { k: 1, labels: ['a', 'z'] })).toBe(0);
  });
});

describe('expectedCalibrationError', () => {
  test('is the gap of confidence and accuracy where one bin holds all', () => {
    // Two of four right at 0.9: 0.4.
    const sure = Array.from({ length: 4 }, () => [0.9, 0.1]);
    expect(expectedCalibrationError(['a', 'a', 'b', 'b'], matrix(...sure))).toBeCloseTo(0.4, 15);
  });

  test('is 0 where each bin is right as often as it says', () => {
    const rows = [...Array.from({ length: 4 }, () => [0.75, 0.25]), ...Array.from({ length: 2 }, () => [0.5, 0.5])];
    expect(expectedCalibrationError(['a', 'a', 'a', 'b', 'a', 'b'], matrix(...rows))).toBe(0);
  });

  test('a confidence on an edge belongs to the bin below, and gaps of other bins do not cancel', () => {
    // Bins (0, 1/2] and (1/2, 1]: 0.5 wrong is a gap of 0.5, 0.75 right one of -0.25; in one bin they would cancel.
    const scores = matrix([0.5, 0.5], [0.75, 0.25]);
    expect(expectedCalibrationError(['b', 'a'], scores, { bins: 2 })).toBe((0.5 + 0.25) / 2);
    expect(expectedCalibrationError(['b', 'a'], scores, { bins: 1 })).toBe((0.5 - 0.25) / 2);
  });

  test('agrees with the definition, bin by bin', () => {
    for (const bins of [1, 4, 15]) {
      const { yTrue, rows } = drawn(bins, 200, 3);
      let expected = 0;
      for (let m = 1; m <= bins; m++) {
        const held = rows
          .map((row, i) => ({ confidence: Math.max(...row), right: row.indexOf(Math.max(...row)) === yTrue[i] }))
          .filter(({ confidence }) => confidence > (m - 1) / bins && confidence <= m / bins);
        if (held.length === 0) continue;
        const share = held.filter(({ right }) => right).length / held.length;
        const confidence = held.reduce((sum, one) => sum + one.confidence, 0) / held.length;
        expected += (held.length / rows.length) * Math.abs(share - confidence);
      }
      expect(expectedCalibrationError(yTrue, matrix(...rows), { bins })).toBeCloseTo(expected, 12);
    }
  });
});

const two = matrix([0.5, 0.5], [0.5, 0.5]);
test.each<[string, () => unknown, new (message: string) => Error]>([
  [
    'rocCurve: yTrue must hold labels of two classes; received 0, 1, 2',
    () => rocCurve([0, 1, 2], [1, 2, 3]),
    RangeError,
  ],
  [
    'rocCurve: yTrue must hold labels of two classes unless posLabel is given; received "a"',
    () => rocCurve(['a'], [1]),
    RangeError,
  ],
  ['rocCurve: scores must be one per label (2); received 1', () => rocAuc([0, 1], [1]), RangeError],
  ['rocCurve: scores must be finite numbers; received NaN at 1', () => rocCurve([0, 1], [1, Number.NaN]), RangeError],
  ['rocCurve: yTrue must hold at least one label; received none', () => rocCurve([], []), RangeError],
  [
    "rocAuc: multiClass must be 'ovr' or 'ovo'; received all",
    () => rocAuc([0, 1], two, { multiClass: 'all' as 'ovr' }),
    RangeError,
  ],
  [
    "rocAuc: average must be 'macro' or 'weighted'; received micro",
    () => rocAuc([0, 1], two, { average: 'micro' as 'macro' }),
    RangeError,
  ],
  [
    'logLoss: probabilities must be { data, shape: [samples, classes] }; received 1,2',
    () => logLoss([0, 1], [1, 2] as never),
    TypeError,
  ],
  [
    'logLoss: probabilities must have the shape [3, classes] of as many values as its data, from 2 classes; received shape [2,2] and 4 values',
    () => logLoss([0, 1, 1], two),
    RangeError,
  ],
  ['logLoss: labels must name the 2 columns of probabilities; received 0', () => logLoss([0, 0], two), RangeError],
  [
    'logLoss: labels must hold every label of yTrue; received "c" at 1',
    () => logLoss(['a', 'c'], two, { labels: ['a', 'b'] }),
    RangeError,
  ],
  [
    'logLoss: probabilities must be at least 0 and add to 1 in each row; received [0.5,0.6] in row 1',
    () => logLoss([0, 1], matrix([0.5, 0.5], [0.5, 0.6])),
    RangeError,
  ],
  [
    'logLoss: probabilities must be at least 0 and add to 1 in each row; received [1.5,-0.5] in row 0',
    () => logLoss([0, 1], matrix([1.5, -0.5], [0.5, 0.5])),
    RangeError,
  ],
  [
    'topKAccuracy: scores must be finite numbers; received Infinity at 0',
    () => topKAccuracy([0, 1], matrix([Number.POSITIVE_INFINITY, 0], [1, 0])),
    RangeError,
  ],
  ['topKAccuracy: k must be a whole number from 1; received 0', () => topKAccuracy([0, 1], two, { k: 0 }), RangeError],
  [
    'expectedCalibrationError: bins must be a whole number from 1; received 1.5',
    () => expectedCalibrationError([0, 1], two, { bins: 1.5 }),
    RangeError,
  ],
  [
    'topKAccuracy: yTrue must hold strings or finite numbers; received NaN at 0',
    () => topKAccuracy([Number.NaN, 1] as Label[], two),
    TypeError,
  ],
])('%s', (message, call, type) => {
  expect(call).toThrow(new type(message));
});
