import type { Matrix } from '../matrix.js';
import { requireInteger, requireMatrix, requireOneOf } from '../require-argument.js';

export interface DeltaOptions {
  /** Frames that each value is computed from, odd and at least 3. @default 9 */
  width?: number;
  /** Order of the derivative, and of the polynomial that is fitted. @default 1 */
  order?: number;
  /** At the ends: the polynomial of the nearest whole window, the nearest frame repeated, mirrored frames, or zeros. @default 'interp' */
  mode?: 'interp' | 'nearest' | 'mirror' | 'constant';
}

/**
 * Derivative of each row over time, by frame: a polynomial of degree `order` is fitted to `width` frames around each one
 * (Savitzky-Golay).
 *
 * @param matrix Any features, (rows, frames).
 * @returns (rows, frames), in units of the features per frame to the power of order.
 * @throws TypeError when the shape does not fit the data.
 * @throws RangeError when a value is not finite, width is not odd or not above order, or, with mode 'interp', there are
 * fewer frames than width.
 * @see librosa.feature.delta, 0.11.0
 * @example
 * delta({ data: Float32Array.of(0, 2, 4, 6), shape: [1, 4] }, { width: 3 }).data; // [2, 2, 2, 2]
 */
export function delta(matrix: Matrix, { width = 9, order = 1, mode = 'interp' }: DeltaOptions = {}): Matrix {
  requireMatrix('delta', 'matrix', matrix);
  requireInteger('delta', 'order', order);
  if (!(Number.isInteger(width) && width >= 3 && width % 2 === 1 && width > order)) {
    throw new RangeError(`delta: width must be an odd integer of at least 3 and above order; received ${width}`);
  }
  requireOneOf('delta', 'mode', mode, ['interp', 'nearest', 'mirror', 'constant']);
  const [rows, frames] = matrix.shape;
  if (mode === 'interp' && frames < width) {
    throw new RangeError(
      `delta: width must be at most the number of frames with mode 'interp'; received ${width} for ${frames} frames`,
    );
  }

  const weights = derivativeWeights(width, order);
  const half = (width - 1) / 2;
  const data = new Float32Array(rows * frames);
  for (let row = 0; row < rows; row++) {
    for (let t = 0; t < frames; t++) {
      // The highest derivative of a polynomial is the same everywhere, so 'interp' repeats the nearest whole window's.
      const center = mode === 'interp' ? Math.min(frames - 1 - half, Math.max(half, t)) : t;
      let sum = 0;
      for (let i = 0; i < width; i++) {
        const place = continuedIndex(center + i - half, frames, mode);
        if (place >= 0) sum += weights[i] * matrix.data[row * frames + place];
      }
      data[row * frames + t] = sum;
    }
  }
  return { data, shape: [rows, frames] };
}

function continuedIndex(index: number, length: number, mode: DeltaOptions['mode']): number {
  if (index >= 0 && index < length) return index;
  if (mode === 'constant') return -1;
  if (mode === 'nearest' || length === 1) return index < 0 ? 0 : length - 1;
  const period = 2 * (length - 1);
  const place = ((index % period) + period) % period;
  return place < length ? place : period - place;
}

// order! times the leading coefficient of the fitted polynomial, which is the projection onto the monic polynomial of
// that degree that is orthogonal to all lower ones.
function derivativeWeights(width: number, order: number): number[] {
  const xs = Array.from({ length: width }, (_, i) => i - (width - 1) / 2);
  const basis: number[][] = [];
  for (let degree = 0; degree <= order; degree++) {
    let values = xs.map((x) => x ** degree);
    for (const lower of basis) {
      const share = dot(values, lower) / dot(lower, lower);
      values = values.map((value, i) => value - share * lower[i]);
    }
    basis.push(values);
  }
  const highest = basis[order];
  const factorial = xs.reduce((product, _, i) => (i >= 1 && i <= order ? product * i : product), 1);
  return highest.map((value) => (factorial * value) / dot(highest, highest));
}

function dot(a: number[], b: number[]): number {
  return a.reduce((sum, value, i) => sum + value * b[i], 0);
}
