import type { Matrix } from '../../matrix.js';
import { requirePositive } from '../../require-argument.js';
import type { FrameOptions } from '../../stft/frame-layout.js';
import { spectrogramOf } from '../spectrogram-of.js';

export interface SpectralFlatnessOptions extends FrameOptions {
  /** Values below are taken as this one. @default 1e-10 */
  amin?: number;
  /** Exponent of the magnitudes. @default 2 */
  power?: number;
}

/**
 * Spectral flatness: the geometric mean of each frame's power over its arithmetic mean; near 1 for noise, near 0 for tones.
 *
 * @param input Mono signal, or a magnitude spectrogram (1 + nFft / 2, frames).
 * @returns (1, frames), from 0 to 1; 1 for a silent frame.
 * @throws TypeError when the input is neither samples nor a matrix.
 * @throws RangeError for values that are not finite or an option out of range.
 * @see librosa.feature.spectral_flatness, 0.11.0
 * @example
 * spectralFlatness(samples).shape; // [1, 1 + floor(samples.length / 512)]
 */
export function spectralFlatness(input: Float32Array | Matrix, options: SpectralFlatnessOptions = {}): Matrix {
  const { amin = 1e-10, power = 2 } = options;
  requirePositive('spectralFlatness', 'amin', amin);
  requirePositive('spectralFlatness', 'power', power);
  const { matrix } = spectrogramOf('spectralFlatness', input, 1, options);
  const [bins, frames] = matrix.shape;
  const logs = new Float64Array(frames);
  const sums = new Float64Array(frames);
  for (let k = 0, i = 0; k < bins; k++) {
    for (let t = 0; t < frames; t++, i++) {
      const value = Math.max(amin, power === 2 ? matrix.data[i] * matrix.data[i] : matrix.data[i] ** power);
      logs[t] += Math.log(value);
      sums[t] += value;
    }
  }
  return { data: Float32Array.from(logs, (log, t) => Math.exp(log / bins) / (sums[t] / bins)), shape: [1, frames] };
}
