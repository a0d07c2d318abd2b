import type { Matrix } from '../matrix.js';
import { requireInteger, requireOneOf, requirePositive } from '../require-argument.js';

export interface ChromaFilterBankOptions {
  /** Samples per transform, at least 2. @default 2048 */
  nFft?: number;
  /** Pitch classes per octave. @default 12 */
  nChroma?: number;
  /** Deviation from A = 440 Hz, in pitch classes. @default 0 */
  tuning?: number;
  /** Centre of the octave weighting, in octaves above A0 = 27.5 Hz. @default 5 */
  octaveCenter?: number;
  /** Width of the octave weighting's Gaussian, in octaves; null for no weighting. @default 2 */
  octaveWidth?: number | null;
  /** Norm that each frequency's column of weights is given before the octave weighting; null for none. @default 2 */
  norm?: 1 | 2 | typeof Number.POSITIVE_INFINITY | null;
  /** Row 0 is C; otherwise A. @default true */
  baseC?: boolean;
}

/**
 * Chroma filter bank: how much each frequency counts for each pitch class. Each weight is a Gaussian of the distance, in
 * pitch classes, between the frequency and the class, as wide as two neighbouring frequencies are apart but at least
 * one class.
 *
 * @param sampleRate Hz.
 * @returns (nChroma, 1 + nFft / 2) weights.
 * @throws RangeError for a value out of range.
 * @see librosa.filters.chroma, 0.11.0
 * @example
 * chromaFilterBank(48000, { nFft: 2048 }).shape; // [12, 1025]
 */
export function chromaFilterBank(
  sampleRate: number,
  {
    nFft = 2048,
    nChroma = 12,
    tuning = 0,
    octaveCenter = 5,
    octaveWidth = 2,
    norm = 2,
    baseC = true,
  }: ChromaFilterBankOptions = {},
): Matrix {
  requirePositive('chromaFilterBank', 'sampleRate', sampleRate);
  requireInteger('chromaFilterBank', 'nFft', nFft, 2);
  requireInteger('chromaFilterBank', 'nChroma', nChroma);
  if (!Number.isFinite(tuning)) {
    throw new RangeError(`chromaFilterBank: tuning must be a finite number; received ${tuning}`);
  }
  if (!Number.isFinite(octaveCenter)) {
    throw new RangeError(`chromaFilterBank: octaveCenter must be a finite number; received ${octaveCenter}`);
  }
  if (octaveWidth !== null) requirePositive('chromaFilterBank', 'octaveWidth', octaveWidth);
  requireOneOf('chromaFilterBank', 'norm', norm, [1, 2, Number.POSITIVE_INFINITY, null]);

  const a0 = (440 * 2 ** (tuning / nChroma)) / 16;
  const place = (bin: number): number => nChroma * Math.log2((bin * sampleRate) / nFft / a0);
  const bins = Math.floor(nFft / 2) + 1;
  const half = roundHalfToEven(nChroma / 2);
  const shift = baseC ? 3 * Math.floor(nChroma / 12) : 0;
  const data = new Float32Array(nChroma * bins);
  const column = new Float64Array(nChroma);
  for (let bin = 0; bin < bins; bin++) {
    // 0 Hz has no pitch: it is put 1.5 octaves below the first frequency, which makes its Gaussian wide.
    const center = bin === 0 ? place(1) - 1.5 * nChroma : place(bin);
    const width = bin === nFft - 1 ? 1 : Math.max(1, place(bin + 1) - center);
    const first = modulo(center + half + 10 * nChroma, nChroma) - half; // the distance to class 0
    for (let c = 0; c < nChroma; c++) {
      const distance = first - c < -half ? first - c + nChroma : first - c;
      column[c] = Math.exp((-2 * distance * distance) / (width * width));
    }
    const octave = center / nChroma;
    const weighting = octaveWidth === null ? 1 : Math.exp(-0.5 * ((octave - octaveCenter) / octaveWidth) ** 2);
    const scale = weighting / columnNorm(column, norm);
    for (let c = 0; c < nChroma; c++) {
      data[modulo(c - shift, nChroma) * bins + bin] = column[c] * scale;
    }
  }
  return { data, shape: [nChroma, bins] };
}

function columnNorm(column: Float64Array, norm: number | null): number {
  if (norm === null) return 1;
  if (norm === Number.POSITIVE_INFINITY) return column.reduce((max, value) => Math.max(max, value), 0);
  if (norm === 1) return column.reduce((sum, value) => sum + value, 0);
  return Math.sqrt(column.reduce((sum, value) => sum + value * value, 0));
}

// The remainder with the sign of the divisor.
function modulo(value: number, divisor: number): number {
  return ((value % divisor) + divisor) % divisor;
}

function roundHalfToEven(value: number): number {
  const rounded = Math.round(value);
  return rounded - value === 0.5 && rounded % 2 !== 0 ? rounded - 1 : rounded;
}
