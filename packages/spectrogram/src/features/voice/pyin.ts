import { requireInteger, requirePositive, requireShare } from '../../require-argument.js';
import { betaProbabilities } from './beta-probabilities.js';
import { pitchPath } from './pitch-path.js';
import { type PitchOptions, troughs, yinFrames } from './yin-frames.js';

export interface PyinOptions extends PitchOptions {
  /** How many thresholds of equal distance in (0, 1] are tried. @default 100 */
  nThresholds?: number;
  /** The two shapes of the beta distribution by which the thresholds are weighed. @default [2, 18] */
  betaParameters?: readonly [number, number];
  /** How much shorter periods are preferred, of those below a threshold. @default 2 */
  boltzmannParameter?: number;
  /** Distance of the frequencies that are told apart, semitones, in (0, 1). @default 0.1 */
  resolution?: number;
  /** How fast the frequency can change, octaves per second. @default 35.92 */
  maxTransitionRate?: number;
  /** Probability that a voice begins or ends from one frame to the next, in (0, 1). @default 0.01 */
  switchProb?: number;
  /** Probability of the smallest difference where it is above the threshold, in (0, 1). @default 0.01 */
  noTroughProb?: number;
  /** The frequency of frames without a voice; null leaves the best guess. @default NaN */
  fillNa?: number | null;
}

/** Fundamental frequency and voicing, one of each per frame. */
export interface Pyin {
  /** Hz; fillNa where there is no voice. */
  f0: Float32Array;
  /** Whether there is a voice. */
  voicedFlag: boolean[];
  /** The probability of a voice from the frame alone, 0 to 1. */
  voicedProb: Float32Array;
}

/**
 * Fundamental frequency and voicing by probabilistic YIN: each frame's dips below many thresholds are candidates with
 * probabilities, and the likeliest path through all frames decides (Viterbi).
 *
 * @param samples Mono signal.
 * @param sampleRate Hz.
 * @returns Frequencies, flags and probabilities of the frames. Frequencies lie on a grid of `resolution` from fMin.
 * @throws TypeError when samples are no Float32Array.
 * @throws RangeError for samples that are not finite or fewer than a frame where center is false, frequencies that are
 *   not 0 < fMin < fMax <= sampleRate / 2, a frame shorter than a period of fMin, or another option out of range.
 * @see librosa.pyin, 0.11.0; M. Mauch, S. Dixon, pYIN, ICASSP 2014
 * @example
 * pyin(sineOf440Hz, 22050, { fMin: 65, fMax: 2093 }).voicedFlag[10]; // true
 */
export function pyin(samples: Float32Array, sampleRate: number, options: PyinOptions): Pyin {
  const { nThresholds = 100, betaParameters = [2, 18], boltzmannParameter = 2, resolution = 0.1 } = options;
  const { maxTransitionRate = 35.92, switchProb = 0.01, noTroughProb = 0.01, fillNa = Number.NaN } = options;
  requireInteger('pyin', 'nThresholds', nThresholds);
  requirePositive('pyin', 'betaParameters[0]', betaParameters[0]);
  requirePositive('pyin', 'betaParameters[1]', betaParameters[1]);
  requirePositive('pyin', 'boltzmannParameter', boltzmannParameter);
  requireShare('pyin', 'resolution', resolution);
  requirePositive('pyin', 'maxTransitionRate', maxTransitionRate);
  requireShare('pyin', 'switchProb', switchProb);
  requireShare('pyin', 'noTroughProb', noTroughProb);
  const { frames, hopLength, minPeriod, forEach } = yinFrames('pyin', samples, sampleRate, options);

  const binsPerSemitone = Math.ceil(1 / resolution);
  const bins = Math.floor(12 * binsPerSemitone * Math.log2(options.fMax / options.fMin)) + 1;
  const semitonesPerFrame = roundHalfEven((maxTransitionRate * 12 * hopLength) / sampleRate);
  const path = pitchPath({ frames, bins, width: semitonesPerFrame * binsPerSemitone + 1, switchProb });
  const weights = betaProbabilities(nThresholds, ...betaParameters);
  const voicedProb = new Float32Array(frames);
  const voiced = new Float64Array(bins);
  forEach((t, differences, shifts) => {
    voiced.fill(0);
    const found = troughs(differences);
    const heights = found.map((i) => differences[i]);
    const probabilities = troughProbabilities(heights, weights, boltzmannParameter, noTroughProb);
    for (const [n, i] of found.entries()) {
      if (!(probabilities[n] > 0)) continue;
      const frequency = sampleRate / (minPeriod + i + shifts[i]);
      const bin = Math.max(0, roundHalfEven(12 * binsPerSemitone * Math.log2(frequency / options.fMin)));
      // Of several candidates in one bin the last one stands, and those above all bins fall away, as in librosa.
      if (bin < bins) voiced[bin] = probabilities[n];
    }
    voicedProb[t] = Math.min(
      1,
      voiced.reduce((sum, probability) => sum + probability, 0),
    );
    path.add(voiced, voicedProb[t]);
  });

  const states = path.states();
  const voicedFlag = Array.from(states, (state) => state < bins);
  const f0 = Float32Array.from(states, (state, t) =>
    voicedFlag[t] || fillNa === null ? options.fMin * 2 ** ((state % bins) / (12 * binsPerSemitone)) : fillNa,
  );
  return { f0, voicedFlag, voicedProb };
}

/**
 * How likely each trough is the period: over all thresholds, weighed, a share of those below the threshold that falls with
 * their number; the lowest one also gets a little of the thresholds that it does not reach.
 */
function troughProbabilities(
  heights: number[],
  weights: Float64Array,
  boltzmannParameter: number,
  noTroughProb: number,
): Float32Array {
  const sums = new Float64Array(heights.length);
  const lowest = heights.indexOf(Math.min(...heights));
  const decay = Math.exp(-boltzmannParameter);
  for (const [n, weight] of weights.entries()) {
    const threshold = (n + 1) / weights.length;
    const below = heights.flatMap((height, i) => (height < threshold ? [i] : []));
    const whole = (1 - decay ** below.length) / (1 - decay);
    for (const [place, i] of below.entries()) sums[i] += (weight * decay ** place) / whole;
    if (lowest >= 0 && !(heights[lowest] < threshold)) sums[lowest] += noTroughProb * weight;
  }
  return Float32Array.from(sums);
}

/** As Python and numpy round: halves to the even neighbour. */
function roundHalfEven(value: number): number {
  const rounded = Math.round(value);
  return rounded - value === 0.5 && rounded % 2 !== 0 ? rounded - 1 : rounded;
}
