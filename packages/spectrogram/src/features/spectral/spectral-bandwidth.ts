import type { Matrix } from '../../matrix.js';
import { requirePositive } from '../../require-argument.js';
import type { FrameOptions } from '../../stft/frame-layout.js';
import { spectrogramOf } from '../spectrogram-of.js';
import { centroids } from './spectral-centroid.js';

export interface SpectralBandwidthOptions extends FrameOptions {
  /** Power of the deviation. @default 2 */
  p?: number;
  /** Divide each frame by its sum first. @default true */
  norm?: boolean;
}

/**
 * Spectral bandwidth: (sum of S[f] |f - centroid|^p)^(1 / p), S being divided by its sum.
 *
 * @param input Mono signal, or a magnitude spectrogram (1 + nFft / 2, frames).
 * @param sampleRate Hz.
 * @returns (1, frames) in Hz; 0 for a silent frame.
 * @throws TypeError when the input is neither samples nor a matrix.
 * @throws RangeError for values that are not finite or an option out of range.
 * @see librosa.feature.spectral_bandwidth, 0.11.0
 * @example
 * spectralBandwidth(samples, 48000).shape; // [1, 1 + floor(samples.length / 512)]
 */
export function spectralBandwidth(
  input: Float32Array | Matrix,
  sampleRate: number,
  options: SpectralBandwidthOptions = {},
): Matrix {
  const { p = 2, norm = true } = options;
  requirePositive('spectralBandwidth', 'sampleRate', sampleRate);
  requirePositive('spectralBandwidth', 'p', p);
  const { matrix, nFft } = spectrogramOf('spectralBandwidth', input, 1, options);
  const [bins, frames] = matrix.shape;
  const centers = centroids(matrix, sampleRate / nFft);
  const totals = new Float64Array(frames);
  const sums = new Float64Array(frames);
  for (let k = 0, i = 0; k < bins; k++) {
    const hz = (k * sampleRate) / nFft;
    for (let t = 0; t < frames; t++, i++) {
      const deviation = Math.abs(hz - centers[t]);
      totals[t] += matrix.data[i];
      sums[t] += matrix.data[i] * (p === 2 ? deviation * deviation : deviation ** p);
    }
  }
  const data = Float32Array.from(sums, (sum, t) => (norm && totals[t] > 0 ? sum / totals[t] : sum) ** (1 / p));
  return { data, shape: [1, frames] };
}
