import type { Matrix } from '../matrix.js';
import { requireNotNegative, requirePositive, requireShape } from '../require-argument.js';
import { decibelsOf, largest } from './decibel-arrays.js';
import { decibelLevels } from './decibel-levels.js';

export interface DecibelOptions {
  /** The value that is 0 dB: a number, whose sign is ignored, or the largest value of the whole matrix. @default 1 */
  ref?: number | 'max';
  /** Values below are taken as this one. @default 1e-10 for power, 1e-5 for amplitude */
  amin?: number;
  /** Nothing lies more than this many dB below the largest value of the whole matrix; null for no limit. @default 80 */
  topDb?: number | null;
}

/**
 * Power in decibels: 10 log10(max(amin, x) / max(amin, ref)), then clipped at topDb below its maximum.
 *
 * @param matrix Power, any shape.
 * @returns Same shape, in dB relative to ref.
 * @throws TypeError when the shape does not fit the data.
 * @throws RangeError when a value is not finite, amin is not positive or topDb is negative.
 * @see librosa.power_to_db, 0.11.0 (where a NaN turns the whole result to NaN, and an empty array fails)
 * @example
 * powerToDb({ data: Float32Array.of(1, 100), shape: [1, 2] }).data; // [0, 20]
 */
export function powerToDb(matrix: Matrix, { ref = 1, amin = 1e-10, topDb = 80 }: DecibelOptions = {}): Matrix {
  requireShape('powerToDb', 'matrix', matrix);
  requirePositive('powerToDb', 'amin', amin);
  requireDecibelOptions('powerToDb', ref, topDb);
  return { data: decibels('powerToDb', matrix.data, 10, ref, amin, topDb), shape: [...matrix.shape] };
}

/** The guards that powerToDb and amplitudeToDb share. */
export function requireDecibelOptions(caller: string, ref: number | 'max', topDb: number | null): void {
  if (ref !== 'max' && !Number.isFinite(ref)) {
    throw new RangeError(`${caller}: ref must be a finite number or 'max'; received ${ref}`);
  }
  if (topDb !== null) requireNotNegative(caller, 'topDb', topDb);
}

/**
 * factor * log10(max(amin, |x|) / max(amin, ref)), clipped: factor 10 for power, which has no sign, 20 for amplitude.
 *
 * @throws RangeError when a value is not finite.
 */
export function decibels(
  caller: string,
  values: Float32Array,
  factor: 10 | 20,
  ref: number | 'max',
  amin: number,
  topDb: number | null,
): Float32Array {
  const withoutSign = factor === 20;
  const max = largest(caller, values, withoutSign);
  return decibelsOf(values, withoutSign, decibelLevels(max, factor, ref, amin, topDb));
}
