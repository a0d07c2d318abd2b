import { createLcg, expectAllClose } from '@aver/test-helpers';
import { describe, expect, test } from 'vitest';
import { loudness, type Matrix, spectralCrest, spectralFlux, spectralSlope, spectrogram } from '../../src/index.js';

const noise = Float32Array.from(createLcg(11).array(6000));
const magnitude = spectrogram(noise);
const matrix = (...rows: number[][]): Matrix => ({
  data: Float32Array.from(rows.flat()),
  shape: [rows.length, rows[0].length],
});
const column = ({ data, shape: [rows, columns] }: Matrix, t: number): number[] =>
  Array.from({ length: rows }, (_, row) => data[row * columns + t]);

test('all four take samples or their spectrogram', () => {
  expect(spectralFlux(noise)).toEqual(spectralFlux(magnitude));
  expect(spectralCrest(noise)).toEqual(spectralCrest(magnitude));
  expect(spectralSlope(noise, 16000)).toEqual(spectralSlope(magnitude, 16000));
  expect(loudness(noise, 16000)).toEqual(loudness(magnitude, 16000));
  expect(loudness(noise, 16000).shape).toEqual([1, 12]);
});

describe('spectralFlux', () => {
  test('counts what rises', () => {
    expect([...spectralFlux(matrix([1, 3, 3, 0], [2, 1, 2, 0])).data]).toEqual([0, 2, 1, 0]);
    const [before, now] = [column(magnitude, 4), column(magnitude, 5)];
    const expected = now.reduce((sum, value, k) => sum + Math.max(0, value - before[k]), 0);
    expectAllClose([spectralFlux(noise).data[5]], [expected], { rtol: 1e-6 });
  });
});

describe('spectralCrest', () => {
  test('is 1 for a flat spectrum and for silence, and the root of the bins for one of them', () => {
    const crest = spectralCrest(matrix([3, 0, 0], [3, 0, 5], [3, 0, 0], [3, 0, 0]));
    expect([...crest.data]).toEqual([1, 1, 2]);
    const values = column(magnitude, 3);
    const meanSquare = values.reduce((sum, value) => sum + value * value, 0) / values.length;
    expectAllClose([spectralCrest(noise).data[3]], [Math.max(...values) / Math.sqrt(meanSquare)], { rtol: 1e-6 });
  });
});

describe('spectralSlope', () => {
  test('of magnitudes that fall by 6 dB per 100 Hz is -0.06 dB per Hz, in any band', () => {
    const rate = 16000;
    const falling = matrix(...Array.from({ length: 513 }, (_, k) => [10 ** (-(k * rate) / 1024 / 100 / (20 / 6)), 0]));
    for (const [fMin, fMax] of [
      [0, 500],
      [500, 1500],
    ]) {
      const { data } = spectralSlope(falling, rate, { fMin, fMax, amin: 1e-12 });
      expectAllClose(data, [-0.06, 0], { rtol: 1e-5 });
    }
  });

  test('is the least squares of the decibels in the band', () => {
    const rate = 16000;
    const points = column(magnitude, 6)
      .map((value, k) => [(k * rate) / 2048, 20 * Math.log10(value)])
      .filter(([hz]) => hz >= 500 && hz <= 1500);
    const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
    const [x, y] = [mean(points.map(([hz]) => hz)), mean(points.map(([, db]) => db))];
    const slope =
      points.reduce((sum, [hz, db]) => sum + (hz - x) * (db - y), 0) /
      points.reduce((sum, [hz]) => sum + (hz - x) ** 2, 0);
    const ours = spectralSlope(noise, rate, { fMin: 500, fMax: 1500 }).data[6];
    expectAllClose([ours], [slope], { rtol: 1e-4, atol: 1e-9 });
  });
});

describe('loudness', () => {
  test('grows by 2^0.46 with the amplitude, and is 0 for silence', () => {
    const louder = loudness(
      noise.map((value) => 2 * value),
      16000,
    );
    expectAllClose(
      louder.data,
      loudness(noise, 16000).data.map((value) => value * 2 ** 0.46),
      { rtol: 1e-6 },
    );
    expect([...loudness(new Float32Array(1000), 16000).data]).toEqual([0, 0]);
  });

  test('is the sum of the bands’ powers to the 0.23, band by band', () => {
    const rate = 48000;
    const bandOf = (k: number) => {
      const hz = (k * rate) / 2048;
      return Math.floor(13 * Math.atan(0.00076 * hz) + 3.5 * Math.atan((hz / 7500) ** 2));
    };
    const values = column(magnitude, 2);
    let expected = 0;
    for (let band = 0; band < 30; band++) {
      const power = values.reduce((sum, value, k) => sum + (bandOf(k) === band ? value * value : 0), 0);
      if (power > 0) expected += power ** 0.23;
    }
    expectAllClose([loudness(magnitude, rate).data[2]], [expected], { rtol: 1e-6 });
  });

  test('tones in two bands are louder than both in one', () => {
    const rows = (...places: number[]) =>
      matrix(...Array.from({ length: 1025 }, (_, k) => [places.includes(k) ? 1 : 0]));
    const together = loudness(rows(43, 44), 48000).data[0];
    const apart = loudness(rows(43, 200), 48000).data[0];
    expect(together).toBeCloseTo(2 ** 0.23, 6);
    expect(apart).toBeCloseTo(2, 6);
  });
});
