import type { Recipe, RowSpec } from '../row-spec.js';

/**
 * The network of @aver/recognizer as a model of one corpus: voice features, standardised, and two hidden layers; here
 * without other corpora, noises and the speaker made known.
 */
export const voiceNetworkRecipe: Recipe = {
  input: { kind: 'voice' },
  inputScale: 1,
  standardize: true,
  model: { kind: 'voice-network', hiddenUnits: 128, inputDropoutRate: 0.3, dropoutRate: 0.5, classes: 4 },
  optimizer: {
    name: 'adam',
    form: 'keras',
    learningRate: 2e-3,
    beta1: 0.9,
    beta2: 0.999,
    epsilon: 1e-7,
    weightDecay: 0.01,
  },
  training: {
    batchSize: 64,
    epochs: 240,
    l2: 0,
    schedule: { kind: 'cosine', warmupEpochs: 3 },
    labelSmoothing: 0.1,
    augmentation: { mixup: 0.2 },
    classWeights: 'balanced',
  },
  quickEpochs: 120,
};

/** The row `Voice network` of the table `enhanced`. */
export const voiceNetwork: RowSpec = {
  row: 'Voice network',
  model: 'Voice network',
  paper: null,
  recipes: { printed: voiceNetworkRecipe, notebook: voiceNetworkRecipe },
};

const svmRecipe: Recipe = {
  ...{ input: voiceNetworkRecipe.input, inputScale: 1, standardize: true },
  model: { kind: 'svm', kernel: 'rbf', c: 10, classes: 4 },
  training: { batchSize: 32, epochs: 1, l2: 0 },
  quickEpochs: 1,
};

/** The row `SVM, voice features`: the same values, and no network behind them. */
export const voiceSvm: RowSpec = {
  row: 'SVM, voice features',
  model: 'SVM',
  paper: null,
  recipes: { printed: svmRecipe, notebook: svmRecipe },
};
