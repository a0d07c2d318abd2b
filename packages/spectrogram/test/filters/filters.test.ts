import { expectAllClose } from '@aver/test-helpers';
import { describe, expect, test } from 'vitest';
import { chromaFilterBank, hzToMel, melFilterBank, melToHz } from '../../src/index.js';

describe('mel scale', () => {
  test('Slaney: 1,000 Hz is 15 mel, 6,400 Hz is 42', () => {
    expect(hzToMel(1000)).toBe(15);
    expect(hzToMel(500)).toBeCloseTo(7.5, 12);
    expect(hzToMel(6400)).toBeCloseTo(42, 12);
  });

  test('HTK: 700 Hz is 2595 log10 2', () => {
    expect(hzToMel(700, { htk: true })).toBeCloseTo(2595 * Math.log10(2), 10);
  });

  test('there and back is where one was', () => {
    for (const htk of [false, true]) {
      for (const hz of [0, 1, 200, 999, 1000, 1001, 24000]) {
        expect(melToHz(hzToMel(hz, { htk }), { htk })).toBeCloseTo(hz, 8);
      }
    }
  });
});

describe('melFilterBank', () => {
  test('is the triangles of the definition', () => {
    const options = { nFft: 512, nMels: 20, fMin: 100, fMax: 6000 };
    const { data, shape } = melFilterBank(16000, options);
    const corner = (i: number): number => melToHz(hzToMel(100) + (i * (hzToMel(6000) - hzToMel(100))) / 21);
    expect(shape).toEqual([20, 257]);
    const expected = Array.from(data, (_, i) => {
      const band = Math.floor(i / 257);
      const hz = ((i % 257) * 16000) / 512;
      const [left, centre, right] = [corner(band), corner(band + 1), corner(band + 2)];
      const triangle = Math.max(0, Math.min((hz - left) / (centre - left), (right - hz) / (right - centre)));
      return (triangle * 2) / (right - left);
    });
    expectAllClose(data, expected, { rtol: 1e-5, atol: 1e-9 });
  });

  test('without norm each triangle is 1 high at most', () => {
    const { data } = melFilterBank(16000, { nFft: 8192, nMels: 10, norm: null });
    const peak = Math.max(...data);
    expect(peak).toBeLessThanOrEqual(1);
    expect(peak).toBeGreaterThan(0.99);
  });

  test('nothing lies at or above fMax, for many sample rates', () => {
    for (const rate of [8000, 11025, 16000, 22050, 32000, 44100, 48000, 96000]) {
      const { data, shape } = melFilterBank(rate);
      for (let band = 0; band < shape[0]; band++) expect(data[band * shape[1] + 1024]).toBe(0);
    }
  });

  test('a band narrower than two frequencies are apart is zero, not an error', () => {
    const { data } = melFilterBank(48000, { nFft: 64, nMels: 128, norm: 2 });
    expect(data.every(Number.isFinite)).toBe(true);
  });
});

describe('chromaFilterBank', () => {
  test('each column has Euclidean norm 1 but for the octave weighting', () => {
    const { data, shape } = chromaFilterBank(22050, { nFft: 1024, octaveWidth: null });
    for (let k = 0; k < shape[1]; k++) {
      const squares = Array.from({ length: 12 }, (_, c) => data[c * shape[1] + k] ** 2);
      expect(Math.sqrt(squares.reduce((a, b) => a + b, 0))).toBeCloseTo(1, 6);
    }
  });

  test('440 Hz is A, and a semitone further up with a tuning of -1', () => {
    const classOf = (tuning: number, baseC: boolean): number => {
      const { data, shape } = chromaFilterBank(44000, { nFft: 44000, tuning, baseC });
      const column = Array.from({ length: 12 }, (_, c) => data[c * shape[1] + 440]);
      return column.indexOf(Math.max(...column));
    };
    expect(classOf(0, true)).toBe(9);
    expect(classOf(0, false)).toBe(0);
    expect(classOf(-1, true)).toBe(10);
  });
});
