import { type Label, reportedLabels, requireLabels } from '../classification/labels.js';

export interface CrossValidateOptions<Model, Score> {
  /** What each sample belongs to, such as its speaker: all strings or all numbers. A group is never in both parts. */
  groups: ArrayLike<Label>;
  /**
   * How many folds of about as many samples, at most one a group; or the fold of each sample, whole numbers from 0.
   * @default each group is left out once, in sorted order
   */
  folds?: number | ArrayLike<number>;
  /** Makes a model from the samples with these numbers; may be asynchronous. */
  fit(train: number[], fold: number): Model | Promise<Model>;
  /** Judges the model on the samples with these numbers, which it has not seen; may be asynchronous. */
  score(model: Model, test: number[], fold: number): Score | Promise<Score>;
}

/** What one fold gave. */
export interface FoldScore<Score> {
  /** The groups that were tested on, sorted. */
  groups: Label[];
  score: Score;
}

/**
 * Trains and judges once per fold, one after the other, on parts that share no group: the honest way to say how good a
 * model is on speakers whom it has not heard.
 *
 * A number of folds is dealt as scikit-learn's GroupKFold does: the largest group first, each to the fold that has the
 * fewest samples.
 *
 * @returns One entry per fold; a score is whatever `score` gives.
 * @throws TypeError when groups are neither all strings nor all finite numbers.
 * @throws RangeError when there are fewer than 2 groups, folds is no whole number from 2 to the number of groups, or the
 *   given folds are not one whole number per sample, split a group, or are fewer than 2.
 * @see scikit-learn 1.9, sklearn.model_selection.GroupKFold, LeaveOneGroupOut, PredefinedSplit
 * @example
 * crossValidate({ groups: ['a', 'a', 'b'], fit: (train) => train.length, score: (count) => count }) instanceof Promise // true
 */
export async function crossValidate<Model, Score>({
  groups,
  folds,
  fit,
  score,
}: CrossValidateOptions<Model, Score>): Promise<FoldScore<Score>[]> {
  requireLabels('crossValidate', 'groups', groups);
  const names = reportedLabels('crossValidate', groups, []);
  if (names.length < 2) throw new RangeError(`crossValidate: groups must be at least 2; received ${names.length}`);
  const foldOf = typeof folds === 'object' ? givenFolds(groups, folds) : dealtFolds(groups, names, folds);
  const count = Math.max(...foldOf.values()) + 1;
  const results: FoldScore<Score>[] = [];
  for (let fold = 0; fold < count; fold++) {
    const train: number[] = [];
    const test: number[] = [];
    for (let i = 0; i < groups.length; i++) (foldOf.get(groups[i]) === fold ? test : train).push(i);
    const model = await fit(train, fold);
    results.push({
      groups: names.filter((name) => foldOf.get(name) === fold),
      score: await score(model, test, fold),
    });
  }
  return results;
}

function dealtFolds(groups: ArrayLike<Label>, names: Label[], folds?: number): Map<Label, number> {
  if (folds === undefined) return new Map(names.map((name, i) => [name, i]));
  if (!(Number.isInteger(folds) && folds >= 2 && folds <= names.length)) {
    throw new RangeError(
      `crossValidate: folds must be a whole number from 2 to the number of groups, ${names.length}; received ${folds}`,
    );
  }
  const sizes = new Map(names.map((name) => [name, 0]));
  for (const name of Array.from(groups)) sizes.set(name, (sizes.get(name) as number) + 1);
  // A stable ascending sort, turned round: of groups of one size the last name comes first.
  const largestFirst = [...sizes].sort(([, a], [, b]) => a - b).reverse();
  const samples = new Array<number>(folds).fill(0);
  const foldOf = new Map<Label, number>();
  for (const [name, size] of largestFirst) {
    const lightest = samples.indexOf(Math.min(...samples));
    samples[lightest] += size;
    foldOf.set(name, lightest);
  }
  return foldOf;
}

function givenFolds(groups: ArrayLike<Label>, folds: ArrayLike<number>): Map<Label, number> {
  if (folds.length !== groups.length) {
    throw new RangeError(`crossValidate: folds must be one per sample (${groups.length}); received ${folds.length}`);
  }
  const foldOf = new Map<Label, number>();
  for (let i = 0; i < folds.length; i++) {
    const fold = folds[i];
    if (!(Number.isSafeInteger(fold) && fold >= 0)) {
      throw new RangeError(`crossValidate: folds must be whole numbers from 0; received ${fold} at ${i}`);
    }
    const known = foldOf.get(groups[i]);
    if (known !== undefined && known !== fold) {
      throw new RangeError(
        `crossValidate: folds must keep each group in one fold; received ${known} and ${fold} for ${groups[i]}`,
      );
    }
    foldOf.set(groups[i], fold);
  }
  const used = [...new Set(foldOf.values())].sort((a, b) => a - b);
  if (used.length < 2) throw new RangeError(`crossValidate: folds must be at least 2; received ${used.length}`);
  // Numbers that no sample has are no folds.
  return new Map([...foldOf].map(([name, fold]) => [name, used.indexOf(fold)]));
}
