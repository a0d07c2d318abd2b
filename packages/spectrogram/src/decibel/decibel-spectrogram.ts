import type { Matrix } from '../matrix.js';
import { requirePositive, requireSamples } from '../require-argument.js';
import { type FrameOptions, frameLayout } from '../stft/frame-layout.js';
import { spectra } from '../stft/spectrogram.js';
import { decibelsInKernel } from './decibel-arrays.js';
import { decibelLevels } from './decibel-levels.js';
import { type DecibelOptions, decibels, requireDecibelOptions } from './power-to-db.js';

export interface DecibelSpectrogramOptions extends FrameOptions, DecibelOptions {}

/**
 * Spectrogram in decibels, in one step: 10 log10(max(amin, |stft|^2) / max(amin, ref)), then clipped at topDb below its
 * maximum. The same as powerToDb(spectrogram(samples, { power: 2 })) to the bit, without the matrix between.
 *
 * @param samples Mono signal. An empty one has one frame.
 * @param options Frames and window (hopLength is 512 unless given), and decibels.
 * @returns (1 + nFft / 2, frames), in dB relative to ref.
 * @throws TypeError when samples are no Float32Array.
 * @throws RangeError for samples that are not finite or an option out of range.
 * @see librosa.amplitude_to_db(np.abs(librosa.stft(y)), ref=np.max), 0.11.0, with ref 'max'
 * @example
 * const decibels = decibelSpectrogram(samples, { ref: 'max' }); // from -80 to 0
 */
export function decibelSpectrogram(
  samples: Float32Array,
  { ref = 1, amin = 1e-10, topDb = 80, ...frameOptions }: DecibelSpectrogramOptions = {},
): Matrix {
  requireSamples('decibelSpectrogram', samples);
  requirePositive('decibelSpectrogram', 'amin', amin);
  requireDecibelOptions('decibelSpectrogram', ref, topDb);
  const layout = frameLayout('decibelSpectrogram', { hopLength: 512, ...frameOptions });
  let isDone = false;
  const matrix = spectra('decibelSpectrogram', samples, layout, true, ({ kernel, values, largest, scratch }) => {
    if (Number.isNaN(largest)) return;
    const levels = decibelLevels(largest, 10, ref, amin, topDb);
    decibelsInKernel(kernel, values.byteOffset, values.length, false, levels, scratch);
    isDone = true;
  });
  if (isDone) return matrix;
  return { data: decibels('decibelSpectrogram', matrix.data, 10, ref, amin, topDb), shape: matrix.shape };
}
