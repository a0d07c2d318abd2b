/**
 * Spectrograms, audio features with librosa's numbers, and pictures.
 *
 * @module @aver/spectrogram
 */

export { type AugmentationSpec, type AugmentPictureOptions, augmentPicture } from './augmentation/augment-picture.js';
export { type MixupOptions, mixup } from './augmentation/mixup.js';
export { type CqtOptions, cqt } from './constant-q/cqt.js';
export { amplitudeToDb } from './decibel/amplitude-to-db.js';
export { type DbToPowerOptions, dbToPower } from './decibel/db-to-power.js';
export { type DecibelSpectrogramOptions, decibelSpectrogram } from './decibel/decibel-spectrogram.js';
export { type DecibelOptions, powerToDb } from './decibel/power-to-db.js';
export { type DeltaOptions, delta } from './features/delta.js';
export {
  type FeatureGroup,
  type FeatureVector,
  type FeatureVectorOptions,
  featureGroups,
  featureNames,
  featureVector,
} from './features/feature-vector.js';
export { loudness } from './features/loudness.js';
export type { DctType } from './features/mel/dct-basis.js';
export { type LogMelSpectrogramOptions, logMelSpectrogram } from './features/mel/log-mel-spectrogram.js';
export { type MelSpectrogramOptions, melSpectrogram } from './features/mel/mel-spectrogram.js';
export { type MfccOptions, mfcc } from './features/mel/mfcc.js';
export { speechEmbeddingSpectrogram } from './features/mel/speech-embedding-spectrogram.js';
export { type RmsOptions, rms } from './features/rms.js';
export { type SpectralBandwidthOptions, spectralBandwidth } from './features/spectral/spectral-bandwidth.js';
export { spectralCentroid } from './features/spectral/spectral-centroid.js';
export { type SpectralContrastOptions, spectralContrast } from './features/spectral/spectral-contrast.js';
export { spectralCrest } from './features/spectral/spectral-crest.js';
export { type SpectralFlatnessOptions, spectralFlatness } from './features/spectral/spectral-flatness.js';
export { spectralFlux } from './features/spectral/spectral-flux.js';
export { type SpectralRolloffOptions, spectralRolloff } from './features/spectral/spectral-rolloff.js';
export { type SpectralSlopeOptions, spectralSlope } from './features/spectral/spectral-slope.js';
export { type ChromaCqtOptions, chromaCqt } from './features/tonal/chroma-cqt.js';
export { type ChromaStftOptions, chromaStft } from './features/tonal/chroma-stft.js';
export { type EstimateTuningOptions, estimateTuning } from './features/tonal/estimate-tuning.js';
export { tonnetz } from './features/tonal/tonnetz.js';
export { type JitterOptions, jitter } from './features/voice/jitter.js';
export { type Pyin, type PyinOptions, pyin } from './features/voice/pyin.js';
export { type ShimmerOptions, shimmer } from './features/voice/shimmer.js';
export {
  type SpeechEmbed,
  voiceFeatureCount,
  voiceFeatureGroups,
  voiceFeatures,
} from './features/voice/voice-features.js';
export { voicedShare } from './features/voice/voiced-share.js';
export { type YinOptions, yin } from './features/voice/yin.js';
export type { PitchOptions } from './features/voice/yin-frames.js';
export { type ZeroCrossingRateOptions, zeroCrossingRate } from './features/zero-crossing-rate.js';
export { type ChromaFilterBankOptions, chromaFilterBank } from './filters/chroma-filter-bank.js';
export { hzToMel, type MelScaleOptions } from './filters/hz-to-mel.js';
export { type MelFilterBankOptions, melFilterBank } from './filters/mel-filter-bank.js';
export { melToHz } from './filters/mel-to-hz.js';
export type { Matrix } from './matrix.js';
export { type ModelInput, type ModelInputSpec, modelInput, type OneInputSpec } from './model-input.js';
export { modelInputProblem } from './model-input-problem.js';
export { modelInputShape } from './model-input-shape.js';
export { colourPicture } from './picture/colour-picture.js';
export { decodePng } from './picture/decode-png.js';
export { encodePng } from './picture/encode-png.js';
export { grayPicture, type PictureOptions } from './picture/gray-picture.js';
export type { ColourPicture, GrayPicture, Picture } from './picture/picture.js';
export { type SpekPictureOptions, spekPicture } from './picture/spek-picture.js';
export { type ResampleOptions, resample } from './resample/resample.js';
export { harmonic } from './separation/harmonic.js';
export { type HarmonicPercussive, type HpssOptions, hpss } from './separation/hpss.js';
export { percussive } from './separation/percussive.js';
export { SpectrogramError, type SpectrogramErrorCode } from './spectrogram-error.js';
export type { FrameOptions, PadMode } from './stft/frame-layout.js';
export { type GetWindowOptions, getWindow, type WindowName } from './stft/get-window.js';
export { type IstftOptions, istft } from './stft/istft.js';
export { type SpectrogramOptions, spectrogram } from './stft/spectrogram.js';
export { type ComplexMatrix, stft } from './stft/stft.js';
export { createFeatureStream, type FeatureStream, type FeatureStreamOptions } from './stream/feature-stream.js';
export { createGrayPictureStream, type GrayPictureStream } from './stream/gray-picture-stream.js';
export { createStftStream, type StftFrame, type StftStream, stftFrames } from './stream/stft-frames.js';
