import type { Matrix } from '../matrix.js';
import { requireNotNegative, requirePositive, requireShape } from '../require-argument.js';
import { logOfFloat } from './log-of-float.js';

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

/** The smallest positive normal float32. */
const tiny = 2 ** -126;

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
): Float32Array<ArrayBuffer> {
  const max = largest(caller, values, factor === 20);
  const scale = factor / Math.LN10;
  const reference = scale * Math.log(Math.max(amin, ref === 'max' ? max : Math.abs(ref)));
  // In most recordings most values end at the floor; comparing before the logarithm saves it for them.
  const top = Math.max(amin, max);
  const lowest = Math.max(tiny, amin, topDb === null ? 0 : top * 10 ** (-topDb / factor));
  const floor =
    topDb === null ? scale * Math.log(amin) : Math.max(scale * Math.log(amin), scale * Math.log(top) - topDb);
  const floorResult = Math.fround(floor - reference);

  const result = new Float32Array(values.length);
  const bits = new Uint32Array(values.buffer, values.byteOffset, values.length);
  const signMask = factor === 20 ? 0x7fffffff : 0xffffffff;
  for (let i = 0; i < result.length; i++) {
    const value = factor === 20 ? Math.abs(values[i]) : values[i];
    result[i] = value > lowest ? scale * logOfFloat(bits[i] & signMask) - reference : floorResult;
  }
  return result;
}

function largest(caller: string, values: Float32Array, withoutSign: boolean): number {
  let max = 0;
  for (let i = 0; i < values.length; i++) {
    const value = withoutSign ? Math.abs(values[i]) : values[i];
    if (value > max) max = value;
    // Infinity and NaN alone have a difference from themselves other than 0.
    if (value - value !== 0) {
      throw new RangeError(`${caller}: matrix must be finite; received ${values[i]} at index ${i}`);
    }
  }
  return max;
}
