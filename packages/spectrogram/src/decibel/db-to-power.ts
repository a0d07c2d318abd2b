import type { Matrix } from '../matrix.js';
import { requireMatrix, requirePositive } from '../require-argument.js';

export interface DbToPowerOptions {
  /** The power that is 0 dB. @default 1 */
  ref?: number;
}

/**
 * Power from decibels: ref 10^(x / 10).
 *
 * @param matrix Decibels, any shape.
 * @returns Same shape, power in units of ref.
 * @throws TypeError when the shape does not fit the data.
 * @throws RangeError when a value is not finite or ref is not positive.
 * @see librosa.db_to_power, 0.11.0
 * @example
 * dbToPower({ data: Float32Array.of(0, 20), shape: [1, 2] }).data; // [1, 100]
 */
export function dbToPower(matrix: Matrix, { ref = 1 }: DbToPowerOptions = {}): Matrix {
  requireMatrix('dbToPower', 'matrix', matrix);
  requirePositive('dbToPower', 'ref', ref);
  return { data: matrix.data.map((decibel) => ref * 10 ** (decibel / 10)), shape: [...matrix.shape] };
}
