import { type MelFilterBankOptions, melBands } from '../../filters/mel-filter-bank.js';
import type { Matrix } from '../../matrix.js';
import { requirePositive } from '../../require-argument.js';
import type { FrameOptions } from '../../stft/frame-layout.js';
import { applyFilters } from '../apply-filters.js';
import { spectrogramOf } from '../spectrogram-of.js';

export interface MelSpectrogramOptions extends FrameOptions, MelFilterBankOptions {
  /** Exponent of the magnitude spectrogram, where samples are given. @default 2 */
  power?: number;
}

/**
 * Mel spectrogram: the mel filter bank times the power spectrogram.
 *
 * @param input Mono signal, or a spectrogram (1 + nFft / 2, frames) that is used as it is.
 * @param sampleRate Hz.
 * @param options Frames (hopLength 512 unless given), filter bank and power.
 * @returns (nMels, frames), in units of the spectrogram per Hz (with norm 'slaney').
 * @throws TypeError when the input is neither samples nor a matrix.
 * @throws RangeError for values that are not finite or an option out of range.
 * @see librosa.feature.melspectrogram, 0.11.0
 * @example
 * melSpectrogram(samples, 48000, { nMels: 128 }).shape; // [128, 1 + floor(samples.length / 512)]
 */
export function melSpectrogram(
  input: Float32Array | Matrix,
  sampleRate: number,
  options: MelSpectrogramOptions = {},
): Matrix {
  const { power = 2 } = options;
  requirePositive('melSpectrogram', 'power', power);
  requirePositive('melSpectrogram', 'sampleRate', sampleRate);
  const { matrix, nFft } = spectrogramOf('melSpectrogram', input, power, options);
  const bands = melBands('melSpectrogram', sampleRate, { ...options, nFft });
  return applyFilters(bands, matrix);
}
