import { logGamma } from './log-gamma.js';

/**
 * The regularized upper incomplete gamma function Q(a, x): the probability that a gamma(a) variable exceeds x.
 *
 * The series of its complement below x = a + 1, the continued fraction by Lentz's method above.
 *
 * @param a > 0.
 * @param x >= 0.
 * @returns A probability; NaN for arguments outside of these ranges.
 * @see NIST Digital Library of Mathematical Functions, 8.11.4 and 8.9.2
 */
export function incompleteGamma(a: number, x: number): number {
  if (!(a > 0 && x >= 0)) return Number.NaN;
  if (x === 0) return 1;
  if (x === Number.POSITIVE_INFINITY) return 0;
  const front = Math.exp(a * Math.log(x) - x - logGamma(a));
  if (x < a + 1) {
    let term = 1 / a;
    let sum = term;
    for (let n = 1; term > sum * 1e-17; n++) {
      term *= x / (a + n);
      sum += term;
    }
    return 1 - front * sum;
  }
  let b = x + 1 - a;
  let c = Number.POSITIVE_INFINITY;
  let d = 1 / b;
  let fraction = d;
  for (let n = 1; n < 10_000; n++) {
    const numerator = n * (a - n);
    b += 2;
    d = 1 / (b + numerator * d);
    c = b + numerator / c;
    fraction *= c * d;
    if (Math.abs(c * d - 1) < 1e-16) break;
  }
  return front * fraction;
}
