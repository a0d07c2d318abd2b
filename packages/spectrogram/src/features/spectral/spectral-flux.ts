import type { Matrix } from '../../matrix.js';
import type { FrameOptions } from '../../stft/frame-layout.js';
import { spectrogramOf } from '../spectrogram-of.js';

/**
 * Spectral flux: how much louder the frequencies of a frame are than those of the frame before,
 * sum over f of max(0, S[f, t] - S[f, t - 1]).
 *
 * @param input Mono signal, or a magnitude spectrogram (1 + nFft / 2, frames).
 * @returns (1, frames), in units of the spectrogram; 0 for the first frame, which has none before.
 * @throws TypeError when the input is neither samples nor a matrix.
 * @throws RangeError for values that are not finite or an option out of range.
 * @see Meyda 5, spectralFlux (the definition; its frames do not overlap)
 * @example
 * spectralFlux({ data: Float32Array.of(1, 3, 2, 1), shape: [2, 2] }).data; // [0, 2]
 */
export function spectralFlux(input: Float32Array | Matrix, options: FrameOptions = {}): Matrix {
  const { matrix } = spectrogramOf('spectralFlux', input, 1, options);
  const [bins, frames] = matrix.shape;
  const sums = new Float64Array(frames);
  for (let k = 0; k < bins; k++) {
    for (let t = 1; t < frames; t++) {
      const rise = matrix.data[k * frames + t] - matrix.data[k * frames + t - 1];
      if (rise > 0) sums[t] += rise;
    }
  }
  return { data: Float32Array.from(sums), shape: [1, frames] };
}
