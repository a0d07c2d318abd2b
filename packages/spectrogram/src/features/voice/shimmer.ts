import { requireInteger, requirePositive, requireSamples } from '../../require-argument.js';
import { relativeDifference } from './jitter.js';
import { requireF0 } from './voiced-share.js';

export interface ShimmerOptions {
  /** Samples from one frame of f0 to the next. @default 512, that of `yin` and `pyin` with frames of 2048 */
  hopLength?: number;
  /** The sample on which the first frame of f0 is centred: frameLength / 2 where center is false. @default 0 */
  firstCenter?: number;
  /** Neighbouring amplitudes whose ratio is larger are not compared. @default 1.6 */
  maxAmplitudeFactor?: number;
}

/**
 * Local shimmer: voiced stretches are walked through period by period, each of the length that f0 has there, and of the
 * amplitudes of neighbouring periods (largest sample minus smallest) the mean distance is taken, over their mean.
 *
 * It is Praat's definition with period lengths from frames instead of single pulses.
 *
 * @param samples Mono signal.
 * @param sampleRate Hz.
 * @param f0 Hz per frame, with NaN or 0 where there is no voice, as `pyin` gives it.
 * @returns A share, 0.05 being five percent; NaN where no two neighbours can be compared.
 * @throws TypeError when samples are no Float32Array.
 * @throws RangeError for samples that are not finite, a frequency that is infinite, below 0 or above sampleRate / 2, or
 *   an option out of range.
 * @see Praat, Sound & PointProcess: Get shimmer (local); eGeMAPS, shimmerLocal
 * @example
 * shimmer(samples, 48000, pyin(samples, 48000, { fMin: 65, fMax: 600 }).f0);
 */
export function shimmer(
  samples: Float32Array,
  sampleRate: number,
  f0: ArrayLike<number>,
  { hopLength = 512, firstCenter = 0, maxAmplitudeFactor = 1.6 }: ShimmerOptions = {},
): number {
  requireSamples('shimmer', samples);
  requirePositive('shimmer', 'sampleRate', sampleRate);
  requireF0('shimmer', f0);
  requireInteger('shimmer', 'hopLength', hopLength);
  requireInteger('shimmer', 'firstCenter', firstCenter, 0);
  if (!(maxAmplitudeFactor > 1)) {
    throw new RangeError(`shimmer: maxAmplitudeFactor must be above 1; received ${maxAmplitudeFactor}`);
  }
  for (let t = 0; t < f0.length; t++) {
    if (f0[t] > sampleRate / 2) {
      throw new RangeError(`shimmer: f0 must be at most half the sample rate; received ${f0[t]} at index ${t}`);
    }
  }
  const runs: number[][] = [[]];
  // Frames belong to the samples around their centres.
  const frameAt = (sample: number) => Math.round((sample - firstCenter) / hopLength);
  let place = Math.max(0, firstCenter - Math.floor(hopLength / 2));
  while (place < samples.length && frameAt(place) < f0.length) {
    const frequency = f0[frameAt(place)];
    if (!(frequency > 0)) {
      runs.push([]);
      place += 1;
      continue;
    }
    const end = place + sampleRate / frequency;
    if (end > samples.length) break;
    const period = samples.subarray(Math.round(place), Math.round(end));
    (runs.at(-1) as number[]).push(extent(period));
    place = end;
  }
  return relativeDifference(runs, maxAmplitudeFactor);
}

function extent(values: Float32Array): number {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return high - low;
}
