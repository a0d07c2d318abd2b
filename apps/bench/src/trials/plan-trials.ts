import type { Emotion } from '@aver/ravdess';
import { build } from '../build.js';
import type { Experiment, RecipeName } from '../experiments/experiment.js';
import type { SplitSpec, Trial } from './trial.js';

/** What a table is to be made of. */
export interface TablePlan {
  recipe: RecipeName;
  /** `quick`: few epochs, to see that everything works. `paper`: the recipe's own epochs. */
  profile: 'quick' | 'paper';
  split: 'random' | 'speakers';
  /** How many seeds, counted from 0. */
  seeds: number;
  /** Epochs in place of the profile's. */
  epochs?: number;
  emotions: Emotion[];
  backend: Trial['backend'];
  /** Identity of the recordings. */
  fingerprint: string;
  /** How many folds the speakers give. */
  folds: number;
}

/** The paper's test part, 210 pictures, as a fraction of the 672 speech recordings of its four emotions. */
export const testFraction = 210 / 672;

/** The trials of one row of a table: one for each seed, and each fold where speakers are kept apart. */
export function planTrials({ recipes }: Experiment, plan: TablePlan): Trial[] {
  const { input, inputScale, model, optimizer, training, quickEpochs } = recipes[plan.recipe];
  const epochs = plan.epochs ?? (plan.profile === 'quick' ? quickEpochs : training.epochs);
  const trials: Trial[] = [];
  for (let seed = 0; seed < plan.seeds; seed++) {
    for (const split of splits(plan, seed)) {
      trials.push({
        build,
        data: { fingerprint: plan.fingerprint, emotions: plan.emotions },
        split,
        input,
        inputScale,
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

function splits({ split, folds }: TablePlan, seed: number): SplitSpec[] {
  if (split === 'random') return [{ kind: 'random', seed, testFraction }];
  return Array.from({ length: folds }, (_, fold) => ({ kind: 'speakers', folds: 'emobox', fold }));
}
