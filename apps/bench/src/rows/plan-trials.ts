import type { CorpusEmotion, CorpusName } from '@aver/ravdess';
import { build } from '../compute/build.js';
import type { TestedSplit, Trial } from '../compute/trial.js';
import type { Experiment, RecipeName } from './experiment.js';

/** What a table is to be made of. */
export interface TablePlan {
  recipe: RecipeName;
  /** `quick`: few epochs, to see that everything works. `paper`: the recipe's own epochs. */
  profile: 'quick' | 'paper';
  split: TestedSplit['kind'];
  /** How many seeds, counted from 0. */
  seeds: number;
  /** Share of the recordings that a random split tests. @default 210 / 672 */
  testFraction?: number;
  /** Epochs in place of the profile's. */
  epochs?: number;
  emotions: CorpusEmotion[];
  backend: Trial['backend'];
  /** How the recordings are named. */
  corpus: CorpusName;
  /** Identity of the recordings. */
  fingerprint: string;
  /** How many folds the speakers or statements give. */
  folds: number;
}

/** The paper's test part, 210 pictures, as a fraction of the 672 speech recordings of its four emotions. */
export const testFraction = 210 / 672;

/** The trials of one row of a table: one for each seed, and each fold where speakers or statements are kept apart. */
export function planTrials({ recipes }: Experiment, plan: TablePlan): Trial[] {
  const { input, inputScale, standardize, model, optimizer, training, quickEpochs } = recipes[plan.recipe];
  const epochs = plan.epochs ?? (plan.profile === 'quick' ? quickEpochs : training.epochs);
  const trials: Trial[] = [];
  for (let seed = 0; seed < plan.seeds; seed++) {
    for (const split of splits(plan, seed)) {
      trials.push({
        build,
        data: { corpus: plan.corpus, fingerprint: plan.fingerprint, emotions: plan.emotions },
        split,
        input,
        inputScale,
        ...(standardize && { standardize }),
        model: { ...model, classes: Math.max(model.classes, plan.emotions.length) },
        optimizer,
        training: { ...training, epochs },
        backend: plan.backend,
        seed,
      });
    }
  }
  return trials;
}

function splits(
  { split, testFraction: fraction = testFraction, corpus, folds }: TablePlan,
  seed: number,
): TestedSplit[] {
  if (split === 'random') return [{ kind: 'random', seed, testFraction: fraction }];
  return Array.from({ length: folds }, (_, fold) => {
    if (split === 'statements') return { kind: split, folds, fold };
    return { kind: split, folds: corpus === 'ravdess' ? 'emobox' : folds, fold };
  });
}
