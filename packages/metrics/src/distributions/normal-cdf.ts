import { incompleteGamma } from './incomplete-gamma.js';

/**
 * The probability that a standard normal variable lies below z.
 *
 * @param z Any real number; infinities give 0 and 1.
 * @see NIST Digital Library of Mathematical Functions, 7.11.2
 */
export function normalCdf(z: number): number {
  const outside = incompleteGamma(0.5, (z * z) / 2) / 2;
  return z < 0 ? outside : 1 - outside;
}
