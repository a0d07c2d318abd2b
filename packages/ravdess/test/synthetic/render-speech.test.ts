import { expect, test } from 'vitest';
import { createRandom } from '../../src/synthetic/create-random.js';
import type { ControlTracks } from '../../src/synthetic/sentence/control-tracks.js';
import { renderSpeech } from '../../src/synthetic/sound/render-speech.js';
import { resonator } from '../../src/synthetic/sound/resonator.js';
import { autocorrelationPitch } from './autocorrelation-pitch.js';
import { resonatorGain } from './resonator-gain.js';

const sampleRate = 16000;
const glottis = { sampleRate, formantScale: 1, openQuotient: 0.6, jitter: 0, shimmer: 0 };

interface Held {
  pitch?: number;
  voicing?: number;
  aspiration?: number;
  frication?: number;
  formants?: number[];
  nasalZero?: number;
}

/** One sound held for some seconds. */
function held(
  seconds: number,
  { pitch = 120, voicing = 0, aspiration = 0, frication = 0, formants = [390, 1990, 2550], nasalZero = 270 }: Held,
) {
  const track = (value: number) => new Float64Array(Math.round(seconds / 0.002)).fill(value);
  const tracks: ControlTracks = {
    frameSeconds: 0.002,
    pitch: track(pitch),
    voicing: track(voicing),
    aspiration: track(aspiration),
    frication: track(frication),
    noiseFrequency: track(5000),
    noiseBandwidth: track(1500),
    formants: formants.map(track),
    bandwidths: [80, 100, 150].map(track),
    nasalZero: track(nasalZero),
    cutoff: track(2500),
  };
  return tracks;
}

/** Power at a frequency, summed over Hann windows of 512 samples, by the definition of the Fourier transform. */
function powerAt(samples: Float64Array, frequency: number): number {
  const windowed = (wave: (angle: number) => number) =>
    Float64Array.from(
      { length: 512 },
      (_, i) => (0.5 - 0.5 * Math.cos((2 * Math.PI * i) / 512)) * wave((2 * Math.PI * frequency * i) / sampleRate),
    );
  const cosine = windowed(Math.cos);
  const sine = windowed(Math.sin);
  let power = 0;
  for (let start = 0; start + 512 <= samples.length; start += 256) {
    let re = 0;
    let im = 0;
    for (let i = 0; i < 512; i++) {
      re += samples[start + i] * cosine[i];
      im += samples[start + i] * sine[i];
    }
    power += re * re + im * im;
  }
  return power;
}

// The tract of these tests: three given formants, then 3500 Hz, 4500 Hz ... 7500 Hz.
function tractGain(formants: number[], frequency: number): number {
  const moving = formants.map((f, k) => resonator(f, [80, 100, 150][k], sampleRate));
  const fixed = [3500, 4500, 5500, 6500, 7500].map((f) => resonator(f, 60 + 0.04 * f, sampleRate));
  return [...moving, ...fixed].reduce((gain, filter) => gain * resonatorGain(filter, frequency, sampleRate), 1);
}

test.each([85, 120, 213.7, 350])('a vowel held at %d Hz repeats at that frequency', (pitch) => {
  const samples = renderSpeech(held(0.3, { pitch, voicing: 1 }), glottis, createRandom('test'));
  expect(Math.abs(autocorrelationPitch(samples.subarray(1600, 4000), sampleRate) / pitch - 1)).toBeLessThan(0.003);
});

test.each([
  ['IH', [390, 1990, 2550]],
  ['AA', [730, 1090, 2440]],
  ['ER', [490, 1350, 1690]],
])('the spectrum of a whispered %s is the product of its resonators’ closed forms', (_, formants) => {
  const samples = renderSpeech(held(12, { aspiration: 1, formants }), glottis, createRandom('test'));
  const frequencies = Array.from({ length: 28 }, (_, i) => 150 + 250 * i);
  const excess = frequencies.map((f) => 10 * Math.log10(powerAt(samples, f)) - 20 * Math.log10(tractGain(formants, f)));
  const mean = excess.reduce((sum, value) => sum + value, 0) / excess.length;
  for (const value of excess) expect(Math.abs(value - mean)).toBeLessThan(1.5);
});

test('the spectrum of a whispered vowel peaks at its formants', () => {
  const formants = [490, 1350, 2400];
  const samples = renderSpeech(held(12, { aspiration: 1, formants }), glottis, createRandom('test'));
  for (const formant of formants) {
    const around = Array.from({ length: 21 }, (_, i) => formant - 200 + 20 * i);
    const peak = around.reduce((best, f) => (powerAt(samples, f) > powerAt(samples, best) ? f : best));
    expect(Math.abs(peak - formant)).toBeLessThanOrEqual(40);
  }
});

test('an open nose weighs the spectrum by the closed forms of its pole and its zero, a shut one by nothing', () => {
  const whisper = (nasalZero: number) => {
    const tracks = held(4, { aspiration: 1, nasalZero });
    tracks.nasalZero.fill(270, 0, 10); // so that the zero has to move
    return renderSpeech(tracks, glottis, createRandom('test'));
  };
  const [open, shut] = [whisper(450), whisper(270)];
  for (const frequency of [100, 270, 360, 450, 700, 2000]) {
    const level = 10 * Math.log10(powerAt(open, frequency) / powerAt(shut, frequency));
    const gain = (f: number) => 20 * Math.log10(resonatorGain(resonator(f, 100, sampleRate), frequency, sampleRate));
    expect(Math.abs(level - (gain(270) - gain(450)))).toBeLessThan(2);
  }
});

test('frication is a band around its centre', () => {
  const samples = renderSpeech(held(4, { frication: 1 }), glottis, createRandom('test'));
  const level = (f: number) => 10 * Math.log10(powerAt(samples, f) / powerAt(samples, 5000));
  for (const edge of [4250, 5750]) expect(Math.abs(level(edge) + 3)).toBeLessThan(1.5);
  expect(level(300)).toBeLessThan(-20);
});

test('a vowel sounds alike at 16 and at 48 kHz: voice, breath and tract keep their proportions', () => {
  const level = (rate: number, sound: Held) => {
    const samples = renderSpeech(held(2, sound), { ...glottis, sampleRate: rate }, createRandom('test'));
    return 10 * Math.log10(samples.reduce((sum, value) => sum + value * value, 0) / samples.length);
  };
  const voiced = level(48000, { voicing: 1 }) - level(16000, { voicing: 1 });
  const whispered = level(48000, { aspiration: 1 }) - level(16000, { aspiration: 1 });
  expect(Math.abs(voiced)).toBeLessThan(1);
  expect(Math.abs(whispered)).toBeLessThan(1);
});

test('a formant that moves fast leaves no clicks: the spectrum far above stays as low as at rest', () => {
  const moving = held(1, { voicing: 1, formants: [570, 840, 2410] });
  for (let frame = 0; frame < 500; frame++) moving.formants[2][frame] = 2050 + 360 * Math.cos(frame / 5);
  const high = (tracks: ControlTracks) => powerAt(renderSpeech(tracks, glottis, createRandom('test')), 7000);
  const resting = held(1, { voicing: 1, formants: [570, 840, 2050] });
  expect(10 * Math.log10(high(moving) / high(resting))).toBeLessThan(4);
});
