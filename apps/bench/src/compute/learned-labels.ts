import type { Trial } from './trial.js';

/** Labels that are answered, and such as are learned beside them. */
interface Labelled {
  emotions: readonly string[];
  auxiliary?: readonly string[];
}

/** What a model learns to tell apart, in the order of its outputs: what it answers, then what it learns beside that. */
export function learnedLabels({ emotions, auxiliary = [] }: Labelled): string[] {
  return [...emotions, ...auxiliary];
}

/** How many outputs a trained model has: its spare ones go with those that it learned beside, where there are such. */
export function countAnswers({ data, model }: Pick<Trial, 'data' | 'model'>): number {
  return data.auxiliary ? data.emotions.length : model.classes;
}
