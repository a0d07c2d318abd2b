import type { Emotion } from '../../emotions.js';

/** How an emotion changes a voice, relative to the same voice speaking neutrally. */
export interface EmotionEffect {
  /** Mean pitch, in semitones. */
  pitch: number;
  /** Height of the pitch accents, in octaves (1 = twice as many semitones). */
  range: number;
  /** Movement of the pitch over the last syllable, in semitones. */
  final: number;
  /** Speech rate, in octaves (1 = twice as fast). */
  rate: number;
  /** Level, in dB. */
  level: number;
  /** Cutoff frequency of the source's spectrum, in octaves: brighter above 0, duller below. */
  brightness: number;
  /** Breath noise, in dB. */
  breath: number;
  /** Irregularity of the glottal pulses, in octaves. */
  roughness: number;
  /** First formant, in octaves: it rises as the jaw opens. */
  openness: number;
  /** All formants, in octaves: they rise as a smile shortens the tract. */
  smile: number;
}

/** No effect, and the list of the dimensions. */
export const noEffect: EmotionEffect = {
  pitch: 0,
  range: 0,
  final: 0,
  rate: 0,
  level: 0,
  brightness: 0,
  breath: 0,
  roughness: 0,
  openness: 0,
  smile: 0,
};

// Directions from the literature named below; sizes are our own.
const effects: Record<Emotion, Partial<EmotionEffect>> = {
  neutral: {},
  calm: { pitch: -0.6, range: -0.2, final: -0.3, rate: -0.12, level: -1.5, brightness: -0.4, breath: 2 },
  happy: { pitch: 3.5, range: 0.6, final: 1.5, rate: 0.05, level: 5, brightness: 0.8, openness: 0.03, smile: 0.07 },
  sad: {
    pitch: -0.3,
    range: -0.5,
    final: -1,
    rate: -0.18,
    level: -2.5,
    brightness: -0.9,
    breath: 5,
    roughness: 0.3,
    openness: -0.05,
    smile: -0.02,
  },
  angry: {
    pitch: 3,
    range: 0.4,
    final: -1.5,
    rate: -0.05,
    level: 8,
    brightness: 1.5,
    breath: -3,
    roughness: 0.6,
    openness: 0.12,
    smile: -0.02,
  },
  fearful: { pitch: 5, range: -0.1, final: 1, rate: 0.2, level: 4, brightness: 0.5, breath: 3, roughness: 1.2 },
  disgust: { pitch: -0.5, range: 0.2, final: -1, rate: -0.3, level: 2, brightness: 0.4, roughness: 0.8, smile: -0.03 },
  surprised: { pitch: 5.5, range: 0.9, final: 4, rate: 0.1, level: 5, brightness: 0.7, breath: 1, openness: 0.08 },
};

const strongFactor = 1.4;

/**
 * The effect of an emotion; strong intensity exaggerates it in every dimension.
 *
 * Anger and joy are high, wide, loud and bright, anger the louder and brighter of the two; sadness is low, narrow, soft,
 * dull, slow and breathy; fear is high, fast and irregular (Banse and Scherer 1996, J. Pers. Soc. Psychol. 70, 614-636;
 * Juslin and Laukka 2003, Psychol. Bull. 129, 770-814). A smile raises the formants (Tartter 1980, Percept. Psychophys.
 * 27, 24-27).
 *
 * @param emotion One of the eight.
 * @param intensity Strong is 1.4 times normal.
 */
export function emotionEffect(emotion: Emotion, intensity: 'normal' | 'strong'): EmotionEffect {
  const effect = { ...noEffect, ...effects[emotion] };
  if (intensity === 'strong') {
    for (const dimension of Object.keys(effect) as Array<keyof EmotionEffect>) effect[dimension] *= strongFactor;
  }
  return effect;
}
