import { actorSex } from '../../actor-sex.js';
import { createRandom } from '../create-random.js';

/** What stays the same in everything that one actor says. */
export interface ActorVoice {
  /** Fundamental frequency of neutral speech, in Hz. */
  fundamental: number;
  /** Formant frequencies relative to the average man's: the inverse of the vocal tract's length. */
  formantScale: number;
  /** How high a pitch accent rises, in semitones. */
  range: number;
  /** Speech rate relative to 1. */
  rate: number;
  /** Level of the speech relative to the other actors', in dB. */
  level: number;
  /** Cutoff frequency of the source's spectrum relative to the other actors', in octaves. */
  brightness: number;
  /** Level of the breath noise relative to the other actors', in dB. */
  breath: number;
  /** How much of each emotion the actor shows, relative to 1. */
  expressiveness: number;
}

/**
 * The voice of an actor in the corpus of a seed.
 *
 * Men and women differ as in published measurements: fundamentals about 115 and 205 Hz, formants of women about a sixth
 * higher (Peterson and Barney 1952, J. Acoust. Soc. Am. 24, 175-184, Table II), more breath in women's voices (Klatt and
 * Klatt 1990, J. Acoust. Soc. Am. 87, 820-857).
 *
 * @param seed The corpus's seed.
 * @param actor 1..24, odd = male, even = female.
 * @param variation How far the voices of one sex lie apart: 0 all alike, 1 as people do.
 */
export function actorVoice(seed: number, actor: number, variation: number): ActorVoice {
  const random = createRandom(seed, 'voice', actor);
  const spread = (deviation: number) => variation * deviation * random.normal();
  const female = actorSex(actor) === 'female';
  return {
    fundamental: (female ? 205 : 115) * 2 ** (spread(1.8) / 12),
    formantScale: (female ? 1.16 : 1) * (1 + spread(0.035)),
    range: 4 * 2 ** spread(0.3),
    rate: 2 ** spread(0.12),
    level: spread(2.5),
    brightness: spread(0.35),
    breath: (female ? 3 : 0) + spread(3),
    expressiveness: 2 ** spread(0.25),
  };
}
