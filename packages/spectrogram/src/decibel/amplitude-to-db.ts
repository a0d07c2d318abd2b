import type { Matrix } from '../matrix.js';
import { requirePositive, requireShape } from '../require-argument.js';
import { type DecibelOptions, decibels, requireDecibelOptions } from './power-to-db.js';

/**
 * Amplitude in decibels: 20 log10(max(amin, |x|) / max(amin, ref)), then clipped at topDb below its maximum.
 *
 * @param matrix Amplitudes, any shape.
 * @returns Same shape, in dB relative to ref.
 * @throws TypeError when the shape does not fit the data.
 * @throws RangeError when a value is not finite, amin is not positive or topDb is negative.
 * @see librosa.amplitude_to_db, 0.11.0
 * @example
 * amplitudeToDb({ data: Float32Array.of(1, 10), shape: [1, 2] }).data; // [0, 20]
 */
export function amplitudeToDb(matrix: Matrix, { ref = 1, amin = 1e-5, topDb = 80 }: DecibelOptions = {}): Matrix {
  requireShape('amplitudeToDb', 'matrix', matrix);
  requirePositive('amplitudeToDb', 'amin', amin);
  requireDecibelOptions('amplitudeToDb', ref, topDb);
  return { data: decibels('amplitudeToDb', matrix.data, 20, ref, amin, topDb), shape: [...matrix.shape] };
}
