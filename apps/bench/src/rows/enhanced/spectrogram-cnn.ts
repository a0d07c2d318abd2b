import type { Recipe, RowSpec } from '../row-spec.js';

/**
 * The project's own CNN-2D: a log-mel spectrogram of fixed length, its loudness kept, four blocks of convolution and
 * pooling, and a recipe for little data. Neither number nor layer is the paper's.
 */
export const spectrogramCnnRecipe: Recipe = {
  input: {
    kind: 'logMel',
    rate: 16000,
    nFft: 1024,
    hopLength: 256,
    bands: 64,
    fMin: 50,
    fMax: 8000,
    frames: 160,
    trimDb: 45,
    floorDb: -80,
  },
  // Values are dB above the floor, 0 to about 120.
  inputScale: 1 / 40,
  model: {
    kind: 'spectrogram-cnn',
    filters: [16, 32, 48, 64],
    bandPooling: [2, 2, 2, 1],
    dropoutRate: 0.3,
    classes: 4,
  },
  optimizer: {
    name: 'adam',
    form: 'keras',
    learningRate: 1e-3,
    beta1: 0.9,
    beta2: 0.999,
    epsilon: 1e-7,
    weightDecay: 0.01,
    clipNorm: 1,
  },
  training: {
    batchSize: 32,
    epochs: 150,
    l2: 0,
    schedule: { kind: 'cosine', warmupEpochs: 2 },
    labelSmoothing: 0.05,
    averaging: 0.98,
    augmentation: { speed: 0.15, timeShift: 20, bandShift: 2, noise: 0.5, masks: 1, maskBands: 8, maskFrames: 16 },
  },
  quickEpochs: 60,
};

/** The row `Spectrogram CNN` of the table `enhanced`. */
export const spectrogramCnn: RowSpec = {
  row: 'Spectrogram CNN',
  model: 'CNN-2D',
  paper: null,
  recipes: { printed: spectrogramCnnRecipe, notebook: spectrogramCnnRecipe },
};
