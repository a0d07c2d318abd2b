import type { Matrix } from '../../matrix.js';
import type { FrameOptions } from '../../stft/frame-layout.js';
import { spectrogramOf } from '../spectrogram-of.js';

/**
 * Spectral crest: the largest magnitude of each frame over the root mean square of all; 1 for a flat spectrum, the root of
 * the number of frequencies for a single one.
 *
 * @param input Mono signal, or a magnitude spectrogram (1 + nFft / 2, frames).
 * @returns (1, frames), at least 1; 1 for a silent frame, whose spectrum is flat.
 * @throws TypeError when the input is neither samples nor a matrix.
 * @throws RangeError for values that are not finite or an option out of range.
 * @see Meyda 5, spectralCrest
 * @example
 * spectralCrest({ data: Float32Array.of(2, 0, 0, 0), shape: [4, 1] }).data; // [2]
 */
export function spectralCrest(input: Float32Array | Matrix, options: FrameOptions = {}): Matrix {
  const { matrix } = spectrogramOf('spectralCrest', input, 1, options);
  const [bins, frames] = matrix.shape;
  const squares = new Float64Array(frames);
  const largest = new Float64Array(frames);
  for (let k = 0, i = 0; k < bins; k++) {
    for (let t = 0; t < frames; t++, i++) {
      squares[t] += matrix.data[i] * matrix.data[i];
      if (matrix.data[i] > largest[t]) largest[t] = matrix.data[i];
    }
  }
  const crest = (most: number, t: number) => (most > 0 ? most / Math.sqrt(squares[t] / bins) : 1);
  return { data: Float32Array.from(largest, crest), shape: [1, frames] };
}
