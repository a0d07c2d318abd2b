import type { Matrix } from '../../matrix.js';
import { requirePositive } from '../../require-argument.js';
import type { FrameOptions } from '../../stft/frame-layout.js';
import { spectrogramOf } from '../spectrogram-of.js';

/**
 * Spectral centroid: the mean frequency of each frame, sum of f S[f] / sum of S[f].
 *
 * @param input Mono signal, or a magnitude spectrogram (1 + nFft / 2, frames).
 * @param sampleRate Hz.
 * @returns (1, frames) in Hz; 0 for a silent frame.
 * @throws TypeError when the input is neither samples nor a matrix.
 * @throws RangeError for values that are not finite or an option out of range.
 * @see librosa.feature.spectral_centroid, 0.11.0
 * @example
 * spectralCentroid(sineOf440Hz, 22050).data[22]; // about 440
 */
export function spectralCentroid(input: Float32Array | Matrix, sampleRate: number, options: FrameOptions = {}): Matrix {
  requirePositive('spectralCentroid', 'sampleRate', sampleRate);
  const { matrix, nFft } = spectrogramOf('spectralCentroid', input, 1, options);
  return { data: Float32Array.from(centroids(matrix, sampleRate / nFft)), shape: [1, matrix.shape[1]] };
}

/** Each frame's mean frequency, of frequencies `step` apart. */
export function centroids({ data, shape: [bins, frames] }: Matrix, step: number): Float64Array {
  const totals = new Float64Array(frames);
  const moments = new Float64Array(frames);
  for (let k = 0, i = 0; k < bins; k++) {
    for (let t = 0; t < frames; t++, i++) {
      totals[t] += data[i];
      moments[t] += k * step * data[i];
    }
  }
  return moments.map((moment, t) => (totals[t] > 0 ? moment / totals[t] : 0));
}
