import { expect, test } from 'vitest';
import { bestTemperature, calibrationError, foldOf, type Heard, recallOf } from '../scripts/recognizer/evaluate.js';
import { emotionsIn, type FeatureTable, type Sound } from '../scripts/recognizer/features.js';
import { noiseFamilies, noiseSound } from '../scripts/recognizer/noises.js';
import { perturbed } from '../scripts/recognizer/perturbed.js';
import { networkInput, numbers, speakerMeans } from '../scripts/recognizer/train-voice.js';

const labels = ['neutral', 'happy'];
const sound = (label: string, more: Partial<Sound> = {}): Sound => ({
  ...{ corpus: 'ravdess', name: label, label, speaker: 'ravdess 1', sung: false, copy: 0 },
  ...more,
});
const tableOf = (sounds: Sound[], values = new Float32Array()): FeatureTable => ({ sounds, values });

test.each(Object.keys(noiseFamilies))('%s: finite, at most half of full scale, decided by its seed', (family) => {
  const made = noiseSound(family, numbers(3));
  expect(made.every(Number.isFinite)).toBe(true);
  const loudest = made.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  if (loudest > 0) expect(loudest).toBeCloseTo(0.5, 5);
  expect(noiseSound(family, numbers(3))).toEqual(made);
});

test('a perturbed recording is finite, no longer than it was, and decided by its seed', () => {
  const samples = Float32Array.from({ length: 32000 }, (_, n) => Math.sin(n / 20));
  for (let seed = 0; seed < 12; seed++) {
    const other = perturbed(samples, numbers(seed));
    expect(other.every(Number.isFinite)).toBe(true);
    expect(other.length).toBeLessThanOrEqual(samples.length);
    expect(other.length).toBeGreaterThanOrEqual(1.2 * 16000);
    expect(perturbed(samples, numbers(seed))).toEqual(other);
  }
});

test('a speaker, and a family of noises, is in one fold of six', () => {
  const actors = Array.from({ length: 24 }, (_, i) => foldOf(sound('sad', { speaker: `ravdess ${i + 1}` })));
  expect([0, 1, 2, 3, 4, 5].map((fold) => actors.filter((one) => one === fold).length)).toEqual([4, 4, 4, 4, 4, 4]);
  const noises = Object.keys(noiseFamilies).map((label) => foldOf(sound(label, { corpus: 'noise' })));
  expect(new Set(noises).size).toBe(6);
  expect(foldOf(sound('sad', { corpus: 'nemo', speaker: 'nemo WR0' }))).toBe(2);
});

test('recall is the mean over emotions, noises aside', () => {
  const table = tableOf([sound('neutral'), sound('neutral'), sound('neutral'), sound('happy')]);
  const heard: Heard[] = [0, 1, 2, 3].map((row) => ({ row, probabilities: [0.4, 0.1, 0.5] }));
  expect(recallOf(table, heard, labels)).toBe(0.5);
  // Songs have no disgust: it takes no part.
  const more = heard.map((one) => ({ ...one, probabilities: [0.4, 0.1, 0, 0.5] }));
  expect(recallOf(table, more, [...labels, 'disgust'])).toBe(0.5);
});

test('each corpus gives what it has of the emotions', () => {
  const emotions = ['neutral', 'calm', 'fearful', 'disgust'];
  expect(emotionsIn('ravdess', emotions)).toEqual(emotions);
  expect(emotionsIn('nemo', emotions)).toEqual(['neutral', 'fearful']);
});

test('the temperature that a model was too sure by is found, and ends the calibration error', () => {
  const random = numbers(5);
  const sounds: Sound[] = [];
  const heard: Heard[] = [];
  for (let row = 0; row < 4000; row++) {
    const p = 0.5 + random() / 2.1;
    sounds.push(sound(random() < p ? 'neutral' : 'happy'));
    // Twice as sure in logits as it may be.
    const [a, b] = [p ** 2, (1 - p) ** 2];
    heard.push({ row, probabilities: [a / (a + b), b / (a + b), 0] });
  }
  const table = tableOf(sounds);
  const temperature = bestTemperature(table, heard, labels);
  expect(temperature).toBeCloseTo(2, 0);
  expect(calibrationError(table, heard, labels, temperature)).toBeLessThan(0.03);
  expect(calibrationError(table, heard, labels, 1)).toBeGreaterThan(0.08);
});

test("a speaker's mean leaves out the recording that is asked, its copies, and, where usual, what is not neutral", () => {
  const size = 859;
  const levels = [1, 3, 10, 100];
  const names = ['neutral', 'neutral', 'happy', 'neutral'];
  const sounds = names.map((label, i) => sound(label, { name: `${i}` }));
  sounds[3] = sound('neutral', { name: '3', speaker: 'ravdess 2' });
  const values = Float32Array.from({ length: 4 * size }, (_, at) => levels[Math.floor(at / size)]);
  const table = tableOf(sounds, values);
  const means = speakerMeans(table, [0, 1, 2, 3], 1);
  expect(means.of(0, { recordings: 9, usual: false })).toMatchObject({ recordings: 2, mean: { 0: 6.5 } });
  expect(means.of(0, { recordings: 9, usual: true })).toMatchObject({ recordings: 1, mean: { 0: 3 } });
  expect(means.of(3, { recordings: 9, usual: true })).toBeUndefined();
  // Over all moods (1 + 3 + 10) / 3, over the neutral ones 2.
  expect(means.usualShift()[0]).toBeCloseTo(14 / 3 - 2, 6);

  const scale = { mean: new Array(size).fill(1), deviation: new Array(size).fill(2) };
  const voice = { standardization: scale, speaker: { shrink: 2, usualShift: new Array(size).fill(0.5) } };
  const x = networkInput(table, 0, voice, { mean: new Float64Array(size).fill(3), recordings: 2 }, true);
  // (1 - 1) / 2, and less half of (3 - 1) / 2 + 0.5.
  expect([x[0], x[size]]).toEqual([0, -0.75]);
});
