import { firstHalf } from './first-half.js';
import { secondHalf } from './second-half.js';

/** One convolution of the network. */
export interface SpeechEmbeddingConvolution {
  /** Bands under a filter. */
  bands: number;
  /** Frames under a filter. */
  frames: number;
  inputs: number;
  filters: number;
  /** Bands and frames of the max-pool behind it. */
  pooling?: readonly [bands: number, frames: number];
}

/**
 * The trained weights of each convolution: kernel (bands, frames, inputs, filters) and, but for the last, bias (filters).
 *
 * @see scripts/convert-speech-embedding.py, which wrote the bytes and describes them
 */
export function speechEmbeddingWeights(
  convolutions: readonly SpeechEmbeddingConvolution[],
): Array<{ kernel: Float32Array; bias?: Float32Array }> {
  // atob skips the line ends.
  const characters = atob(firstHalf + secondHalf);
  const bytes = new Uint8Array(characters.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = characters.charCodeAt(i);
  const view = new DataView(bytes.buffer);
  let place = 0;
  const floats = (length: number) =>
    Float32Array.from({ length }, () => {
      place += 4;
      return view.getFloat32(place - 4, true);
    });
  const numbers = convolutions.map(({ filters }, i) => ({
    steps: floats(filters),
    bias: i < convolutions.length - 1 ? floats(filters) : undefined,
  }));
  return convolutions.map(({ bands, frames, inputs, filters }, i) => {
    const { steps, bias } = numbers[i];
    const kernel = new Float32Array(bands * frames * inputs * filters);
    for (let w = 0; w < kernel.length; w++, place += 3) {
      // 24 bits: the upper 8 carry the sign.
      const whole = view.getUint16(place, true) + 65536 * view.getInt8(place + 2);
      kernel[w] = whole * steps[w % filters];
    }
    return { kernel, bias };
  });
}
