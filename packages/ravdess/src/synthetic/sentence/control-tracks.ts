import type { Random } from '../create-random.js';
import type { Delivery } from '../speaker/delivery.js';
import { movingAverage } from './moving-average.js';
import type { Segment } from './phonemes.js';
import { pitchContour } from './pitch-contour.js';
import type { TimedSegment } from './segment-timing.js';

/** What the synthesizer follows: one value a frame. */
export interface ControlTracks {
  /** Length of a frame, in seconds. */
  frameSeconds: number;
  /** Fundamental frequency, in Hz. */
  pitch: Float64Array;
  /** Amplitude of the voice, 0..1. */
  voicing: Float64Array;
  /** Amplitude of the noise at the glottis. */
  aspiration: Float64Array;
  /** Amplitude of the noise in the mouth. */
  frication: Float64Array;
  /** Centre frequency of that noise, in Hz. */
  noiseFrequency: Float64Array;
  /** Bandwidth of that noise, in Hz. */
  noiseBandwidth: Float64Array;
  /** Frequencies of the first three formants, in Hz. */
  formants: Float64Array[];
  /** Their bandwidths, in Hz. */
  bandwidths: Float64Array[];
  /** Frequency of the nose's zero, in Hz; while the nose is shut it lies on the nose's pole and undoes it. */
  nasalZero: Float64Array;
  /** Cutoff frequency of the source's spectral tilt, in Hz. */
  cutoff: Float64Array;
}

/** The nose's pole, and its zero while it is shut, in Hz (Klatt 1980, Table III: 270 and 450 Hz). */
export const nasalPole = 270;
const nasalZeroOpen = 450;

const frameSeconds = 0.002;

/**
 * Turns a timed sentence into tracks: the segments' targets as steps, rounded off by moving averages of about the length
 * of the organs' movements, so that neighbours blend as in speech and short vowels fall short of their targets.
 *
 * @param timed The sentence.
 * @param spoken How it is spoken.
 * @param random Where the melody's wander comes from.
 */
export function controlTracks(timed: readonly TimedSegment[], spoken: Delivery, random: Random): ControlTracks {
  const seconds = timed[timed.length - 1].end;
  const frames = Math.ceil(seconds / frameSeconds);
  const owner = new Uint16Array(frames);
  for (let frame = 0, i = 0; frame < frames; frame++) {
    while (i < timed.length - 1 && (frame + 0.5) * frameSeconds >= timed[i].end) i++;
    owner[frame] = i;
  }
  const steps = (value: (segment: Segment, stress: number) => number) =>
    Float64Array.from(owner, (i) => value(timed[i].segment, timed[i].stress));
  // Two passes make a triangular weight, `span` seconds wide.
  const blend = (span: number, value: (segment: Segment, stress: number) => number) => {
    const reach = Math.round(span / 4 / frameSeconds);
    return movingAverage(movingAverage(steps(value), reach), reach);
  };
  // Over the sentence the voice loses some 4 dB, and it dies away on the last syllable.
  const weaken = (values: Float64Array) =>
    values.map((value, frame) => {
      const left = (frames - frame) * frameSeconds;
      return value * (1 - (0.35 * frame) / frames) * Math.min(1, left / 0.2) ** 2;
    });
  const { breath, formantScale, openness } = spoken;
  return {
    frameSeconds,
    pitch: pitchContour(timed, frames, frameSeconds, spoken, random),
    voicing: weaken(blend(0.03, ({ voicing }, stress) => voicing * (0.7 + 0.3 * stress))),
    aspiration: weaken(blend(0.02, ({ aspiration, voicing }) => aspiration + breath * voicing)),
    frication: blend(0.01, ({ frication }) => frication * spoken.frication),
    noiseFrequency: steps(({ noise }) => noise[0] * formantScale),
    noiseBandwidth: steps(({ noise }) => noise[1] * formantScale),
    formants: [
      blend(0.06, ({ formants }) => formants[0] * formantScale * openness),
      blend(0.06, ({ formants }) => formants[1] * formantScale),
      blend(0.06, ({ formants }) => formants[2] * formantScale),
    ],
    bandwidths: [0, 1, 2].map((k) => blend(0.04, ({ bandwidths }) => bandwidths[k] * formantScale)),
    nasalZero: blend(0.08, ({ nasal }) => (nasal ? nasalZeroOpen : nasalPole)),
    cutoff: new Float64Array(frames).fill(spoken.cutoff),
  };
}
