import type { BackendName } from '@aver/backend';
import type { OptimizerSpec } from '@aver/optim';
import type { CorpusEmotion, CorpusName } from '@aver/ravdess';
import type { InputSpec } from '../data/input.js';

/** Which model, with every option that shapes it; its seed and its input's size come from the trial. */
export type ModelSpec =
  | { kind: 'cnn2d'; form: 'notebook' | 'printed'; dropoutRate: number; classes: number }
  | { kind: 'cnn1d'; form: 'four-convolutions' | 'two-convolutions'; dropoutRate: number; classes: number }
  | { kind: 'mlp'; hiddenUnits: number; classes: number };

/** How a model is trained, apart from its optimizer. */
export interface TrainingSpec {
  batchSize: number;
  epochs: number;
  /** scikit-learn's alpha: the weight penalty, divided by the batch size. */
  l2: number;
  /** Stop when the training loss has not fallen by `tolerance` for `patience` epochs. */
  stopping?: { tolerance: number; patience: number };
  /** Probabilities are clipped there before the logarithm, as TFLearn does. Absent: the loss from the logits. */
  probabilityFloor?: number;
}

/** How the recordings are divided. */
export type SplitSpec =
  | { kind: 'random'; seed: number; testFraction: number }
  | { kind: 'speakers'; folds: 'emobox' | number; fold: number }
  | { kind: 'statements'; folds: number; fold: number };

/** The bench's unit of work, plain JSON: all that decides a result. */
export interface Trial {
  /** Version of the code. */
  build: string;
  data: {
    /** How the recordings are named: the labels come from there. */
    corpus: CorpusName;
    /** Identity of the recordings, by name and content. */
    fingerprint: string;
    /** The classes, in the order of the model's outputs. */
    emotions: CorpusEmotion[];
  };
  split: SplitSpec;
  input: InputSpec;
  /** What every input value is multiplied with before the model sees it. */
  inputScale: number;
  model: ModelSpec;
  optimizer: OptimizerSpec;
  training: TrainingSpec;
  /** The backend that computes; another one rounds differently. */
  backend: BackendName;
  /** Seed of the start weights, the dropout masks and the order of the batches. */
  seed: number;
}
