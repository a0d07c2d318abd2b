import { type CqtOptions, cqt, lowestC } from '../../constant-q/cqt.js';
import type { Matrix } from '../../matrix.js';
import { requireInteger, requireOneOf, requirePositive, requireSpectrogram } from '../../require-argument.js';
import type { ComplexMatrix } from '../../stft/stft.js';
import { applyFilters, filterRows } from '../apply-filters.js';
import { normalizeColumns } from '../normalize-columns.js';
import { estimateTuning } from './estimate-tuning.js';

export interface ChromaCqtOptions extends Pick<CqtOptions, 'hopLength' | 'fMin'> {
  /** Deviation from A = 440 Hz in steps of binsPerOctave to the octave. @default estimated from the samples */
  tuning?: number;
  /** What each frame is divided by: its largest value (Infinity), its sum (1), its Euclidean norm (2), or nothing (null). @default Infinity */
  norm?: 1 | 2 | typeof Number.POSITIVE_INFINITY | null;
  /** Pitch classes per octave. @default 12 */
  nChroma?: number;
  /** Octaves from fMin on. @default 7 */
  nOctaves?: number;
  /** Frequencies per octave, a multiple of nChroma. @default 36 */
  binsPerOctave?: number;
}

/**
 * Chromagram of the constant-Q transform: the magnitudes of each pitch class over all octaves, C first; each frame is divided
 * by its maximum. What librosa's tonnetz takes of a signal is `tonnetz(chromaCqt(samples, sampleRate))` here.
 *
 * @param input Mono signal, or magnitudes of a constant-Q transform (frequencies, frames).
 * @param sampleRate Hz.
 * @returns (nChroma, frames), from 0 to 1 with the default norm; a silent frame is all zero, but one of noise 120 dB below
 * its neighbours is scaled up as any other.
 * @throws TypeError when the input is neither samples nor a matrix.
 * @throws RangeError for values that are not finite, an option out of range, or octaves that reach beyond sampleRate / 2.
 * @see librosa.feature.chroma_cqt, 0.11.0
 * @example
 * chromaCqt(samples, 48000, { tuning: 0 }).shape; // [12, 1 + floor(samples.length / 512)]
 */
export function chromaCqt(input: Float32Array | Matrix, sampleRate: number, options: ChromaCqtOptions = {}): Matrix {
  const { fMin = lowestC, norm = Number.POSITIVE_INFINITY, nChroma = 12, nOctaves = 7, binsPerOctave = 36 } = options;
  requirePositive('chromaCqt', 'sampleRate', sampleRate);
  requirePositive('chromaCqt', 'fMin', fMin);
  requireOneOf('chromaCqt', 'norm', norm, [1, 2, Number.POSITIVE_INFINITY, null]);
  requireInteger('chromaCqt', 'nChroma', nChroma);
  requireInteger('chromaCqt', 'nOctaves', nOctaves);
  requireInteger('chromaCqt', 'binsPerOctave', binsPerOctave);
  if (binsPerOctave % nChroma !== 0) {
    throw new RangeError(
      `chromaCqt: binsPerOctave must be a multiple of nChroma = ${nChroma}; received ${binsPerOctave}`,
    );
  }
  let matrix: Matrix;
  if (input && 'shape' in input) {
    requireSpectrogram('chromaCqt', 'spectrogram', input);
    matrix = input;
  } else {
    const { hopLength, tuning = estimateTuning(input, sampleRate, { binsPerOctave }) } = options;
    const nBins = nOctaves * binsPerOctave;
    matrix = magnitudes(cqt(input, sampleRate, { hopLength, fMin, nBins, binsPerOctave, tuning }));
  }
  const bins = matrix.shape[0];
  const filters = new Float64Array(nChroma * bins);
  for (let k = 0; k < bins; k++) filters[pitchClass(k, fMin, binsPerOctave, nChroma) * bins + k] = 1;
  const chroma = applyFilters(filterRows(filters, bins), matrix);
  return norm === null ? chroma : normalizeColumns(chroma, norm);
}

function magnitudes({ real, imaginary, shape }: ComplexMatrix): Matrix {
  return { data: real.map((value, i) => Math.hypot(value, imaginary[i])), shape };
}

// The class of the frequency fMin 2^(k / binsPerOctave), each class being as many neighbours around its own pitch.
function pitchClass(k: number, fMin: number, binsPerOctave: number, nChroma: number): number {
  const perClass = binsPerOctave / nChroma;
  const octaves = Math.log2(fMin / lowestC);
  const first = Math.round(nChroma * (octaves - Math.floor(octaves)));
  return (Math.floor((k + Math.floor(perClass / 2)) / perClass) + first) % nChroma;
}
