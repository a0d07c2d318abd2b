import { expect, test } from 'vitest';
import { emotions, paperEmotions } from '../../src/emotions.js';
import type { RecordingFields } from '../../src/naming/recording-fields.js';
import { actorVoice } from '../../src/synthetic/speaker/actor-voice.js';
import { type Delivery, delivery } from '../../src/synthetic/speaker/delivery.js';
import { emotionEffect } from '../../src/synthetic/speaker/emotion-effect.js';

const actors = Array.from({ length: 24 }, (_, i) => i + 1);
const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

test('men and women lie about 115 and 205 Hz, and no two voices are alike', () => {
  const voices = actors.map((actor) => actorVoice(0, actor, 1));
  const men = voices.filter((_, i) => i % 2 === 0).map(({ fundamental }) => fundamental);
  const women = voices.filter((_, i) => i % 2 === 1).map(({ fundamental }) => fundamental);
  expect(Math.abs(mean(men) - 115)).toBeLessThan(12);
  expect(Math.abs(mean(women) - 205)).toBeLessThan(20);
  expect(Math.max(...men)).toBeLessThan(Math.min(...women));
  expect(new Set(voices.map(({ fundamental, formantScale }) => `${fundamental} ${formantScale}`)).size).toBe(24);
});

test('without variation the men are alike, and so are the women', () => {
  // As text, where 0 and -0 are one.
  const voice = (seed: number, actor: number) => JSON.stringify(actorVoice(seed, actor, 0));
  for (const actor of actors) expect(voice(0, actor)).toBe(voice(5, actor % 2 === 1 ? 1 : 2));
});

test('another seed is another cast', () => {
  expect(actorVoice(1, 1, 1)).not.toEqual(actorVoice(2, 1, 1));
  expect(actorVoice(1, 1, 1)).toEqual(actorVoice(1, 1, 1));
});

test('strong intensity exaggerates every effect, and neutral has none', () => {
  for (const emotion of emotions) {
    const normal = Object.values(emotionEffect(emotion, 'normal'));
    const strong = Object.values(emotionEffect(emotion, 'strong'));
    normal.forEach((value, i) => {
      expect(strong[i]).toBeCloseTo(1.4 * value, 12);
    });
    expect(normal.some((value) => value !== 0)).toBe(emotion !== 'neutral');
  }
});

/** The mean over the cast of one number of the delivery. */
function cast(
  emotion: RecordingFields['emotion'],
  number: (spoken: Delivery) => number,
  intensity: 'normal' | 'strong' = 'normal',
) {
  const fields = { modality: 'audio-only', vocalChannel: 'speech', statement: 1, repetition: 1 } as const;
  return mean(actors.map((actor) => number(delivery({ ...fields, emotion, intensity, actor }, 0))));
}

test('a cast is higher, louder and brighter when happy or angry, softer, duller, slower and breathier when sad', () => {
  const order = (number: (spoken: Delivery) => number) =>
    paperEmotions.slice().sort((a, b) => cast(a, number) - cast(b, number));
  expect(order(({ level }) => level)).toEqual(['sad', 'neutral', 'happy', 'angry']);
  expect(order(({ cutoff }) => Math.log(cutoff))).toEqual(['sad', 'neutral', 'happy', 'angry']);
  expect(
    order(({ fundamental }) => Math.log(fundamental))
      .slice(0, 2)
      .sort(),
  ).toEqual(['neutral', 'sad']);
  expect(order(({ rate }) => Math.log(rate))[0]).toBe('sad');
  expect(order(({ breath }) => Math.log(breath))[3]).toBe('sad');
  expect(order(({ formantScale }) => Math.log(formantScale))[3]).toBe('happy');
  for (const emotion of ['happy', 'angry'] as const) {
    expect(cast(emotion, ({ level }) => level, 'strong')).toBeGreaterThan(cast(emotion, ({ level }) => level));
  }
});

test('every number of a delivery is possible for a voice', () => {
  for (const emotion of emotions) {
    for (const actor of actors) {
      for (const intensity of emotion === 'neutral' ? (['normal'] as const) : (['normal', 'strong'] as const)) {
        const fields = { modality: 'audio-only', vocalChannel: 'speech', statement: 2, repetition: 2 } as const;
        const spoken = delivery({ ...fields, emotion, intensity, actor }, 7);
        expect(spoken.fundamental).toBeGreaterThan(60);
        expect(spoken.fundamental).toBeLessThan(500);
        expect(spoken.rate).toBeGreaterThan(0.4);
        expect(spoken.rate).toBeLessThan(2);
        expect(spoken.level).toBeLessThan(0);
        expect(spoken.level).toBeGreaterThan(spoken.room + 10);
        expect(spoken.openQuotient).toBeGreaterThanOrEqual(0.4);
        expect(spoken.openQuotient).toBeLessThanOrEqual(0.85);
        expect(spoken.jitter).toBeLessThan(0.05);
      }
    }
  }
});
