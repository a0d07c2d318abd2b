/**
 * The probability that a beta-distributed number falls into each of `count` equal parts of [0, 1].
 *
 * @see scipy.stats.beta.cdf, whose differences these are
 */
export function betaProbabilities(count: number, a: number, b: number): Float64Array {
  // Both sides of 1 / 2 make up the whole, so that no gamma function is needed.
  const whole = lowerBeta(0.5, a, b) + lowerBeta(0.5, b, a);
  const cdf = (x: number) => (x <= 0.5 ? lowerBeta(x, a, b) / whole : 1 - lowerBeta(1 - x, b, a) / whole);
  return Float64Array.from({ length: count }, (_, i) => cdf((i + 1) / count) - cdf(i / count));
}

/** Integral of t^(a - 1) (1 - t)^(b - 1) from 0 to x, for x up to 1 / 2, by its series. */
function lowerBeta(x: number, a: number, b: number): number {
  // x^a (1 - x)^b / a times the sum of the hypergeometric series F(a + b, 1; a + 1; x), whose terms are all positive.
  let term = 1;
  let sum = 1;
  for (let n = 0; term > sum * 2 ** -53; n++) {
    term *= ((a + b + n) / (a + 1 + n)) * x;
    sum += term;
  }
  return ((x ** a * (1 - x) ** b) / a) * sum;
}
