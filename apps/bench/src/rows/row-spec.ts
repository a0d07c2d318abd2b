import type { OptimizerSpec } from '@aver/optim';
import type { ModelInputSpec } from '@aver/spectrogram';
import type { ModelSpec, TrainingSpec } from '../compute/trial.js';
import type { PaperRow } from './printed-row.js';
import type { RecipeName } from './table-setting.js';

/** One row of a table, and how to run it. */
export interface RowSpec {
  /** The row's name, for example `CNN-2D` or `2a`. */
  row: string;
  model: 'MLP' | 'CNN-1D' | 'CNN-2D' | 'SVM' | 'kNN' | 'Voice network';
  /** What the paper prints in this row; null where it has no such row. */
  paper: PaperRow | null;
  /** `printed`: the hyperparameters as the paper prints them. `notebook`: as the public notebooks ran them. */
  recipes: Record<RecipeName, Recipe>;
  /**
   * Another row whose network is asked, too: the answer is the mean of both networks' probabilities, each of which learned
   * by itself. Absent: none.
   */
  together?: RowSpec;
}

/** Every parameter of a run. */
export interface Recipe {
  input: ModelInputSpec;
  inputScale: number;
  /** Whether each value is brought to mean 0 and deviation 1 over the training part. Absent: no. */
  standardize?: true;
  model: ModelSpec;
  /** Absent where the model is no network. */
  optimizer?: OptimizerSpec;
  training: TrainingSpec;
  /** Epochs of the quick profile, which only shows that everything works. */
  quickEpochs: number;
}
