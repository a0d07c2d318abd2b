import { createHash } from 'node:crypto';
import { expectAllClose } from '@aver/test-helpers';
import { expect, test } from 'vitest';
import { type Emotion, emotions } from '../../src/emotions.js';
import { parseFilename } from '../../src/naming/parse-filename.js';
import type { RecordingFields } from '../../src/naming/recording-fields.js';
import { createRandom } from '../../src/synthetic/create-random.js';
import { controlTracks } from '../../src/synthetic/sentence/control-tracks.js';
import { segmentTiming } from '../../src/synthetic/sentence/segment-timing.js';
import { statementPhonemes } from '../../src/synthetic/sentence/statement-phonemes.js';
import { delivery } from '../../src/synthetic/speaker/delivery.js';
import { synthesize } from '../../src/synthetic.js';
import { autocorrelationPitch } from './autocorrelation-pitch.js';

const fields: RecordingFields = {
  modality: 'audio-only',
  vocalChannel: 'speech',
  emotion: 'happy',
  intensity: 'normal',
  statement: 1,
  repetition: 1,
  actor: 20,
};
const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** The speech without the silences around it. */
function speechOf(which: RecordingFields, sampleRate = 16000, seed = 0) {
  const { samples } = synthesize(which, { sampleRate, seed });
  const { lead, trail } = delivery(which, seed);
  return samples.subarray(Math.round(lead * sampleRate), samples.length - Math.round(trail * sampleRate));
}

const levelOf = (samples: Float32Array) =>
  10 * Math.log10(samples.reduce((sum, value) => sum + value * value, 0) / samples.length);

/** Where the vowel of the word "door" is, and the sentence's tracks. */
function doorOf(which: RecordingFields, seed = 0) {
  const { emotion, intensity, statement, repetition, actor } = which;
  const spoken = delivery(which, seed);
  const random = createRandom(seed, 'sound', actor, emotion, intensity, statement, repetition);
  const timed = segmentTiming(statementPhonemes[statement], spoken.rate, random);
  return { ...timed[timed.length - 2], tracks: controlTracks(timed, spoken, random) };
}

/** Measured pitch in the middle of "door", in Hz. */
function doorPitch(which: RecordingFields, sampleRate = 16000) {
  const { start, end } = doorOf(which);
  const centre = ((start + end) / 2) * sampleRate;
  return autocorrelationPitch(
    speechOf(which, sampleRate).slice(Math.round(centre - 0.025 * sampleRate), Math.round(centre + 0.025 * sampleRate)),
    sampleRate,
  );
}

test('the same arguments give the same bits, and these', () => {
  const { samples, sampleRate } = synthesize(fields);
  expect(sampleRate).toBe(48000);
  expectAllClose(synthesize(fields, { sampleRate: 48000, seed: 0 }).samples, samples, {});
  const words = Int16Array.from(samples, (value) => value * 32768);
  // A golden of our own: where it changes, the corpus has changed, and `version` in synthetic-recordings.ts goes up.
  expect(createHash('sha256').update(new Uint8Array(words.buffer)).digest('hex').slice(0, 16)).toBe('2eb4c77401526a35');
});

test('the documented example gives the documented length', () => {
  const { samples, sampleRate } = synthesize(parseFilename('03-01-03-01-01-01-20.wav'), { sampleRate: 16000 });
  expect((samples.length / sampleRate).toFixed(2)).toBe('2.75');
});

test('every emotion and intensity gives 2 to 6 seconds of finite 16-bit samples in [-1, 1] that are not silent', () => {
  for (const emotion of emotions) {
    for (const intensity of emotion === 'neutral' ? (['normal'] as const) : (['normal', 'strong'] as const)) {
      for (const actor of [1, 2]) {
        const { samples } = synthesize({ ...fields, emotion, intensity, actor }, { sampleRate: 16000 });
        expect(samples.length / 16000).toBeGreaterThan(2);
        expect(samples.length / 16000).toBeLessThan(6);
        expect(samples.every((value) => Math.abs(value) <= 1 && Number.isInteger(value * 32768))).toBe(true);
        expect(Math.max(...samples)).toBeGreaterThan(0.01);
      }
    }
  }
});

test('seed, actor, statement, repetition, intensity and emotion each change the sound', () => {
  const variants: RecordingFields[] = [
    fields,
    { ...fields, actor: 18 },
    { ...fields, statement: 2 },
    { ...fields, repetition: 2 },
    { ...fields, intensity: 'strong' },
    { ...fields, emotion: 'surprised' },
  ];
  const sounds = [...variants.map((which) => speechOf(which).join()), speechOf(fields, 16000, 1).join()];
  expect(new Set(sounds).size).toBe(variants.length + 1);
});

test.each([1, 2] as const)('statement %d takes as long as its phonemes do', (statement) => {
  const which = { ...fields, statement };
  const { tracks } = doorOf(which);
  expect(speechOf(which).length).toBe(Math.round(tracks.pitch.length * tracks.frameSeconds * 16000));
});

test('before and after the speech there is only the noise of the room', () => {
  const { samples } = synthesize(fields);
  const { lead, trail, room } = delivery(fields, 0);
  for (const silence of [samples.subarray(0, lead * 48000), samples.subarray(samples.length - trail * 48000)]) {
    expect(Math.abs(levelOf(silence) - room)).toBeLessThan(0.3);
  }
});

