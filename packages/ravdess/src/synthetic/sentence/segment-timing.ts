import type { Random } from '../create-random.js';
import { phonemes, type Segment } from './phonemes.js';
import type { SpokenPhoneme } from './statement-phonemes.js';

/** A segment in its place in time. */
export interface TimedSegment {
  /** In seconds from the start of the speech. */
  start: number;
  /** In seconds from the start of the speech. */
  end: number;
  segment: Segment;
  /** Those of its phoneme. */
  stress: number;
  accent: number;
}

// The last syllable of a sentence ("door", two phonemes after its d) is drawn out.
const drawnPhonemes = 2;
const drawnFactor = 1.45;

/**
 * Lays the segments of a sentence end to end.
 *
 * Vowels follow the rate in full and are longer under stress, consonants less so, bursts not at all; the last syllable
 * is drawn out (rules after Klatt 1976, J. Acoust. Soc. Am. 59, 1208-1221); every phoneme's length varies by 8 %.
 *
 * @param sentence The phonemes.
 * @param rate Speech rate relative to 1.
 * @param random Where the variation comes from.
 */
export function segmentTiming(sentence: readonly SpokenPhoneme[], rate: number, random: Random): TimedSegment[] {
  let start = 0;
  return sentence.flatMap(({ phoneme, stress, accent }, position) => {
    const drawn = position >= sentence.length - drawnPhonemes ? drawnFactor : 1;
    const stretch = (drawn * (0.85 + 0.4 * stress) * (1 + 0.08 * random.normal())) / rate;
    return phonemes[phoneme].map((segment: Segment) => {
      const end = start + segment.seconds * stretch ** segment.elasticity;
      const timed = { start, end, segment, stress, accent };
      start = end;
      return timed;
    });
  });
}
