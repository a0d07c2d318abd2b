import { requireInteger, requirePositive, requireSamples } from '../require-argument.js';
import { besselI0 } from './bessel-i0.js';
import { filterPhases } from './filter-phases.js';
import { filterTable, interpolatePhases } from './interpolate-phases.js';

export interface ResampleOptions {
  /** Zero crossings of the filter on each side: more is sharper and slower. @default 96 */
  zeros?: number;
  /** Shape of the Kaiser window: more is quieter beyond the edge, and wider. @default 12 */
  beta?: number;
}

/**
 * Filters between two zero crossings of the sinc in a table, where a ratio has more phases than that. What lies between
 * two of them is interpolated: 0.8e-6 of full scale at most (pi^2 / (12 * 1024^2), at the band's edge), -122 dB.
 */
const tablePhases = 1024;

/** The longest result, 4 GiB, and the longest filter: what two rates may cost. */
const mostSamples = 2 ** 30;
const mostTaps = 2 ** 24;

/** Bounds on the filters that stay in memory, 8 MB: pairs of rates, and weights of each. */
const mostKept = 4;
const mostKeptWeights = 2 ** 18;

/**
 * The signal at another sample rate, by a sinc filter under a Kaiser window, evaluated at each output sample's place.
 * The filter's stopband begins at the lower of the two half sample rates; with the defaults it passes 91 % of that band,
 * as soxr's high quality does, and what lies outside is 120 dB down. Rates with little in common, such as 44,101 and
 * 16,000 Hz, have a table of filters that is interpolated, so that none costs much more than the most of its kind.
 *
 * @param samples Mono signal.
 * @param fromRate Sample rate of the samples, a whole number of Hz.
 * @param toRate Sample rate of the result, a whole number of Hz.
 * @returns ceil(samples.length * toRate / fromRate) samples.
 * @throws TypeError when samples are no Float32Array.
 * @throws RangeError for samples that are not finite, a rate that is not a positive integer, an option out of range, or
 * rates so far apart that the result or the filter would be beyond all bounds (2^30 samples, 2^24 weights).
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
  const length = Math.ceil((samples.length * up) / down);
  // The transition is as wide as the window's main lobe; its upper end is put on the lower half sample rate.
  const halfLobe = Math.sqrt(1 + (beta / Math.PI) ** 2) / zeros;
  const cutoff = Math.min(1, up / down) / (1 + halfLobe);
  const reach = Math.ceil(zeros / cutoff);
  const taps = 4 * Math.ceil(reach / 2);
  // Beyond 2^53 the place of an output would be rounded.
  const isExact = Math.max(up, down) < 2 ** 32 && length * down < 2 ** 53;
  if (!(isExact && length <= mostSamples && taps <= mostTaps)) {
    throw new RangeError(
      `resample: toRate must be such that the result has at most ${mostSamples} samples, each from at most ${mostTaps}; ` +
        `received ${toRate} for ${samples.length} samples at ${fromRate} Hz`,
    );
  }

  const weight = sincWeight(cutoff, zeros, beta);
  const before = reach - 1;
  const rows = Math.ceil(tablePhases * cutoff);
  const filters = keptFilters(`${up} ${down} ${zeros} ${beta}`, Math.min(up, rows) * taps);
  if (up > rows) {
    filters[0] ??= filterTable({ taps, before, rows }, weight);
    return interpolatePhases(samples, { up, down, taps, before, rows, table: filters[0] }, length);
  }
  const filterOf = (phase: number): Float64Array => {
    filters[phase] ??= Float64Array.from({ length: taps }, (_, n) => weight(n - before - phase / up));
    return filters[phase];
  };
  return filterPhases(samples, { up, down, taps, before, filterOf }, length);
}

const kept = new Map<string, Float64Array[]>();

/**
 * The filters of two rates that are there already, to be added to: making them takes as long as filtering seconds of sound.
 *
 * @param key All that they depend on.
 * @param weights How many there can be.
 */
function keptFilters(key: string, weights: number): Float64Array[] {
  const known = kept.get(key);
  if (known) return known;
  const filters: Float64Array[] = [];
  if (weights > mostKeptWeights) return filters;
  if (kept.size >= mostKept) kept.clear();
  kept.set(key, filters);
  return filters;
}

/** The filter's weight of a sample that lies so many samples from an output's place. */
function sincWeight(cutoff: number, zeros: number, beta: number): (distance: number) => number {
  const scale = cutoff / besselI0(beta);
  return (distance) => {
    const time = distance * cutoff;
    const inside = 1 - (time / zeros) ** 2;
    if (inside < 0) return 0;
    const sinc = time === 0 ? 1 : Math.sin(Math.PI * time) / (Math.PI * time);
    return scale * sinc * besselI0(beta * Math.sqrt(inside));
  };
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
