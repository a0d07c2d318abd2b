import type { Matrix } from '../../matrix.js';
import { requirePositive, requireShare } from '../../require-argument.js';
import type { FrameOptions } from '../../stft/frame-layout.js';
import { spectrogramOf } from '../spectrogram-of.js';

export interface SpectralRolloffOptions extends FrameOptions {
  /** Share of the frame's sum, between 0 and 1. @default 0.85 */
  rollPercent?: number;
}

/**
 * Spectral roll-off: the lowest frequency up to which a share of each frame's magnitudes lies.
 *
 * @param input Mono signal, or a magnitude spectrogram (1 + nFft / 2, frames).
 * @param sampleRate Hz.
 * @returns (1, frames) in Hz, multiples of sampleRate / nFft; 0 for a silent frame.
 * @throws TypeError when the input is neither samples nor a matrix.
 * @throws RangeError for values that are not finite or an option out of range.
 * @see librosa.feature.spectral_rolloff, 0.11.0
 * @example
 * spectralRolloff(samples, 48000, { rollPercent: 0.95 }).shape; // [1, 1 + floor(samples.length / 512)]
 */
export function spectralRolloff(
  input: Float32Array | Matrix,
  sampleRate: number,
  options: SpectralRolloffOptions = {},
): Matrix {
  const { rollPercent = 0.85 } = options;
  requirePositive('spectralRolloff', 'sampleRate', sampleRate);
  requireShare('spectralRolloff', 'rollPercent', rollPercent);
  const { matrix, nFft } = spectrogramOf('spectralRolloff', input, 1, options);
  const [bins, frames] = matrix.shape;
  const thresholds = new Float64Array(frames);
  for (let k = 0, i = 0; k < bins; k++) {
    for (let t = 0; t < frames; t++, i++) thresholds[t] += rollPercent * matrix.data[i];
  }
  const sums = new Float64Array(frames);
  const data = new Float32Array(frames).fill(Number.NaN);
  for (let k = 0, i = 0; k < bins; k++) {
    for (let t = 0; t < frames; t++, i++) {
      sums[t] += matrix.data[i];
      if (Number.isNaN(data[t]) && sums[t] >= thresholds[t]) data[t] = (k * sampleRate) / nFft;
    }
  }
  return { data, shape: [1, frames] };
}
