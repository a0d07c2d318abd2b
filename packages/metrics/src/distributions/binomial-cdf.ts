import { incompleteBeta } from './incomplete-beta.js';

/**
 * The probability of at most `successes` in `trials` independent tries.
 *
 * @param successes A whole number from 0 to trials.
 * @param trials A whole number from 0.
 * @param probability Of each success, in [0, 1].
 * @see NIST Digital Library of Mathematical Functions, 8.17.5
 */
export function binomialCdf(successes: number, trials: number, probability: number): number {
  if (successes >= trials) return 1;
  return incompleteBeta(1 - probability, trials - successes, successes + 1);
}
