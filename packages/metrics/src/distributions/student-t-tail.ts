import { incompleteBeta } from './incomplete-beta.js';

/**
 * The probability that a Student t variable exceeds t.
 *
 * @param t Any real number.
 * @param degreesOfFreedom > 0.
 * @see NIST Digital Library of Mathematical Functions, 8.17
 */
export function studentTTail(t: number, degreesOfFreedom: number): number {
  const squares = t * t;
  // Near t = 0 the second form would lose digits of 1 - x, far from it the first would cancel.
  const outside =
    squares < 1
      ? 1 - incompleteBeta(squares / (degreesOfFreedom + squares), 0.5, degreesOfFreedom / 2)
      : incompleteBeta(degreesOfFreedom / (degreesOfFreedom + squares), degreesOfFreedom / 2, 0.5);
  return t < 0 ? 1 - outside / 2 : outside / 2;
}
