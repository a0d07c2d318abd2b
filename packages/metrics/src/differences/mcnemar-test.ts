import { type Label, requireLabelPairs, show } from '../classification/labels.js';
import { binomialCdf } from '../distributions/binomial-cdf.js';
import { chiSquareTail } from '../distributions/chi-square-tail.js';

export interface McnemarTestOptions {
  /** The binomial test of the disagreements, or its approximation for many of them. @default 'exact' */
  method?: 'exact' | 'chi-square';
  /** Whether 'chi-square' takes 1 off the difference (Edwards). @default true */
  continuityCorrection?: boolean;
}

/** Where two models differ, and how likely such a difference is by chance. */
export interface McnemarTest {
  /** Samples that only the first model got right. */
  onlyFirst: number;
  /** Samples that only the second model got right. */
  onlySecond: number;
  /** Chi-square, or for the exact test the smaller of the two counts. */
  statistic: number;
  /** Two-sided; 1 where the models never differ. */
  pValue: number;
}

/**
 * McNemar's test of whether two models are equally often right on the same samples. Only samples that exactly one of
 * them got right count: b for the first, c for the second. Exact: 2 P(X <= min(b, c)), X binomial(b + c, 1/2);
 * chi-square: (|b - c| - 1)^2 / (b + c) with one degree of freedom, as it stands in statsmodels: of b = c too, where R
 * corrects nothing.
 *
 * @param yTrue The true label of each sample: all strings or all numbers.
 * @param first The labels that the first model predicted.
 * @param second The labels that the second model predicted.
 * @throws TypeError when labels are neither all strings nor all finite numbers.
 * @throws RangeError when the lists are empty or differ in length, or method has another value.
 * @see Q. McNemar, Psychometrika 12 (1947); statsmodels, contingency_tables.mcnemar
 * @example
 * mcnemarTest([1, 1, 1, 1], [1, 1, 1, 1], [1, 0, 0, 0]).pValue.toFixed(4) // '0.2500'
 */
export function mcnemarTest(
  yTrue: ArrayLike<Label>,
  first: ArrayLike<Label>,
  second: ArrayLike<Label>,
  { method = 'exact', continuityCorrection = true }: McnemarTestOptions = {},
): McnemarTest {
  requireLabelPairs('mcnemarTest', yTrue, first, 'first');
  requireLabelPairs('mcnemarTest', yTrue, second, 'second');
  if (method !== 'exact' && method !== 'chi-square') {
    throw new RangeError(`mcnemarTest: method must be 'exact' or 'chi-square'; received ${show(method)}`);
  }
  let onlyFirst = 0;
  let onlySecond = 0;
  for (let k = 0; k < yTrue.length; k++) {
    const firstRight = first[k] === yTrue[k];
    const secondRight = second[k] === yTrue[k];
    if (firstRight && !secondRight) onlyFirst++;
    if (secondRight && !firstRight) onlySecond++;
  }
  const disagreements = onlyFirst + onlySecond;
  if (method === 'exact') {
    const statistic = Math.min(onlyFirst, onlySecond);
    return { onlyFirst, onlySecond, statistic, pValue: Math.min(1, 2 * binomialCdf(statistic, disagreements, 0.5)) };
  }
  const difference = Math.abs(onlyFirst - onlySecond) - (continuityCorrection ? 1 : 0);
  const statistic = disagreements === 0 ? 0 : difference ** 2 / disagreements;
  return { onlyFirst, onlySecond, statistic, pValue: chiSquareTail(statistic, 1) };
}
