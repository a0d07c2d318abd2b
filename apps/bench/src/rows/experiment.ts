import type { OptimizerSpec } from '@aver/optim';
import type { InputSpec } from '../compute/input.js';
import type { ModelSpec, TrainingSpec } from '../compute/trial.js';

/** One row of a table, and how to run it. */
export interface Experiment {
  /** For example `Table 3`. */
  table: string;
  /** The row's name, for example `CNN-2D` or `2a`. */
  row: string;
  model: 'MLP' | 'CNN-1D' | 'CNN-2D';
  /** What the paper prints in this row; null where it has no such row. */
  paper: PaperRow | null;
  /** `printed`: the hyperparameters as the paper prints them. `notebook`: as the public notebooks ran them. */
  recipes: Record<RecipeName, Recipe>;
}

/** Which reading of the paper. */
export type RecipeName = 'printed' | 'notebook';

/** Numbers as the paper prints them. */
export interface PaperRow {
  accuracy: number;
  macro: PaperAverage;
  weighted: PaperAverage;
  /** Recordings to train on and to test; null where the paper does not say. */
  train: number | null;
  test: number;
  /** The rows of the classes, as printed: Table 2 has them. */
  classes?: PaperClass[];
}

/** A class's row as the paper prints it. */
export interface PaperClass extends PaperAverage {
  name: string;
  /** Test recordings of the class. */
  support: number;
}

/** An averages row as the paper prints it; null where it prints nothing. */
export interface PaperAverage {
  precision: number | null;
  recall: number | null;
  f1: number | null;
}

/** Every parameter of a run. */
export interface Recipe {
  input: InputSpec;
  inputScale: number;
  /** Whether each value is brought to mean 0 and deviation 1 over the training part. Absent: no. */
  standardize?: true;
  model: ModelSpec;
  optimizer: OptimizerSpec;
  training: TrainingSpec;
  /** Epochs of the quick profile, which only shows that everything works. */
  quickEpochs: number;
}
