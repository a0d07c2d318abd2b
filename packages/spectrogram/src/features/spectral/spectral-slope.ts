import type { Matrix } from '../../matrix.js';
import { requireNotNegative, requirePositive } from '../../require-argument.js';
import type { FrameOptions } from '../../stft/frame-layout.js';
import { spectrogramOf } from '../spectrogram-of.js';

export interface SpectralSlopeOptions extends FrameOptions {
  /** The lowest frequency that counts, Hz. @default 0 */
  fMin?: number;
  /** The highest frequency that counts, Hz. @default 500 */
  fMax?: number;
  /** Magnitudes below are taken as this one. @default 1e-5 */
  amin?: number;
}

/**
 * Spectral slope: of the straight line that fits the decibels 20 log10(S[f]) from fMin to fMax best, by least squares.
 * eGeMAPS has two of them: 0 to 500 Hz and 500 to 1500 Hz.
 *
 * @param input Mono signal, or a magnitude spectrogram (1 + nFft / 2, frames).
 * @param sampleRate Hz.
 * @returns (1, frames), dB per Hz; 0 for a silent frame.
 * @throws TypeError when the input is neither samples nor a matrix.
 * @throws RangeError for values that are not finite, an option out of range, or fewer than two frequencies from fMin to
 *   fMax.
 * @see F. Eyben et al., The Geneva minimalistic acoustic parameter set, IEEE TAC 7 (2016), spectral slope
 * @example
 * spectralSlope(samples, 48000, { fMin: 500, fMax: 1500 }).shape; // [1, 1 + floor(samples.length / 512)]
 */
export function spectralSlope(
  input: Float32Array | Matrix,
  sampleRate: number,
  options: SpectralSlopeOptions = {},
): Matrix {
  const { fMin = 0, fMax = 500, amin = 1e-5 } = options;
  requirePositive('spectralSlope', 'sampleRate', sampleRate);
  requireNotNegative('spectralSlope', 'fMin', fMin);
  requirePositive('spectralSlope', 'amin', amin);
  const { matrix, nFft } = spectrogramOf('spectralSlope', input, 1, options);
  const [bins, frames] = matrix.shape;
  const step = sampleRate / nFft;
  const first = Math.ceil(fMin / step);
  const last = Math.min(bins - 1, Math.floor(fMax / step));
  if (!(last > first)) {
    const expected = `at least two frequencies, ${step} Hz apart, above fMin = ${fMin}`;
    throw new RangeError(`spectralSlope: fMax must be ${expected}; received ${fMax}`);
  }
  const count = last - first + 1;
  const middle = (first + last) / 2;
  // Sum of (k - middle)^2 over whole numbers around their middle.
  const spread = (count * (count * count - 1)) / 12;
  const moments = new Float64Array(frames);
  for (let k = first; k <= last; k++) {
    for (let t = 0; t < frames; t++) {
      moments[t] += (k - middle) * 20 * Math.log10(Math.max(amin, matrix.data[k * frames + t]));
    }
  }
  return { data: Float32Array.from(moments, (moment) => moment / spread / step), shape: [1, frames] };
}
