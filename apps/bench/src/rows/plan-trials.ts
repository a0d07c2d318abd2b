import { build } from '../compute/build.js';
import { learnedLabels } from '../compute/learned-labels.js';
import type { TestedSplit, Trial } from '../compute/trial.js';
import type { Recipe, RowSpec } from './row-spec.js';
import type { TableSetting } from './table-setting.js';

/** What the trials of a table's rows depend on, beside the rows. */
export interface TablePlan {
  setting: TableSetting;
  /** How many seeds, counted from 0. */
  seeds: number;
  /** Identity of the recordings. */
  fingerprint: string;
  /** How many folds the speakers or statements give. */
  folds: number;
}

/** The paper's test part, 210 pictures, as a fraction of the 672 speech recordings of its four emotions. */
export const testFraction = 210 / 672;

/**
 * The trials of one row of a table: one for each seed, and each fold where speakers or statements are kept apart; and those
 * of the row that it is asked together with.
 */
export function planTrials({ recipes, together }: RowSpec, plan: TablePlan): Trial[] {
  const { recipe, profile, corpus, emotions, auxiliary, labels, backend, epochs } = plan.setting;
  const { inputScale, standardize, model, optimizer, training, quickEpochs } = recipes[recipe];
  const seeds = Array.from({ length: plan.seeds }, (_, seed) => seed);
  const own = seeds.flatMap((seed) =>
    splits(plan, seed, notebookList(recipes[recipe].input)).map((split) => ({
      build,
      data: {
        ...{ corpus, fingerprint: plan.fingerprint, emotions },
        ...(auxiliary && { auxiliary }),
        ...(labels && { labels }),
      },
      split,
      input: inputOf({ recipes }, plan.setting),
      inputScale,
      ...(standardize && { standardize }),
      model: { ...model, classes: Math.max(model.classes, learnedLabels({ emotions, auxiliary }).length) },
      ...(optimizer && { optimizer }),
      training: { ...training, epochs: epochs ?? (profile === 'quick' ? quickEpochs : training.epochs) },
      backend,
      seed,
    })),
  );
  return together ? [...own, ...planTrials(together, plan)] : own;
}

/** What the networks of a row are given. */
export function inputsOf(spec: RowSpec, setting: TableSetting): Recipe['input'][] {
  return [inputOf(spec, setting), ...(spec.together ? inputsOf(spec.together, setting) : [])];
}

/**
 * What a row's model is given. In the notebooks' split the features are as the notebooks had them: librosa 0.6.3 mirrored
 * the ends of a sound, and librosa 0.11, as everywhere else here, has zeros there.
 */
function inputOf({ recipes }: Pick<RowSpec, 'recipes'>, { recipe, split }: TableSetting): Recipe['input'] {
  const { input } = recipes[recipe];
  return input.kind === 'features' && split === 'notebook' ? { ...input, padMode: 'reflect' } : input;
}

function splits({ setting, folds }: TablePlan, seed: number, list: 'features' | 'pictures'): TestedSplit[] {
  const { split, corpus } = setting;
  if (split === 'random') return [{ kind: 'random', seed, testFraction: setting.testFraction ?? testFraction }];
  if (split === 'corpus') return [{ kind: split }];
  if (split === 'notebook') return [list === 'features' ? { kind: split, list } : { kind: split, list, seed }];
  return Array.from({ length: folds }, (_, fold) => {
    if (split === 'statements') return { kind: split, folds, fold };
    return { kind: split, folds: corpus === 'ravdess' && !setting.folds ? 'emobox' : folds, fold };
  });
}

/** Which of the notebooks' lists of recordings a row's input belongs to. */
export function notebookList({ kind }: Recipe['input']): 'features' | 'pictures' {
  return kind === 'picture' ? 'pictures' : 'features';
}
