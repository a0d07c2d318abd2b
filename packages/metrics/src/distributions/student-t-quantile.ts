import { studentTTail } from './student-t-tail.js';

/**
 * The t below which a Student t variable lies with the given probability.
 *
 * Bisection between bounds that are first doubled until they hold the answer: some 60 evaluations, no special cases.
 *
 * @param probability In (0, 1).
 * @param degreesOfFreedom > 0.
 */
export function studentTQuantile(probability: number, degreesOfFreedom: number): number {
  if (!(probability > 0 && probability < 1 && degreesOfFreedom > 0)) return Number.NaN;
  if (probability === 0.5) return 0;
  const tail = Math.min(probability, 1 - probability);
  let low = 0;
  let high = 1;
  while (studentTTail(high, degreesOfFreedom) > tail) {
    low = high;
    high *= 2;
  }
  for (;;) {
    const middle = (low + high) / 2;
    if (middle === low || middle === high) return probability < 0.5 ? -middle : middle;
    if (studentTTail(middle, degreesOfFreedom) > tail) low = middle;
    else high = middle;
  }
}
