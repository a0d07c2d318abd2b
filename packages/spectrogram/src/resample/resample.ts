import { requireInteger, requirePositive, requireSamples } from '../require-argument.js';
import { besselI0 } from './bessel-i0.js';
import { filterPhases } from './filter-phases.js';

export interface ResampleOptions {
  /** Zero crossings of the filter on each side: more is sharper and slower. @default 96 */
  zeros?: number;
  /** Shape of the Kaiser window: more is quieter beyond the edge, and wider. @default 12 */
  beta?: number;
}

/** Filters that are kept, for ratios with few phases; other ratios compute each filter where it is used. */
const keptPhases = 4096;

/**
 * The signal at another sample rate, by a sinc filter under a Kaiser window, evaluated at each output sample's place.
 * The filter's stopband begins at the lower of the two half sample rates; with the defaults it passes 91 % of that band,
 * as soxr's high quality does, and what lies outside is 120 dB down.
 *
 * @param samples Mono signal.
 * @param fromRate Sample rate of the samples, a whole number of Hz.
 * @param toRate Sample rate of the result, a whole number of Hz.
 * @returns ceil(samples.length * toRate / fromRate) samples.
 * @throws TypeError when samples are no Float32Array.
 * @throws RangeError for samples that are not finite, a rate that is not a positive integer, or an option out of range.
 * @see librosa.resample, 0.11.0, for the length
 * @example
 * resample(new Float32Array(48000), 48000, 22050).length; // 22050
 */
export function resample(
  samples: Float32Array,
  fromRate: number,
  toRate: number,
  { zeros = 96, beta = 12 }: ResampleOptions = {},
): Float32Array<ArrayBuffer> {
  requireSamples('resample', samples);
  requireInteger('resample', 'fromRate', fromRate);
  requireInteger('resample', 'toRate', toRate);
  requireInteger('resample', 'zeros', zeros);
  requirePositive('resample', 'beta', beta);
  if (fromRate === toRate) return Float32Array.from(samples);

  const divisor = greatestCommonDivisor(fromRate, toRate);
  const up = toRate / divisor;
  const down = fromRate / divisor;
  // The transition is as wide as the window's main lobe; its upper end is put on the lower half sample rate.
  const halfLobe = Math.sqrt(1 + (beta / Math.PI) ** 2) / zeros;
  const cutoff = Math.min(1, up / down) / (1 + halfLobe);
  const reach = Math.ceil(zeros / cutoff);

  const taps = 4 * Math.ceil(reach / 2);
  const filters: Float64Array[] = [];
  const filterOf = (phase: number): Float64Array => {
    const filter = filters[phase] ?? phaseFilter(phase / up, cutoff, reach, taps, zeros, beta);
    if (up <= keptPhases) filters[phase] = filter;
    return filter;
  };
  const length = Math.ceil((samples.length * up) / down);
  return filterPhases(samples, { up, down, taps, before: reach - 1, filterOf }, length);
}

// Weights of the input samples from place - reach + 1 to place + reach, and zeros up to the number of taps.
function phaseFilter(
  fraction: number,
  cutoff: number,
  reach: number,
  taps: number,
  zeros: number,
  beta: number,
): Float64Array {
  const scale = cutoff / besselI0(beta);
  return Float64Array.from({ length: taps }, (_, n) => {
    const time = (n - reach + 1 - fraction) * cutoff;
    const inside = 1 - (time / zeros) ** 2;
    if (inside < 0) return 0;
    const sinc = time === 0 ? 1 : Math.sin(Math.PI * time) / (Math.PI * time);
    return scale * sinc * besselI0(beta * Math.sqrt(inside));
  });
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
