import type { Matrix } from '../matrix.js';
import { requireInteger, requireNotNegative, requireOneOf, requirePositive } from '../require-argument.js';
import { hzToMel } from './hz-to-mel.js';
import { melToHz } from './mel-to-hz.js';

export interface MelFilterBankOptions {
  /** Samples per transform. @default 2048 */
  nFft?: number;
  /** Number of bands. @default 128 */
  nMels?: number;
  /** Lower edge of the lowest band in Hz. @default 0 */
  fMin?: number;
  /** Upper edge of the highest band in Hz. @default sampleRate / 2 */
  fMax?: number;
  /** HTK's mel scale instead of Slaney's. @default false */
  htk?: boolean;
  /** 'slaney' divides each band by half its width in Hz; 1, 2 and Infinity give each band that norm 1; null does neither. @default 'slaney' */
  norm?: 'slaney' | 1 | 2 | typeof Number.POSITIVE_INFINITY | null;
}

/** The part of a filter that is not zero: the first frequency, and the weights of the frequencies from there on. */
export interface MelBand {
  start: number;
  weights: Float32Array;
}

/**
 * Mel filter bank: nMels triangles whose corners are equally spaced on the mel scale from fMin to fMax, each reaching from
 * its neighbour's centre to the other's.
 *
 * @param sampleRate Hz.
 * @returns (nMels, 1 + nFft / 2) weights. A band narrower than the distance of two frequencies may be all zero.
 * @throws RangeError for a value out of range.
 * @see librosa.filters.mel, 0.11.0
 * @example
 * melFilterBank(48000, { nFft: 2048, nMels: 128 }).shape; // [128, 1025]
 */
export function melFilterBank(sampleRate: number, options: MelFilterBankOptions = {}): Matrix {
  const { nFft = 2048 } = options;
  const bands = melBands('melFilterBank', sampleRate, options);
  const bins = Math.floor(nFft / 2) + 1;
  const data = new Float32Array(bands.length * bins);
  bands.forEach(({ start, weights }, band) => {
    data.set(weights, band * bins + start);
  });
  return { data, shape: [bands.length, bins] };
}

/** The filter bank's bands without their zeros. */
export function melBands(
  caller: string,
  sampleRate: number,
  { nFft = 2048, nMels = 128, fMin = 0, fMax = sampleRate / 2, htk = false, norm = 'slaney' }: MelFilterBankOptions,
): MelBand[] {
  requirePositive(caller, 'sampleRate', sampleRate);
  requireInteger(caller, 'nFft', nFft);
  requireInteger(caller, 'nMels', nMels);
  requireNotNegative(caller, 'fMin', fMin);
  requirePositive(caller, 'fMax', fMax);
  if (!(fMin < fMax)) throw new RangeError(`${caller}: fMax must be above fMin = ${fMin}; received ${fMax}`);
  requireOneOf(caller, 'norm', norm, ['slaney', 1, 2, Number.POSITIVE_INFINITY, null]);

  const low = hzToMel(fMin, { htk });
  const high = hzToMel(fMax, { htk });
  const corners = Array.from({ length: nMels + 2 }, (_, i) => melToHz(low + (i * (high - low)) / (nMels + 1), { htk }));
  // Rounding on the way to mel and back must not let the last band reach beyond fMax.
  corners[nMels + 1] = fMax;
  const bins = Math.floor(nFft / 2) + 1;
  const hzPerBin = sampleRate / nFft;
  return Array.from({ length: nMels }, (_, band) => {
    const [left, centre, right] = corners.slice(band, band + 3);
    const start = Math.min(bins, Math.floor(left / hzPerBin) + 1);
    const end = Math.max(start, Math.min(bins, Math.ceil(right / hzPerBin)));
    const weights = new Float32Array(end - start);
    for (let k = start; k < end; k++) {
      const hz = k * hzPerBin;
      weights[k - start] = Math.max(0, Math.min((hz - left) / (centre - left), (right - hz) / (right - centre)));
    }
    const scale = norm === 'slaney' ? 2 / (right - left) : 1 / bandNorm(weights, norm);
    return { start, weights: weights.map((weight) => weight * scale) };
  });
}

// A band of zeros is left as it is.
function bandNorm(weights: Float32Array, norm: number | null): number {
  if (norm === null) return 1;
  const length =
    norm === Number.POSITIVE_INFINITY
      ? weights.reduce((max, weight) => Math.max(max, weight), 0)
      : weights.reduce((sum, weight) => sum + weight ** norm, 0) ** (1 / norm);
  return length || 1;
}
