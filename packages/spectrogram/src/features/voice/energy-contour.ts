import { deviation, mean, percentile, percentiles } from './statistics.js';

const frameRate = 100;
/** Frames that are averaged before peaks, syllables more or less, are counted. */
const smoothing = 7;
const peakDb = 20;
/** Frames of a gap that is a pause. */
const pause = 5;

/** How many values {@link energyContour} gives. */
export const energyValues = 13;

/**
 * How the energy of a sound moves: over the active frames its deviation and 10th, 25th, 50th and 75th percentile; its largest value; mean and
 * deviation of its steps; the length as a logarithm, the active share, the number of pauses and the longest in seconds;
 * peaks a second.
 *
 * @param energies dB, a value every 10 ms, from the first active frame to the last.
 * @param active Which of them are active.
 * @param top The level of the loud ones, dB, from which levels are counted.
 * @returns {@link energyValues} values.
 */
export function energyContour(energies: Float64Array, active: boolean[], top: number): number[] {
  const levels = energies.map((energy) => energy - top);
  const heard = levels.filter((_, t) => active[t]);
  const steps = Array.from(levels.subarray(1), (level, t) => level - levels[t]);
  const seconds = levels.length / frameRate;
  const gaps = active
    .map((is) => (is ? ' ' : '-'))
    .join('')
    .split(' ')
    .map((gap) => gap.length);
  return [
    deviation(heard),
    ...percentiles(heard, [10, 25, 50, 75]),
    percentile(levels, 100),
    mean(steps.map(Math.abs)),
    deviation(steps),
    Math.log(seconds + 0.05),
    mean(active.map(Number)),
    gaps.filter((gap) => gap > pause).length,
    Math.max(...gaps) / frameRate,
    peaks(smoothed(levels)) / (seconds + 0.1),
  ];
}

function smoothed(values: Float64Array): Float64Array {
  const half = (smoothing - 1) / 2;
  return values.map((_, t) => mean(values.subarray(Math.max(0, t - half), t + half + 1)));
}

function peaks(values: Float64Array): number {
  let count = 0;
  for (let t = 1; t + 1 < values.length; t++) {
    if (values[t] > -peakDb && values[t] > values[t - 1] && values[t] >= values[t + 1]) count++;
  }
  return count;
}
