import { incompleteGamma } from './incomplete-gamma.js';

/**
 * The probability that a chi-square variable exceeds x.
 *
 * @param x >= 0.
 * @param degreesOfFreedom > 0.
 */
export function chiSquareTail(x: number, degreesOfFreedom: number): number {
  return incompleteGamma(degreesOfFreedom / 2, x / 2);
}
