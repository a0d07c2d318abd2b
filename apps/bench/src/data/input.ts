import { type FeatureGroup, featureVector, grayPicture, spekPicture } from '@aver/spectrogram';

/** What a model is given of a recording, with every parameter. */
export type InputSpec =
  | {
      kind: 'features';
      /** Which groups of values, in this order. */
      groups: FeatureGroup[];
    }
  | {
      kind: 'picture';
      /** `spek`: the paper's, a window of the program Spek in gray, not monotone. `gray`: the plot alone, monotone. */
      style: 'gray' | 'spek';
      /** Width and height in pixels. */
      size: number;
    };

/** One recording's input: row-major values and their shape, without a samples axis. */
export interface Input {
  data: Float32Array | Uint8Array;
  shape: number[];
}

/**
 * Computes what a model is given.
 *
 * @param audio Mono samples in [-1, 1] and their rate in Hz.
 * @returns Features as `[values, 1]` (a sequence with one channel), pictures as `[size, size, 1]` with values 0..255.
 */
export function computeInput(spec: InputSpec, audio: { samples: Float32Array; sampleRate: number }): Input {
  if (spec.kind === 'features') {
    const { values } = featureVector(audio.samples, audio.sampleRate, { groups: spec.groups });
    return { data: values, shape: [values.length, 1] };
  }
  const picture = spec.style === 'spek' ? spekPicture : grayPicture;
  const { data } = picture(audio.samples, audio.sampleRate, { width: spec.size, height: spec.size });
  return { data, shape: [spec.size, spec.size, 1] };
}
