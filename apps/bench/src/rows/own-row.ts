import type { ModelSpec } from '../compute/trial.js';
import type { Recipe, RowSpec } from './row-spec.js';

/** What models are called, by kind. */
export const modelTitles: Record<ModelSpec['kind'], RowSpec['model']> = {
  ...{ mlp: 'MLP', cnn1d: 'CNN-1D', cnn2d: 'CNN-2D', 'spectrogram-cnn': 'CNN-2D', svm: 'SVM', knn: 'kNN' },
  'voice-network': 'Voice network',
};

/** An experiment as a row: nothing is printed of it, and there is no other reading of it. */
export function ownRow(row: string, recipe: Recipe): RowSpec {
  return { row, model: modelTitles[recipe.model.kind], paper: null, recipes: { printed: recipe, notebook: recipe } };
}
