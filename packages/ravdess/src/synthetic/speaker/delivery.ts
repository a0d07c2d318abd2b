import type { RecordingFields } from '../../naming/recording-fields.js';
import { createRandom } from '../create-random.js';
import { actorVoice } from './actor-voice.js';
import { type EmotionEffect, emotionEffect } from './emotion-effect.js';

/** How one recording is spoken: everything but its words. */
export interface Delivery {
  /** Mean fundamental frequency, in Hz. */
  fundamental: number;
  /** Height of a full pitch accent, in semitones. */
  range: number;
  /** Movement of the pitch over the last syllable, in semitones. */
  final: number;
  /** Speech rate relative to 1. */
  rate: number;
  /** Level of the speech: root mean square, in dB re full scale. */
  level: number;
  /** Cutoff frequency of the source's spectral tilt, in Hz. */
  cutoff: number;
  /** Share of each period that the glottis is open. */
  openQuotient: number;
  /** Amplitude of the breath noise in a full voice. */
  breath: number;
  /** Factor on the noise of plosives and fricatives. */
  frication: number;
  /** Relative standard deviation of the length of a glottal period. */
  jitter: number;
  /** Relative standard deviation of the strength of a glottal pulse. */
  shimmer: number;
  /** Factor on the first formant. */
  openness: number;
  /** Factor on all formants. */
  formantScale: number;
  /** Silence before the speech, in seconds. */
  lead: number;
  /** Silence after the speech, in seconds. */
  trail: number;
  /** Level of the room's noise: root mean square, in dB re full scale. */
  room: number;
}

// How hard the corpus is hangs on the ratio of these two: the size of the emotions' effects, and the size of all that
// varies besides them (the actors' voices, how each actor plays each emotion, one take and the next). They are set so
// that a perceptron on mean spectra recognizes about three of four emotions of actors whom it never heard.
const effectSize = 1.1;
const variation = 1;

/** Standard deviations by which actors play the same emotion differently. */
const styleDeviation: EmotionEffect = {
  pitch: 0.85,
  range: 0.2,
  final: 0.6,
  rate: 0.07,
  level: 1.7,
  brightness: 0.25,
  breath: 1.7,
  roughness: 0.25,
  openness: 0.025,
  smile: 0.017,
};

/** How far one take lies from another, relative to that. */
const takeFactor = 1.2;

/**
 * How the recording with these fields is spoken in the corpus of a seed: the actor's voice, changed by the emotion as
 * far as this actor shows it, by the actor's way of playing this emotion, and by chance.
 *
 * @param fields Which recording.
 * @param seed The corpus's seed.
 */
export function delivery(fields: RecordingFields, seed: number): Delivery {
  const { emotion, intensity, statement, repetition, actor } = fields;
  const voice = actorVoice(seed, actor, variation);
  const style = createRandom(seed, 'style', actor, emotion);
  const take = createRandom(seed, 'take', actor, emotion, intensity, statement, repetition);
  const effect = emotionEffect(emotion, intensity);
  for (const dimension of Object.keys(effect) as Array<keyof EmotionEffect>) {
    const chance = styleDeviation[dimension] * (style.normal() + takeFactor * take.normal());
    effect[dimension] = effectSize * voice.expressiveness * effect[dimension] + variation * chance;
  }
  const brightness = voice.brightness + effect.brightness;
  return {
    fundamental: voice.fundamental * 2 ** (effect.pitch / 12),
    range: voice.range * 2 ** effect.range,
    final: effect.final - 2,
    rate: voice.rate * 2 ** effect.rate,
    level: voice.level + effect.level - 35,
    cutoff: 2500 * 2 ** brightness,
    // A pressed voice shuts early in each period and is bright; a slack one hardly shuts.
    openQuotient: Math.min(0.85, Math.max(0.4, 0.62 - 0.08 * brightness)),
    breath: 0.02 * 10 ** ((voice.breath + effect.breath) / 20),
    // More effort, more turbulence in the mouth.
    frication: 2 ** (0.6 * brightness),
    jitter: 0.008 * 2 ** effect.roughness,
    shimmer: 0.04 * 2 ** effect.roughness,
    openness: 2 ** effect.openness,
    formantScale: voice.formantScale * 2 ** effect.smile,
    lead: 0.55 + 0.6 * take.uniform(),
    trail: 0.6 + 0.6 * take.uniform(),
    room: -74 + 2 * take.normal(),
  };
}
