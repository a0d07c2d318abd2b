import { createLcg, expectAllClose } from '@aver/test-helpers';
import { expect, test } from 'vitest';
import { bandPass } from '../../src/synthetic/sound/band-pass.js';
import { antiresonate, resonate } from '../../src/synthetic/sound/resonate.js';
import { type Resonator, resonator } from '../../src/synthetic/sound/resonator.js';
import { resonatorGain } from './resonator-gain.js';

const sampleRate = 48000;
const impulse = () => Float64Array.from({ length: 48000 }, (_, i) => (i === 0 ? 1 : 0));

/** |sum of x[n] exp(-2 pi i f n / fs)|, the slow way. */
function gainAt(response: Float64Array, frequency: number): number {
  let re = 0;
  let im = 0;
  response.forEach((value, i) => {
    re += value * Math.cos((2 * Math.PI * frequency * i) / sampleRate);
    im -= value * Math.sin((2 * Math.PI * frequency * i) / sampleRate);
  });
  return Math.hypot(re, im);
}

test.each([
  [270, 60],
  [730, 80],
  [2290, 200],
  [15500, 700],
])('a resonator at %d Hz, %d Hz wide, has the closed form’s frequency response', (frequency, bandwidth) => {
  const filter = resonator(frequency, bandwidth, sampleRate);
  const response = impulse();
  resonate(response, 0, response.length, filter, filter, new Float64Array(2));
  const at = [0, frequency / 2, frequency - bandwidth, frequency, frequency + bandwidth, 20000];
  expectAllClose(
    at.map((f) => gainAt(response, f)),
    at.map((f) => resonatorGain(filter, f, sampleRate)),
    { rtol: 1e-9, atol: 1e-12 },
  );
  expect(gainAt(response, 0)).toBeCloseTo(1, 9);
});

test('a resonator peaks at its frequency and is 3 dB down half a bandwidth away', () => {
  const filter = resonator(2000, 100, sampleRate);
  const gain = (f: number) => resonatorGain(filter, f, sampleRate);
  const peak = Array.from({ length: 4000 }, (_, f) => f).reduce((best, f) => (gain(f) > gain(best) ? f : best), 0);
  expect(Math.abs(peak - 2000)).toBeLessThan(3);
  for (const edge of [1950, 2050]) expect(Math.abs(20 * Math.log10(gain(edge) / gain(2000)) + 3)).toBeLessThan(0.2);
});

test('filtering in blocks equals filtering at once', () => {
  const signal = createLcg(1).array(1000);
  const from = resonator(500, 80, sampleRate);
  const whole = signal.slice();
  resonate(whole, 0, 1000, from, from, new Float64Array(2));
  const parts = signal.slice();
  const state = new Float64Array(2);
  for (const [start, stop] of [
    [0, 333],
    [333, 334],
    [334, 1000],
  ])
    resonate(parts, start, stop, from, from, state);
  expectAllClose(parts, whole, {});
});

test('the inverse undoes a resonator, also while both move', () => {
  const signal = createLcg(2).array(2000);
  const from = resonator(400, 80, sampleRate);
  const to = resonator(2000, 150, sampleRate);
  const filtered = signal.slice();
  resonate(filtered, 0, 2000, from, to, new Float64Array(2));
  antiresonate(filtered, 0, 2000, from, to, new Float64Array(2));
  expectAllClose(filtered, signal, { atol: 1e-9 });
});

test('a resonator that moves equals the difference equation with coefficients on a straight line', () => {
  const signal = createLcg(3).array(500);
  const from = resonator(400, 80, sampleRate);
  const to = resonator(900, 120, sampleRate);
  const expected: number[] = [];
  const between = (key: keyof Resonator, i: number) => from[key] + (i / 500) * (to[key] - from[key]);
  for (let i = 0; i < 500; i++) {
    const [y1, y2] = [expected[i - 1] ?? 0, expected[i - 2] ?? 0];
    expected.push(between('a', i) * signal[i] + between('b', i) * y1 + between('c', i) * y2);
  }
  resonate(signal, 0, 500, from, to, new Float64Array(2));
  expectAllClose(signal, expected, { rtol: 1e-9, atol: 1e-10 });
});

test('the band-pass has gain 1 at its centre and 0 at both ends, whole or in blocks', () => {
  const response = impulse();
  const state = new Float64Array(4);
  bandPass(response, response.length, 6000, 2000, sampleRate, state);
  const centre = (sampleRate / (2 * Math.PI)) * Math.acos(peakCosine(6000, 2000));
  expect(gainAt(response, centre)).toBeCloseTo(1, 6);
  expect(gainAt(response, 0)).toBeCloseTo(0, 9);
  expect(gainAt(response, sampleRate / 2)).toBeCloseTo(0, 9);

  const noise = createLcg(4).array(300);
  const whole = noise.slice();
  bandPass(whole, 300, 6000, 2000, sampleRate, new Float64Array(4));
  const blockState = new Float64Array(4);
  const blocks = [noise.slice(0, 100), noise.slice(100)];
  for (const block of blocks) bandPass(block, block.length, 6000, 2000, sampleRate, blockState);
  expectAllClose([...blocks[0], ...blocks[1]], whole, {});
});

/** The band-pass peaks where cos w = 2 r cos(theta) / (1 + r^2), with r and theta the poles' radius and angle. */
function peakCosine(frequency: number, bandwidth: number): number {
  const radius = Math.exp((-Math.PI * bandwidth) / sampleRate);
  return (2 * radius * Math.cos((2 * Math.PI * frequency) / sampleRate)) / (1 + radius * radius);
}
