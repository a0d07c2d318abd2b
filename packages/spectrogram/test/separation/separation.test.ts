import { createLcg, expectAllClose } from '@aver/test-helpers';
import { describe, expect, test } from 'vitest';
import { harmonic, hpss, percussive } from '../../src/index.js';
import { medianFilter } from '../../src/separation/median-filter.js';
import { mediansAlongColumns, mediansAlongRows } from '../../src/separation/running-medians.js';

describe('medianFilter', () => {
  for (const [length, width] of [
    [50, 5],
    [50, 31],
    [7, 31],
    [1, 9],
    [20, 1],
  ]) {
    test(`is the middle of ${width} sorted values around each of ${length}`, () => {
      // Few different values in the first half, so that ties are common.
      const line = Float32Array.from(createLcg(length * width).array(length), (value, i) =>
        i < length / 2 ? Math.round(6 * value) : 6 * value,
      );
      const out = new Float32Array(length);
      medianFilter(line, width, out);
      const half = (width - 1) / 2;
      const mirrored = (i: number): number =>
        i < 0 ? mirrored(-1 - i) : i < length ? line[i] : mirrored(2 * length - 1 - i);
      const expected = Array.from({ length }, (_, i) => {
        const around = Array.from({ length: width }, (_, j) => mirrored(i + j - half));
        return around.sort((a, b) => a - b)[half];
      });
      expectAllClose(out, expected, {});
    });
  }
});

describe('medians of a matrix', () => {
  // Sizes that are no multiples of four, fewer than four, and more values than the kernel takes at a time.
  for (const [rows, columns, width] of [
    [1, 700, 5],
    [3, 300, 31],
    [4, 200, 3],
    [7, 101, 9],
    [257, 3, 31],
    [300, 5, 1],
    [5, 250_000, 3],
    [70, 15_001, 3],
  ]) {
    test(`along the rows and columns of ${rows} x ${columns} values are those of each line alone, of ${width}`, () => {
      const data = Float32Array.from(createLcg(rows + columns).array(rows * columns), (value, i) =>
        i % 3 === 0 ? Math.round(4 * value) : value,
      );
      const isSame = (actual: Float32Array, expected: Float32Array): boolean =>
        actual.every((value, i) => value === expected[i]);
      const alongRows = mediansAlongRows({ data, shape: [rows, columns] }, width);
      const alongColumns = mediansAlongColumns({ data, shape: [rows, columns] }, width);
      const out = new Float32Array(Math.max(rows, columns));
      for (let row = 0; row < rows; row++) {
        medianFilter(data.subarray(row * columns, (row + 1) * columns), width, out.subarray(0, columns));
        expect(isSame(alongRows.subarray(row * columns, (row + 1) * columns), out)).toBe(true);
      }
      for (let column = 0; column < columns; column++) {
        const line = (values: Float32Array): Float32Array =>
          Float32Array.from({ length: rows }, (_, row) => values[row * columns + column]);
        medianFilter(line(data), width, out.subarray(0, rows));
        if (!isSame(line(alongColumns), out)) expect(line(alongColumns)).toEqual(out.subarray(0, rows));
      }
    });
  }
});

describe('hpss', () => {
  const clicks = Float32Array.from({ length: 20000 }, (_, n) => (n % 4000 === 2000 ? 1 : 0));
  const tone = Float32Array.from({ length: 20000 }, (_, n) => 0.2 * Math.sin(0.3 * n));
  const both = tone.map((value, n) => value + clicks[n]);
  const energy = (signal: Float32Array): number => signal.reduce((sum, value) => sum + value * value, 0);

  test('a tone is harmonic, clicks are percussive', () => {
    const parts = hpss(both);
    const offTone = energy(parts.harmonic.map((value, n) => value - tone[n]));
    expect(offTone / energy(tone)).toBeLessThan(0.02);
    expect(parts.percussive[2000]).toBeGreaterThan(0.8);
    expect(Math.abs(parts.harmonic[2000] - tone[2000])).toBeLessThan(0.2);
  });

  test('the two parts add up to the signal, and not with a margin', () => {
    const { harmonic: h, percussive: p } = hpss(both);
    expectAllClose(
      h.map((value, n) => value + p[n]),
      both,
      { atol: 1e-6 },
    );
    const apart = hpss(both, { margin: 3 });
    expect(energy(apart.harmonic) + energy(apart.percussive)).toBeLessThan(energy(h) + energy(p));
  });

  test('harmonic and percussive are its two parts', () => {
    const parts = hpss(both, { kernelSize: [9, 15], margin: [1, 2], power: 1 });
    expect(harmonic(both, { kernelSize: [9, 15], margin: [1, 2], power: 1 })).toEqual(parts.harmonic);
    expect(percussive(both, { kernelSize: [9, 15], margin: [1, 2], power: 1 })).toEqual(parts.percussive);
  });

  test('signals shorter than a window, and of an odd nFft, keep their length', () => {
    for (const length of [0, 1, 1024, 1025]) {
      expect(hpss(both.subarray(0, length)).harmonic.every(Number.isFinite)).toBe(true);
      expect(hpss(both.subarray(0, length)).percussive.length).toBe(length);
    }
    expect(hpss(both, { nFft: 1001 }).harmonic.length).toBe(both.length);
  });
});
