import type { BackendName } from '@aver/backend';
import type { OptimizerSpec } from '@aver/optim';
import type { AugmentationSpec, ModelInputSpec } from '@aver/spectrogram';
import type { CorpusId, Labels } from './corpus-of.js';

/** Which model, with every option that shapes it; its seed and its input's size come from the trial. */
export type ModelSpec =
  | { kind: 'cnn2d'; form: 'notebook' | 'printed'; dropoutRate: number; classes: number }
  | { kind: 'cnn1d'; form: 'four-convolutions' | 'two-convolutions'; dropoutRate: number; classes: number }
  | { kind: 'mlp'; hiddenUnits: number; classes: number }
  | { kind: 'spectrogram-cnn'; filters: number[]; bandPooling: number[]; dropoutRate: number; classes: number }
  | { kind: 'voice-network'; hiddenUnits: number; inputDropoutRate: number; dropoutRate: number; classes: number }
  // No networks: trained without optimizer, epochs and batches. gamma of rbf; absent: scikit-learn's `scale`.
  | { kind: 'svm'; kernel: 'rbf' | 'linear'; c: number; gamma?: number; classes: number }
  | { kind: 'knn'; neighbours: number; classes: number };

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
  /**
   * The learning rate rises for some epochs and falls to zero with a cosine over all of them: the optimizer's
   * schedule, whose steps depend on how many recordings there are to train on. Absent: a constant rate.
   */
  schedule?: { kind: 'cosine'; warmupEpochs: number };
  /** How much of each label is spread evenly over the classes. Absent: none. */
  labelSmoothing?: number;
  /** Decay, per step, of the moving average of the weights that the model ends with. Absent: the last weights. */
  averaging?: number;
  /** Each picture is changed anew whenever it is trained on; `mixup` is the alpha of mixing pairs. Absent: neither. */
  augmentation?: AugmentationSpec & { mixup?: number };
  /** How much a recording of each class counts, or all classes alike: `balanced`. Absent: every recording alike. */
  classWeights?: number[] | 'balanced';
  /**
   * For this share the label of a recording is what others answer that did not learn from it: of as many folds of the
   * training part, networks that learn as this one from the other folds, and, where `svm` says so, an RBF SVM (C 10)
   * with the same weight. Absent: the labels as they are.
   */
  teachers?: { folds: number; share: number; svm?: true };
}

/** How the recordings are divided into a training and a test part. */
export type TestedSplit =
  | { kind: 'random'; seed: number; testFraction: number; inner?: { seed: number; testFraction: number } }
  | { kind: 'speakers'; folds: 'emobox' | number; fold: number; inner?: { folds: number; fold: number } }
  | { kind: 'statements'; folds: number; fold: number }
  // One corpus is learned from, and another tested: of recordings whose corpus is `A to B`.
  | { kind: 'corpus' }
  // As the public notebooks divided: the same recordings for every seed where features are learned from, and another
  // division of the same recordings where pictures are.
  | { kind: 'notebook'; list: 'features' }
  | { kind: 'notebook'; list: 'pictures'; seed: number };

/**
 * How the recordings are divided. With `inner` the training part is divided once more in the same way, and nothing of
 * the test part is used: for choosing without looking at test data. `none`: all are trained on, and nothing is tested.
 */
export type SplitSpec = TestedSplit | { kind: 'none' };

/** The bench's unit of work, plain JSON: all that decides a result. */
export interface Trial {
  /** Version of the code. */
  build: string;
  data: {
    /** How the recordings are named: the labels come from there. */
    corpus: CorpusId;
    /** Identity of the recordings, by name and content. */
    fingerprint: string;
    /** The classes that are answered, in the order of the model's outputs. */
    emotions: string[];
    /**
     * Labels that are learned, too, as outputs behind the emotions', and that go once the model is trained: neither tested
     * nor answered. Absent: none.
     */
    auxiliary?: string[];
    /** What labels of the files are called, where it is not what the files call them. */
    labels?: Labels;
  };
  split: SplitSpec;
  input: ModelInputSpec;
  /** What every input value is multiplied with before the model sees it. */
  inputScale: number;
  /**
   * Whether each value is brought to mean 0 and deviation 1 over the training part, or 1/2 in front of the tanh of a voice
   * network. The weights of a model that begins with a dense layer take it up in the end; with other models it goes
   * into the card. Absent: no.
   */
  standardize?: true;
  model: ModelSpec;
  /** Absent where the model is no network. */
  optimizer?: OptimizerSpec;
  training: TrainingSpec;
  /** The backend that computes; another one rounds differently. */
  backend: BackendName;
  /** Seed of the start weights, the dropout masks and the order of the batches. */
  seed: number;
}