test.each(['neutral', 'sad', 'happy', 'angry'] as const)(
  'the speech of a %s recording has the level that its delivery asks for',
  (emotion) => {
    for (const actor of [3, 8]) {
      const which = { ...fields, emotion, actor };
      expect(Math.abs(levelOf(speechOf(which)) - delivery(which, 0).level)).toBeLessThan(0.2);
    }
  },
);

test('speech that would pass full scale is turned down, not cut off', () => {
  const angry: RecordingFields = { ...fields, emotion: 'angry', intensity: 'strong' };
  const all = [0, 1, 2, 3].flatMap((seed) =>
    Array.from({ length: 24 }, (_, i) => ({ seed, which: { ...angry, actor: i + 1 } })),
  );
  const level = ({ seed, which }: (typeof all)[number]) => delivery(which, seed).level;
  const loudest = all.reduce((most, one) => (level(one) > level(most) ? one : most));
  const speech = speechOf(loudest.which, 16000, loudest.seed);
  expect(levelOf(speech)).toBeLessThan(level(loudest) - 0.5);
  expect(Math.max(...speech.map(Math.abs))).toBeCloseTo(0.95, 2);
  expect(speech.filter((value) => Math.abs(value) > 0.94).length).toBeLessThan(5);
});

test('the pitch heard in a vowel is the pitch asked for', () => {
  for (const actor of [1, 2, 11, 16]) {
    for (const emotion of ['neutral', 'happy'] as const) {
      const which = { ...fields, emotion, actor };
      const { start, end, tracks } = doorOf(which);
      const asked = tracks.pitch[Math.round((start + end) / 2 / tracks.frameSeconds)];
      expect(Math.abs(doorPitch(which) / asked - 1)).toBeLessThan(0.04);
    }
  }
});

test('as heard, anger is louder than joy, joy than neutral, neutral than sadness; joy and anger are higher than neutral', () => {
  const actors = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];
  const level = (emotion: Emotion) => mean(actors.map((actor) => levelOf(speechOf({ ...fields, emotion, actor }))));
  const pitch = (emotion: Emotion) =>
    mean(actors.map((actor) => 12 * Math.log2(doorPitch({ ...fields, emotion, actor }))));
  const [sad, neutral, happy, angry] = (['sad', 'neutral', 'happy', 'angry'] as const).map((emotion) => ({
    level: level(emotion),
    pitch: pitch(emotion),
  }));
  expect(angry.level).toBeGreaterThan(happy.level + 1);
  expect(happy.level).toBeGreaterThan(neutral.level + 2);
  expect(neutral.level).toBeGreaterThan(sad.level + 1);
  expect(happy.pitch).toBeGreaterThan(neutral.pitch + 1);
  expect(angry.pitch).toBeGreaterThan(neutral.pitch + 1);
  expect(happy.pitch).toBeGreaterThan(sad.pitch + 1);
});

test('actors differ as heard: women are higher than men, and pitches of one sex spread', () => {
  const pitches = [1, 2, 3, 4, 5, 6, 7, 8].map((actor) => doorPitch({ ...fields, emotion: 'neutral', actor }));
  const men = pitches.filter((_, i) => i % 2 === 0);
  const women = pitches.filter((_, i) => i % 2 === 1);
  expect(mean(women)).toBeGreaterThan(1.4 * mean(men));
  expect(Math.max(...men) / Math.min(...men)).toBeGreaterThan(1.05);
});

test.each([8000, 16000, 22050, 44100, 96000])(
  '%d Hz works, with the same length in seconds and the same level',
  (sampleRate) => {
    const { samples, sampleRate: given } = synthesize(fields, { sampleRate });
    expect(given).toBe(sampleRate);
    expect(Math.abs(samples.length / sampleRate - synthesize(fields).samples.length / 48000)).toBeLessThan(0.001);
    expect(Math.abs(levelOf(speechOf(fields, sampleRate)) - delivery(fields, 0).level)).toBeLessThan(0.2);
    expect(samples.every(Number.isFinite)).toBe(true);
  },
);

test('wrong arguments throw a RangeError that names parameter and value', () => {
  const bad = (change: object) => () => synthesize({ ...fields, ...change } as RecordingFields);
  expect(bad({ actor: 25 })).toThrow(/^synthesize: fields\.actor must be one of 1, .*; received 25$/);
  for (const change of [
    { actor: 0 },
    { actor: 1.5 },
    { actor: Number.NaN },
    { emotion: 'bored' },
    { intensity: 'weak' },
    { statement: 3 },
    { repetition: 0 },
    { modality: 'video-only' },
    { vocalChannel: 'song' },
    { emotion: 'neutral', intensity: 'strong' },
  ]) {
    expect(bad(change)).toThrow(RangeError);
    expect(bad(change)).toThrow(/^synthesize: fields\.\w+ must be .*; received /);
  }
  for (const sampleRate of [0, 7999, 192001, -48000, Number.NaN, Number.POSITIVE_INFINITY]) {
    expect(() => synthesize(fields, { sampleRate })).toThrow(RangeError);
    expect(() => synthesize(fields, { sampleRate })).toThrow(`received ${sampleRate}`);
  }
  for (const seed of [-1, 0.5, Number.NaN, 2 ** 32]) {
    expect(() => synthesize(fields, { seed })).toThrow(RangeError);
    expect(() => synthesize(fields, { seed })).toThrow(`synthesize: seed must be`);
  }
});
