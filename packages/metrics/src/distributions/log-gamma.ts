/**
 * The natural logarithm of the gamma function, relative error about 1e-15.
 *
 * Stirling's series at x >= 15, where seven of its terms are below double precision; smaller x are lifted there by
 * gamma(x + 1) = x gamma(x).
 *
 * @param x > 0; anything else gives NaN.
 * @see Abramowitz and Stegun, Handbook of Mathematical Functions, 6.1.41
 */
export function logGamma(x: number): number {
  if (!(x > 0)) return Number.NaN;
  let lift = 1;
  let y = x;
  for (; y < 15; y++) lift *= y;
  const inverse = 1 / (y * y);
  const series = STIRLING.reduceRight((sum, term) => sum * inverse + term, 0) / y;
  return (y - 0.5) * Math.log(y) - y + 0.5 * Math.log(2 * Math.PI) + series - Math.log(lift);
}

/** B(2k) / (2k (2k - 1)) with Bernoulli's numbers B. */
const STIRLING = [1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360360, 1 / 156];
