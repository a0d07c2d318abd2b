import type { Random } from '../create-random.js';
import { movingAverage } from './moving-average.js';
import type { TimedSegment } from './segment-timing.js';

/** What decides the melody of a sentence. */
export interface PitchContourOptions {
  /** Mean fundamental frequency, in Hz. */
  fundamental: number;
  /** Height of a full pitch accent, in semitones. */
  range: number;
  /** Movement of the pitch over the last syllable, in semitones. */
  final: number;
}

/**
 * The fundamental frequency of a sentence, frame by frame: a line that falls by five semitones, a bump on every
 * accented vowel, a movement on the last syllable, and a slow wander of a third of a semitone.
 *
 * @param timed The sentence.
 * @param frames Number of frames.
 * @param frameSeconds Length of a frame.
 * @param options The melody's place and size.
 * @param random Where the wander comes from.
 * @returns Hz, one value a frame; their geometric mean is `fundamental`.
 */
export function pitchContour(
  timed: readonly TimedSegment[],
  frames: number,
  frameSeconds: number,
  { fundamental, range, final }: PitchContourOptions,
  random: Random,
): Float64Array {
  const accents = timed.filter(({ accent }) => accent > 0);
  const end = frames * frameSeconds;
  const lastSyllable = accents.at(-1)?.start ?? end;
  const wander = slowWander(frames, Math.round(0.1 / frameSeconds), random);
  const semitones = wander.map((drift, frame) => {
    const time = (frame + 0.5) * frameSeconds;
    let value = drift / 3 - (5 * time) / end;
    for (const { start, end: stop, accent } of accents) {
      const distance = (time - (start + stop) / 2) / (0.06 + (stop - start) / 2);
      value += range * accent * Math.exp(-distance * distance);
    }
    if (time > lastSyllable) value += (final * (time - lastSyllable)) / (end - lastSyllable);
    return value;
  });
  const mean = semitones.reduce((sum, value) => sum + value, 0) / frames;
  return semitones.map((value) => fundamental * 2 ** ((value - mean) / 12));
}

/** White noise of deviation 1, averaged over `2 * reach + 1` frames and brought back to deviation 1. */
function slowWander(frames: number, reach: number, random: Random): Float64Array {
  const noise = Float64Array.from({ length: frames }, () => random.normal());
  return movingAverage(noise, reach).map((value) => value * Math.sqrt(2 * reach + 1));
}
