import { createLcg, expectAllClose } from '@aver/test-helpers';
import { expect, test } from 'vitest';
import { meanInterval, predictionInterval } from '../../src/index.js';

test('two values lie tan(pi confidence / 2) times the root of 3/4 distances from the bounds', () => {
  // With one degree of freedom Student's t is Cauchy's distribution, whose quantile is a tangent; s is the root of 2.
  const { mean, low, high } = predictionInterval([0, 2], { confidence: 0.9 });
  expect(mean).toBe(1);
  const half = Math.tan(0.45 * Math.PI) * Math.sqrt(2) * Math.sqrt(1 + 1 / 2);
  expectAllClose([low, high], [1 - half, 1 + half], { rtol: 1e-13 });
});

test('is wider than the interval of the mean by the root of n + 1', () => {
  const values = [0.7, 0.72, 0.69, 0.75, 0.71];
  const [one, mean] = [predictionInterval(values), meanInterval(values)];
  expectAllClose([one.high - one.mean], [(mean.high - mean.mean) * Math.sqrt(6)], { rtol: 1e-12 });
});

test('holds a further run as often as it says, with few runs too', () => {
  const lcg = createLcg(5);
  const uniform = () => lcg.array(1)[0] + 0.5;
  const normal = () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
  for (const [runs, confidence] of [
    [2, 0.95],
    [5, 0.95],
    [10, 0.8],
  ]) {
    let held = 0;
    const trials = 4000;
    for (let t = 0; t < trials; t++) {
      const { low, high } = predictionInterval(Array.from({ length: runs }, normal), { confidence });
      const further = normal();
      if (further >= low && further <= high) held++;
    }
    // Four standard errors.
    const error = Math.sqrt((confidence * (1 - confidence)) / trials);
    expect(Math.abs(held / trials - confidence)).toBeLessThan(4 * error);
  }
});

test.each([
  [[], {}, 'values must be at least 2 numbers; received 0'],
  [[1], {}, 'values must be at least 2 numbers; received 1'],
  [[1, Number.NaN], {}, 'values must be finite numbers; received NaN at 1'],
  [[1, 2], { confidence: 1 }, 'confidence must be between 0 and 1, exclusive; received 1'],
])('%j %j throws', (values, options, message) => {
  expect(() => predictionInterval(values, options)).toThrow(new RangeError(`predictionInterval: ${message}`));
});
