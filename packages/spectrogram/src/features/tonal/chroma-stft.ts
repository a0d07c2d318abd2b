import { type ChromaFilterBankOptions, chromaFilterBank } from '../../filters/chroma-filter-bank.js';
import type { Matrix } from '../../matrix.js';
import { requireOneOf, requirePositive } from '../../require-argument.js';
import type { FrameOptions } from '../../stft/frame-layout.js';
import { applyFilters, filterRows } from '../apply-filters.js';
import { normalizeColumns } from '../normalize-columns.js';
import { spectrogramOf } from '../spectrogram-of.js';
import { estimateTuning } from './estimate-tuning.js';

export interface ChromaStftOptions extends FrameOptions, Omit<ChromaFilterBankOptions, 'norm'> {
  /** Deviation from A = 440 Hz in pitch classes. @default estimated from the same spectrogram */
  tuning?: number;
  /** What each frame is divided by: its largest value (Infinity), its sum (1), its Euclidean norm (2), or nothing (null). @default Infinity */
  norm?: 1 | 2 | typeof Number.POSITIVE_INFINITY | null;
}

/**
 * Chromagram: the energy of each pitch class over time, C first; each frame is divided by its maximum.
 * From samples it works on the power spectrogram; tutorials often pass the magnitude spectrogram instead, which is
 * `chromaStft(spectrogram(samples), sampleRate)` here.
 *
 * @param input Mono signal, or a spectrogram (1 + nFft / 2, frames) of any power.
 * @param sampleRate Hz.
 * @returns (nChroma, frames), from 0 to 1 with the default norm; a silent frame is all zero.
 * @throws TypeError when the input is neither samples nor a matrix.
 * @throws RangeError for values that are not finite or an option out of range.
 * @see librosa.feature.chroma_stft, 0.11.0
 * @example
 * chromaStft(samples, 48000, { tuning: 0 }).shape; // [12, 1 + floor(samples.length / 512)]
 */
export function chromaStft(input: Float32Array | Matrix, sampleRate: number, options: ChromaStftOptions = {}): Matrix {
  const { norm = Number.POSITIVE_INFINITY, nChroma = 12 } = options;
  requirePositive('chromaStft', 'sampleRate', sampleRate);
  requireOneOf('chromaStft', 'norm', norm, [1, 2, Number.POSITIVE_INFINITY, null]);
  const { matrix, nFft } = spectrogramOf('chromaStft', input, 2, options);
  const tuning = options.tuning ?? estimateTuning(matrix, sampleRate, { nFft, binsPerOctave: nChroma });
  const filters = chromaFilterBank(sampleRate, { ...options, norm: 2, nFft, nChroma, tuning });
  const chroma = applyFilters(filterRows(filters.data, filters.shape[1]), matrix);
  return norm === null ? chroma : normalizeColumns(chroma, norm);
}
