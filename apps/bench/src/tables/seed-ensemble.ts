import { group } from 'd3-array';
import type { TrialResult } from '../compute/trial-result.js';
import { askTogether } from './ask-together.js';
import { type Measured, speakerEvaluation } from './speaker-evaluation.js';

/** The models of several seeds as one: for each recording the mean of their probabilities. */
export interface SeedEnsemble {
  /** How many models are asked. */
  members: number;
  /** Over the folds. */
  accuracy: Measured;
  /** The mean of the emotions' recalls, over the folds. */
  unweightedRecall: Measured;
}

/**
 * Asks the models of all seeds together. That needs models that were trained and tested on the same recordings: the
 * folds of a split are, random splits are not.
 *
 * @returns Nothing for random splits, for one fold alone, and where fewer than two seeds have finished every fold that
 * is there.
 */
export function seedEnsemble(results: TrialResult[]): SeedEnsemble | undefined {
  if (!results.every(({ trial }) => 'fold' in trial.split)) return undefined;
  const groups = [...group(results, ({ trial }) => (trial.split as { fold: number }).fold).values()];
  const seeds = groups[0].map(({ trial }) => trial.seed);
  const inAll = seeds.filter((seed) => groups.every((group) => group.some(({ trial }) => trial.seed === seed)));
  if (groups.length < 2 || inAll.length < 2) return undefined;
  const together = groups.map((group) => askTogether(group.filter(({ trial }) => inAll.includes(trial.seed))));
  const { accuracy, unweightedRecall } = speakerEvaluation(together);
  return { members: inAll.length, accuracy, unweightedRecall };
}
