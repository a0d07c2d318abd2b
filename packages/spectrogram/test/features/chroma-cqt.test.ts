import { createLcg, expectAllClose } from '@aver/test-helpers';
import { describe, expect, test } from 'vitest';
import { chromaCqt, cqt, estimateTuning, type Matrix } from '../../src/index.js';

const noise = Float32Array.from(createLcg(11).array(6000));
const column = ({ data, shape: [rows, columns] }: Matrix, t: number): number[] =>
  Array.from({ length: rows }, (_, row) => data[row * columns + t]);

function sine(hz: number, length: number): Float32Array {
  return Float32Array.from({ length }, (_, n) => 0.5 * Math.sin((2 * Math.PI * hz * n) / 22050));
}

describe('chromaCqt', () => {
  test('a sine is its own pitch class, whatever its octave and wherever the frequencies begin', () => {
    for (const hz of [55, 440, 3520]) {
      const frame = column(chromaCqt(sine(hz, 30000), 22050, { tuning: 0 }), 29);
      expect(frame[9]).toBe(1);
      expect(Math.max(...frame.filter((_, c) => c < 8 || c > 10))).toBeLessThan(0.05);
    }
    const e = sine(440 * 2 ** (-5 / 12), 20000);
    for (const fMin of [32.70319566257483, 55, 61.735]) {
      expect(column(chromaCqt(e, 22050, { tuning: 0, fMin, nOctaves: 6 }), 20)[4]).toBe(1);
    }
  });

  test('is the sum of the three frequencies around each pitch, over all octaves', () => {
    const { real, imaginary, shape } = cqt(noise, 16000, { nBins: 252, binsPerOctave: 36, tuning: 0.2 });
    const data = real.map((value, i) => Math.hypot(value, imaginary[i]));
    const expected = Array.from({ length: 12 }, (_, c) => {
      const rows = Array.from({ length: 252 }, (_, k) => k).filter((k) => Math.floor(((k + 1) % 36) / 3) === c);
      return rows.reduce((sum, k) => sum + data[k * shape[1] + 5], 0);
    });
    const result = chromaCqt(noise, 16000, { tuning: 0.2, norm: null });
    expectAllClose(column(result, 5), expected, { rtol: 1e-6 });
    expect(chromaCqt({ data, shape }, 16000, { norm: null })).toEqual(result);
  });

  test('estimates the tuning in its own steps', () => {
    const tuning = estimateTuning(noise, 16000, { binsPerOctave: 36 });
    expect(chromaCqt(noise, 16000)).toEqual(chromaCqt(noise, 16000, { tuning }));
  });

  test('silence has no chroma', () => {
    expect(chromaCqt(new Float32Array(3000), 22050).data.every((value) => value === 0)).toBe(true);
  });
});
