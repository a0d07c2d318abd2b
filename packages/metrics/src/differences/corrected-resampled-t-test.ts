import { studentTTail } from '../distributions/student-t-tail.js';

export interface CorrectedResampledTTestOptions {
  /** Samples that each split trains on. */
  trainCount: number;
  /** Samples that each split tests on. */
  testCount: number;
}

/** A mean difference over repeated splits, and how likely such a one is by chance. */
export interface CorrectedResampledTTest {
  /** The mean of the differences. */
  mean: number;
  /** Student's t. */
  statistic: number;
  /** Splits - 1. */
  degreesOfFreedom: number;
  /** Two-sided. */
  pValue: number;
}

/**
 * Nadeau and Bengio's t-test of two models over repeated random splits of the same data. The splits share samples, so
 * the plain t-test finds too much; the variance is taken (1 / n + testCount / trainCount) times instead of 1 / n times.
 *
 * @param differences The score of the first model minus that of the second, one per split, at least 2.
 * @returns With differences that are all equal t is infinite and the p-value 0, or 0 and 1 where all are 0.
 * @throws RangeError when there are fewer than 2 differences, one is not finite, or a count is not a whole number from 1.
 * @see C. Nadeau, Y. Bengio, Inference for the generalization error, Machine Learning 52 (2003), section 4
 * @example
 * correctedResampledTTest([0.01, 0.03], { trainCount: 90, testCount: 10 }).degreesOfFreedom // 1
 */
export function correctedResampledTTest(
  differences: ArrayLike<number>,
  { trainCount, testCount }: CorrectedResampledTTestOptions,
): CorrectedResampledTTest {
  const values = Array.from(differences);
  if (values.length < 2) {
    throw new RangeError(`correctedResampledTTest: differences must be at least 2; received ${values.length}`);
  }
  const wrong = values.findIndex((value) => !Number.isFinite(value));
  if (wrong >= 0) {
    throw new RangeError(
      `correctedResampledTTest: differences must be finite numbers; received ${values[wrong]} at ${wrong}`,
    );
  }
  for (const [name, count] of Object.entries({ trainCount, testCount })) {
    if (!(Number.isSafeInteger(count) && count >= 1)) {
      throw new RangeError(`correctedResampledTTest: ${name} must be a whole number from 1; received ${count}`);
    }
  }
  const splits = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / splits;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (splits - 1);
  const statistic = mean === 0 ? 0 : mean / Math.sqrt((1 / splits + testCount / trainCount) * variance);
  const pValue = 2 * studentTTail(Math.abs(statistic), splits - 1);
  return { mean, statistic, degreesOfFreedom: splits - 1, pValue };
}
