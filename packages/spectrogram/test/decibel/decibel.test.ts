import { createLcg, expectAllClose } from '@aver/test-helpers';
import { describe, expect, test } from 'vitest';
import { amplitudeToDb, dbToPower, decibelSpectrogram, type Matrix, powerToDb, spectrogram } from '../../src/index.js';

const row = (...values: number[]): Matrix => ({ data: Float32Array.from(values), shape: [1, values.length] });

describe('powerToDb', () => {
  test('a hundredfold power is 20 dB', () => {
    expectAllClose(powerToDb(row(1, 10, 100)).data, [0, 10, 20], { atol: 1e-6 });
  });

  test('nothing lies more than topDb below the maximum of the whole matrix', () => {
    const matrix: Matrix = { data: Float32Array.of(1e-9, 1, 1e-9, 1000), shape: [2, 2] };
    expectAllClose(powerToDb(matrix).data, [-50, 0, -50, 30], { atol: 1e-5 });
    expectAllClose(powerToDb(matrix, { topDb: 20 }).data, [10, 10, 10, 30], { atol: 1e-5 });
    expectAllClose(powerToDb(matrix, { topDb: 0 }).data, [30, 30, 30, 30], { atol: 1e-5 });
    expectAllClose(powerToDb(matrix, { topDb: null }).data, [-90, 0, -90, 30], { atol: 1e-5 });
  });

  test('values below amin are amin, also as reference', () => {
    expectAllClose(powerToDb(row(0, 1e-20)).data, [-100, -100], { atol: 1e-5 });
    expectAllClose(powerToDb(row(0, 0), { ref: 'max' }).data, [0, 0], {});
    expectAllClose(powerToDb(row(0, 1), { amin: 1e-3, ref: 0 }).data, [0, 30], { atol: 1e-5 });
  });

  test('the reference may be the maximum, or any number without its sign', () => {
    expectAllClose(powerToDb(row(1, 10, 100), { ref: 'max' }).data, [-20, -10, 0], { atol: 1e-5 });
    expectAllClose(powerToDb(row(10), { ref: -10 }).data, [0], { atol: 1e-6 });
  });

  test('is the plain formula on every value', () => {
    const values = createLcg(3)
      .array(3001)
      .map((value) => Math.abs(value) ** 9);
    const matrix = row(...values);
    const largest = Math.max(...matrix.data);
    const expected = Array.from(matrix.data, (x) =>
      Math.max(10 * Math.log10(Math.max(1e-10, x)), 10 * Math.log10(largest) - 80),
    );
    expectAllClose(powerToDb(matrix).data, expected, { atol: 1e-5 });
  });

  test('an empty matrix stays empty', () => {
    expect(powerToDb({ data: new Float32Array(0), shape: [3, 0] })).toEqual({
      data: new Float32Array(0),
      shape: [3, 0],
    });
  });
});

describe('amplitudeToDb', () => {
  test('is powerToDb of the square', () => {
    const values = row(...createLcg(4).array(300));
    const squares: Matrix = { ...values, data: values.data.map((value) => value * value) };
    for (const options of [{}, { ref: 'max' as const }, { topDb: 30 }]) {
      const expected = powerToDb(squares, options).data;
      expectAllClose(amplitudeToDb(values, options).data, expected, { atol: 1e-5 });
    }
  });
});

describe('decibelSpectrogram', () => {
  const samples = Float32Array.from(createLcg(6).array(9000)).map((value, n) => (n < 4000 ? value : value * 1e-4));

  test('is powerToDb of the power spectrogram, to the bit', () => {
    for (const nFft of [512, 500]) {
      for (const options of [{}, { ref: 'max' as const }, { ref: 0.1, topDb: null }, { amin: 1e-3, topDb: 30 }]) {
        const power = spectrogram(samples, { nFft, hopLength: 128, power: 2 });
        expect(decibelSpectrogram(samples, { nFft, hopLength: 128, ...options })).toEqual(powerToDb(power, options));
      }
    }
  });

  test('powers beyond a float32 are refused, as powerToDb does', () => {
    const message = /decibelSpectrogram: matrix must be finite; received Infinity at index/;
    // 18 frames, which the kernel takes in fours and then one by one.
    for (const [from, to] of [
      [0, 9000],
      [0, 1000],
      [8800, 9000],
    ]) {
      const loud = samples.map((value, n) => (n >= from && n < to ? value * 1e30 : value));
      expect(() => decibelSpectrogram(loud)).toThrow(message);
    }
  });

  test('an empty signal is one frame of silence', () => {
    const { data, shape } = decibelSpectrogram(new Float32Array(0));
    expect(shape).toEqual([1025, 1]);
    expect(data.every((value) => value === -100)).toBe(true);
  });
});

describe('dbToPower', () => {
  test('undoes powerToDb', () => {
    const values = row(
      ...createLcg(5)
        .array(100)
        .map((value) => 1 + value),
    );
    expectAllClose(dbToPower(powerToDb(values)).data, values.data, { rtol: 1e-6 });
    expectAllClose(dbToPower(row(10), { ref: 3 }).data, [30], { rtol: 1e-6 });
  });
});
