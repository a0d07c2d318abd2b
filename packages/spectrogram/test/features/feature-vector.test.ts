import { createLcg, expectAllClose } from '@aver/test-helpers';
import { describe, expect, test } from 'vitest';
import {
  chromaStft,
  createFeatureStream,
  type FeatureGroup,
  featureGroups,
  featureNames,
  featureVector,
  type Matrix,
  melSpectrogram,
  mfcc,
  spectralContrast,
  spectrogram,
  tonnetz,
} from '../../src/index.js';

const samples = Float32Array.from(createLcg(21).array(9000));
const all: FeatureGroup[] = ['mfcc', 'chroma', 'mel', 'contrast', 'tonnetz'];

const rowMeans = ({ data, shape: [rows, columns] }: Matrix): number[] =>
  Array.from({ length: rows }, (_, row) => {
    let sum = 0;
    for (let t = 0; t < columns; t++) sum += data[row * columns + t];
    return sum / columns;
  });

describe('featureVector', () => {
  test('is the means over time of its groups, chroma being that of the magnitude spectrogram', () => {
    const { names, values } = featureVector(samples, 48000, { groups: all, tuning: 0.1 });
    const chroma = chromaStft(spectrogram(samples), 48000, { tuning: 0.1 });
    const expected = [
      ...rowMeans(mfcc(samples, 48000, { nMfcc: 40 })),
      ...rowMeans(chroma),
      ...rowMeans(melSpectrogram(samples, 48000)),
      ...rowMeans(spectralContrast(samples, 48000)),
      ...rowMeans(tonnetz(chroma)),
    ];
    expect(values.length).toBe(193);
    expect(names.length).toBe(193);
    expectAllClose(values, expected, { rtol: 1e-5, atol: 1e-5 });
  });

  test('has 180 values, each with a name of its own, unless said otherwise', () => {
    const { names, values } = featureVector(samples, 48000);
    expect(values.length).toBe(180);
    expect(new Set(names).size).toBe(180);
    expect([names[0], names[39], names[40], names[51], names[52], names[179]]).toEqual([
      'mfcc0',
      'mfcc39',
      'chromaC',
      'chromaB',
      'mel0',
      'mel127',
    ]);
    expect(Object.values(featureNames).flat().slice(180)).toEqual([
      ...['contrast0', 'contrast1', 'contrast2', 'contrast3', 'contrast4', 'contrast5', 'contrast6'],
      ...['tonnetzFifthX', 'tonnetzFifthY', 'tonnetzMinorThirdX', 'tonnetzMinorThirdY'],
      ...['tonnetzMajorThirdX', 'tonnetzMajorThirdY'],
    ]);
  });

  test('keeps its order whatever the order of the groups, and computes each group alone as with the others', () => {
    const whole = featureVector(samples, 48000, { groups: all, tuning: 0 });
    const swapped = featureVector(samples, 48000, {
      groups: ['tonnetz', 'mel', 'mfcc', 'chroma', 'contrast'],
      tuning: 0,
    });
    expect(swapped).toEqual(whole);
    for (const group of all) {
      const alone = featureVector(samples, 48000, { groups: [group, group], tuning: 0 });
      const from = whole.names.indexOf(alone.names[0]);
      expect(alone.names).toEqual(featureNames[group]);
      expect(alone.values).toEqual(whole.values.slice(from, from + alone.values.length));
    }
  });

  test('featureGroups are those that a sample rate has room for, and they can all be computed', () => {
    const without = ['mfcc', 'chroma', 'mel', 'tonnetz'];
    expect(featureGroups(48000)).toEqual(all);
    expect(featureGroups(12801)).toEqual(all);
    expect(featureGroups(12800)).toEqual(without);
    expect(featureGroups(8000)).toEqual(without);
    for (const sampleRate of [1000, 4000, 8000, 11025, 12800, 12801]) {
      const groups = featureGroups(sampleRate);
      const { names, values } = featureVector(samples, sampleRate, { groups });
      expect(names).toEqual(groups.flatMap((group) => featureNames[group]));
      expect(values.every(Number.isFinite)).toBe(true);
    }
  });

  test('a group that a sample rate has no room for is named, with those that it has', () => {
    const message =
      'groups must be some of mfcc, chroma, mel, tonnetz at 8000 Hz; received contrast, which needs more than 12800 Hz';
    expect(() => featureVector(samples, 8000, { groups: all })).toThrow(new RangeError(`featureVector: ${message}`));
    expect(() => createFeatureStream(8000, { groups: ['contrast'] })).toThrow(
      new RangeError(`createFeatureStream: ${message}`),
    );
    expect(() => featureGroups(Number.NaN)).toThrow(
      'featureGroups: sampleRate must be a positive number; received NaN',
    );
  });

  test('silence and a signal without samples have a defined answer', () => {
    for (const length of [0, 1, 5000]) {
      const { values } = featureVector(new Float32Array(length), 16000, { groups: all });
      // 128 bands of -100 dB: the orthonormal transform's first coefficient is -100 sqrt 128.
      expect(values[0]).toBeCloseTo(-100 * Math.sqrt(128), 2);
      expect(Math.max(...values.subarray(1).map(Math.abs))).toBeLessThan(1e-3);
    }
  });
});
