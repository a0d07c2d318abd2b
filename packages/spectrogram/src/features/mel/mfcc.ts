import { powerToDb } from '../../decibel/power-to-db.js';
import type { Matrix } from '../../matrix.js';
import { requireInteger, requireMatrix, requireNotNegative, requireOneOf } from '../../require-argument.js';
import { applyFilters, filterRows } from '../apply-filters.js';
import { type DctType, dctBasis } from './dct-basis.js';
import { type MelSpectrogramOptions, melSpectrogram } from './mel-spectrogram.js';

export interface MfccOptions extends Omit<MelSpectrogramOptions, 'norm'> {
  /** Number of coefficients, the first being the mean level; never more than there are bands. @default 20 */
  nMfcc?: number;
  /** Type of the discrete cosine transform. @default 2 */
  dctType?: DctType;
  /** Orthonormal transform, or scipy's unscaled one. @default 'ortho' */
  norm?: 'ortho' | null;
  /** Coefficient n is multiplied by 1 + lifter / 2 sin(pi (n + 1) / lifter); 0 for none. @default 0 */
  lifter?: number;
  /** norm of the mel filter bank. @default 'slaney' */
  melNorm?: MelSpectrogramOptions['norm'];
}

/**
 * Mel-frequency cepstral coefficients: the discrete cosine transform, over the bands, of the mel spectrogram in dB.
 * The dB are relative to 1 and still clipped 80 dB below the loudest value of the whole recording.
 *
 * @param input Mono signal, or a mel spectrogram in dB (nMels, frames).
 * @param sampleRate Hz; not used where the input is a matrix.
 * @returns (nMfcc, frames), in dB times the transform's scale.
 * @throws TypeError when the input is neither samples nor a matrix.
 * @throws RangeError for values that are not finite or an option out of range.
 * @see librosa.feature.mfcc, 0.11.0
 * @example
 * mfcc(samples, 48000, { nMfcc: 40 }).shape; // [40, 1 + floor(samples.length / 512)]
 */
export function mfcc(input: Float32Array | Matrix, sampleRate: number, options: MfccOptions = {}): Matrix {
  const { nMfcc = 20, dctType = 2, norm = 'ortho', lifter = 0, melNorm = 'slaney', ...melOptions } = options;
  requireInteger('mfcc', 'nMfcc', nMfcc);
  requireOneOf('mfcc', 'dctType', dctType, [1, 2, 3]);
  requireOneOf('mfcc', 'norm', norm, ['ortho', null]);
  requireNotNegative('mfcc', 'lifter', lifter);
  const isMatrix = input && 'shape' in input;
  if (isMatrix) requireMatrix('mfcc', 'mel spectrogram', input);
  const decibels = isMatrix ? input : powerToDb(melSpectrogram(input, sampleRate, { ...melOptions, norm: melNorm }));

  return cepstrum(decibels, nMfcc, dctType, norm, lifter);
}

function cepstrum(decibels: Matrix, nMfcc: number, dctType: DctType, norm: 'ortho' | null, lifter: number): Matrix {
  const [bands, frames] = decibels.shape;
  if (dctType === 1 && bands < 2) {
    throw new RangeError(`mfcc: nMels must be at least 2 for dctType 1; received ${bands}`);
  }
  const basis = dctBasis(dctType, norm, bands, Math.min(nMfcc, bands));
  const result = applyFilters(filterRows(basis, bands), decibels);
  if (lifter > 0) {
    result.data = result.data.map((value, i) => {
      return value * (1 + (lifter / 2) * Math.sin((Math.PI * (Math.floor(i / frames) + 1)) / lifter));
    });
  }
  return result;
}
