/**
 * The networks of the paper, and the training loop.
 *
 * @module @aver/models
 */

export { type Cnn1dOptions, cnn1d } from './networks/cnn1d.js';
export { type Cnn2dOptions, cnn2d } from './networks/cnn2d.js';
export { type EnsembleMember, ensemble } from './networks/ensemble.js';
export { type MlpOptions, mlp } from './networks/mlp.js';
export { SeededDropout, type SeededDropoutOptions } from './networks/seeded-dropout.js';
export { type SpectrogramCnnOptions, spectrogramCnn } from './networks/spectrogram-cnn.js';
export { type VoiceNetworkOptions, voiceNetwork } from './networks/voice-network.js';
export { convolutionSize } from './sizes/convolution-size.js';
export { poolingSize } from './sizes/pooling-size.js';
export { FlooredLeakyRelu, type FlooredLeakyReluOptions } from './speech-embedding/floored-leaky-relu.js';
export type { Samples } from './training/batches/samples.js';
export { type Classification, type ClassifyOptions, classify } from './training/classify.js';
export { foldStandardization } from './training/fold-standardization.js';
export { type OneHotOptions, oneHot } from './training/one-hot.js';
export { type PredictProbabilitiesOptions, predictProbabilities } from './training/predict-probabilities.js';
export { type Standardization, standardization } from './training/standardization.js';
export { standardized } from './training/standardized.js';
export { type TrainModelOptions, type TrainModelResult, trainModel } from './training/train-model.js';
export type { TrainingState } from './training/training-state.js';
