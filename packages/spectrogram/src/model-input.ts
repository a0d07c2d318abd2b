import { type FeatureGroup, featureVector } from './features/feature-vector.js';
import { logMelSpectrogram } from './features/mel/log-mel-spectrogram.js';
import { type SpeechEmbed, voiceFeatures } from './features/voice/voice-features.js';
import { modelInputProblem } from './model-input-problem.js';
import { modelInputShape } from './model-input-shape.js';
import { grayPicture } from './picture/gray-picture.js';
import { spekPicture } from './picture/spek-picture.js';
import type { PadMode } from './stft/frame-layout.js';

/** What a model is given of a recording, with every parameter: plain JSON. */
export type ModelInputSpec =
  | OneInputSpec
  | {
      /** More than one input of the same recording, as one row of values, each behind the one before. */
      kind: 'several';
      inputs: OneInputSpec[];
    };

/** One kind of input. */
export type OneInputSpec =
  | {
      kind: 'features';
      /** Which groups of values. */
      groups: FeatureGroup[];
      /** What is beyond the ends of the sound. Absent: zeros. */
      padMode?: PadMode;
    }
  | {
      kind: 'picture';
      /** `spek`: the paper's, a window of the program Spek in gray, not monotone. `gray`: the plot alone, monotone. */
      style: 'gray' | 'spek';
      /** Width and height in pixels. */
      size: number;
    }
  | {
      /** {@link logMelSpectrogram}; two fields have other names there, and keep these, under which models are stored. */
      kind: 'logMel';
      /** Its `targetSampleRate`, in Hz. */
      rate: number;
      nFft: number;
      hopLength: number;
      /** Its `nMels`. */
      bands: number;
      fMin: number;
      fMax: number;
      frames: number;
      trimDb: number;
      floorDb: number;
    }
  | {
      /** {@link voiceFeatures}: nothing to choose. */
      kind: 'voice';
    };

/** One recording's input: row-major values and their shape, without a samples axis. */
export interface ModelInput {
  data: Float32Array | Uint8Array;
  shape: number[];
}

/**
 * Computes what a model is given of a recording: {@link featureVector}, {@link grayPicture}, {@link spekPicture},
 * {@link logMelSpectrogram} or {@link voiceFeatures}.
 *
 * @param samples Mono signal.
 * @param sampleRate Hz.
 * @param embed `speechEmbedding` of @aver/models, for one spectrogram; only voice features need it.
 * @returns Features as [values, 1] (a sequence with one channel), pictures as [size, size, 1] with values 0..255,
 * log-mel spectrograms as [bands, frames, 1] in dB above silence, voice features as [values], several inputs as [values].
 * @throws TypeError when samples are no Float32Array, or voice features are asked for without the embedding.
 * @throws RangeError for samples that are not finite, or a specification of which {@link modelInputProblem} complains.
 * @example
 * modelInput(samples, 48000, { kind: 'picture', style: 'spek', size: 150 }).shape; // [150, 150, 1]
 */
export function modelInput(
  samples: Float32Array,
  sampleRate: number,
  spec: ModelInputSpec,
  embed?: SpeechEmbed,
): ModelInput {
  const problem = modelInputProblem(spec);
  if (problem) throw new RangeError(`modelInput: ${problem}`);
  const shape = modelInputShape(spec);
  if (spec.kind === 'several') {
    const data = new Float32Array(shape[0]);
    let at = 0;
    for (const one of spec.inputs) {
      const input = modelInput(samples, sampleRate, one, embed);
      data.set(input.data, at);
      at += input.data.length;
    }
    return { data, shape };
  }
  if (spec.kind === 'features') {
    const { groups, padMode } = spec;
    return { data: featureVector(samples, sampleRate, { groups, padMode }).values, shape };
  }
  if (spec.kind === 'voice') {
    if (!embed) throw new TypeError('modelInput: embed must be given for voice features; received nothing');
    return { data: voiceFeatures(samples, sampleRate, embed), shape };
  }
  if (spec.kind === 'logMel') {
    const { kind, rate, bands, ...options } = spec;
    const parameters = { targetSampleRate: rate, nMels: bands, ...options };
    return { data: logMelSpectrogram(samples, sampleRate, parameters).data, shape };
  }
  const picture = spec.style === 'spek' ? spekPicture : grayPicture;
  return { data: picture(samples, sampleRate, { width: spec.size, height: spec.size }).data, shape };
}
