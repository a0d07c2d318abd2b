import { logGamma } from './log-gamma.js';

/**
 * The regularized incomplete beta function I_x(a, b): the probability that a beta(a, b) variable is at most x.
 *
 * Its continued fraction, evaluated by Lentz's method on the side of the mean where it converges fast.
 *
 * @param x In [0, 1].
 * @param a > 0.
 * @param b > 0.
 * @returns A probability; NaN for arguments outside of these ranges.
 * @see NIST Digital Library of Mathematical Functions, 8.17.22
 */
export function incompleteBeta(x: number, a: number, b: number): number {
  if (!(x >= 0 && x <= 1 && a > 0 && b > 0)) return Number.NaN;
  if (x === 0 || x === 1) return x;
  if (x > (a + 1) / (a + b + 2)) return 1 - incompleteBeta(1 - x, b, a);
  const front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x)) / a;

  const tiny = 1e-300;
  const away = (value: number) => (Math.abs(value) < tiny ? tiny : value);
  let c = 1;
  let d = 1 / away(1 - ((a + b) * x) / (a + 1));
  let fraction = d;
  // The number of steps grows with sqrt(max(a, b)): 10,000 are enough beyond a million degrees of freedom.
  for (let m = 1; m < 10_000; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / away(1 + even * d);
    c = away(1 + even / c);
    fraction *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / away(1 + odd * d);
    c = away(1 + odd / c);
    fraction *= d * c;
    if (Math.abs(d * c - 1) < 1e-16) break;
  }
  return front * fraction;
}
