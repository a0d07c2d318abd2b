import { createLcg, expectAllClose } from '@aver/test-helpers';
import { describe, expect, test } from 'vitest';
import {
  chromaStft,
  delta,
  estimateTuning,
  type Matrix,
  melFilterBank,
  melSpectrogram,
  mfcc,
  powerToDb,
  rms,
  spectralBandwidth,
  spectralCentroid,
  spectralContrast,
  spectralFlatness,
  spectralRolloff,
  spectrogram,
  tonnetz,
  zeroCrossingRate,
} from '../../src/index.js';

const noise = Float32Array.from(createLcg(11).array(6000));
const silence = new Float32Array(3000);
const magnitude = spectrogram(noise);
const column = ({ data, shape: [rows, columns] }: Matrix, t: number): number[] =>
  Array.from({ length: rows }, (_, row) => data[row * columns + t]);

function sine(hz: number, sampleRate: number, length: number): Float32Array {
  return Float32Array.from({ length }, (_, n) => 0.5 * Math.sin((2 * Math.PI * hz * n) / sampleRate));
}

describe('melSpectrogram', () => {
  test('is the filter bank times the power spectrogram', () => {
    const power = spectrogram(noise, { power: 2 });
    const { data: filters } = melFilterBank(16000, { nMels: 20 });
    const result = melSpectrogram(noise, 16000, { nMels: 20 });
    for (const t of [0, 3, 11]) {
      const frame = column(power, t);
      const expected = Array.from({ length: 20 }, (_, band) =>
        frame.reduce((sum, value, k) => sum + value * filters[band * 1025 + k], 0),
      );
      expectAllClose(column(result, t), expected, { rtol: 1e-5 });
    }
  });

  test('takes a spectrogram in place of samples', () => {
    const ofSamples = melSpectrogram(noise, 16000, { nFft: 1024, hopLength: 256, nMels: 20 });
    const ofMatrix = melSpectrogram(spectrogram(noise, { nFft: 1024, hopLength: 256, power: 2 }), 16000, { nMels: 20 });
    expect(ofMatrix).toEqual(ofSamples);
  });

  test('an odd nFft is known from the option', () => {
    const options = { nFft: 1001, hopLength: 250, nMels: 20 };
    const ofMatrix = melSpectrogram(spectrogram(noise, { ...options, power: 2 }), 16000, options);
    expect(ofMatrix).toEqual(melSpectrogram(noise, 16000, options));
  });
});

describe('mfcc', () => {
  test('is the orthonormal cosine transform of the mel spectrogram in dB', () => {
    const decibels = powerToDb(melSpectrogram(noise, 16000, { nMels: 32 }));
    const result = mfcc(noise, 16000, { nMfcc: 13, nMels: 32 });
    const frame = column(decibels, 4);
    const expected = Array.from({ length: 13 }, (_, k) => {
      const scale = Math.sqrt((k === 0 ? 1 : 2) / 32);
      return scale * frame.reduce((sum, value, n) => sum + value * Math.cos((Math.PI * k * (2 * n + 1)) / 64), 0);
    });
    expectAllClose(column(result, 4), expected, { atol: 1e-3 });
    expect(mfcc(decibels, 16000, { nMfcc: 13 })).toEqual(result);
  });

  test('all coefficients keep the energy, and type 3 undoes type 2', () => {
    const decibels = powerToDb(melSpectrogram(noise, 16000, { nMels: 32 }));
    const all = mfcc(decibels, 16000, { nMfcc: 32 });
    expect(Math.hypot(...column(all, 2))).toBeCloseTo(Math.hypot(...column(decibels, 2)), 3);
    const back = mfcc(all, 16000, { nMfcc: 32, dctType: 3 });
    expectAllClose(back.data, decibels.data, { atol: 1e-3 });
    const type1 = mfcc(decibels, 16000, { nMfcc: 32, dctType: 1 });
    expectAllClose(mfcc(type1, 16000, { nMfcc: 32, dctType: 1 }).data, decibels.data, { atol: 1e-3 });
  });

  test('20 coefficients unless said otherwise, never more than bands', () => {
    expect(mfcc(noise, 16000).shape[0]).toBe(20);
    expect(mfcc(noise, 16000, { nMfcc: 200, nMels: 30 }).shape[0]).toBe(30);
  });

  test('the lifter scales each coefficient', () => {
    const plain = mfcc(noise, 16000, { nMfcc: 5 });
    const lifted = mfcc(noise, 16000, { nMfcc: 5, lifter: 4 });
    for (let n = 0; n < 5; n++) {
      const factor = 1 + 2 * Math.sin((Math.PI * (n + 1)) / 4);
      expect(column(lifted, 3)[n]).toBeCloseTo(factor * column(plain, 3)[n], 2);
    }
  });
});

describe('chroma and tuning', () => {
  test('440 Hz is A and nothing else is as strong', () => {
    const result = column(chromaStft(sine(440, 22050, 8000), 22050, { tuning: 0 }), 8);
    expect(result[9]).toBe(1);
    expect(result.filter((value) => value > 0.9)).toEqual([1]);
  });

  test('tuning is the left edge of the bin that holds the deviation', () => {
    for (const cents of [-40, -15, 5, 33]) {
      const estimated = estimateTuning(sine(880 * 2 ** ((cents + 0.5) / 1200), 22050, 22050), 22050);
      expect(Math.abs(estimated - cents / 100)).toBeLessThan(0.025);
    }
    expect(estimateTuning(silence, 22050)).toBe(0);
  });

  // librosa 0.11.0: estimate_tuning(y=y, sr=22050, n_fft=..., win_length=..., hop_length=...)
  test.each([
    [{ nFft: 256 }, -0.3],
    [{ nFft: 512 }, -0.3],
    [{ nFft: 1000 }, -0.39],
    [{ nFft: 1024 }, -0.27],
    [{}, -0.36],
    [{ nFft: 4096 }, -0.5],
    [{ nFft: 8192 }, -0.36],
    [{ nFft: 1024, winLength: 600 }, -0.3],
    [{ nFft: 4096, hopLength: 512 }, 0.41],
  ])('frames lie a quarter of their length apart, as in librosa: %j gives %d for a chirp', (options, expected) => {
    const chirp = Float32Array.from({ length: 22050 }, (_, n) => {
      const t = n / 22050;
      return 0.5 * Math.sin(2 * Math.PI * (200 * t + 300 * t ** 2));
    });
    expect(estimateTuning(chirp, 22050, options)).toBeCloseTo(expected, 12);
  });

  test('without a tuning, that of the same spectrogram is used', () => {
    const tuning = estimateTuning(magnitude, 22050);
    expect(chromaStft(magnitude, 22050)).toEqual(chromaStft(magnitude, 22050, { tuning }));
  });

  test('each frame is divided by its norm', () => {
    const power = spectrogram(noise, { power: 2 });
    const raw = column(chromaStft(power, 22050, { tuning: 0, norm: null }), 3);
    const by = (norm: 1 | 2 | typeof Infinity): number[] => column(chromaStft(power, 22050, { tuning: 0, norm }), 3);
    const divided = (length: number): number[] => raw.map((value) => value / length);
    expectAllClose(by(Infinity), divided(Math.max(...raw)), { rtol: 1e-6 });
    expectAllClose(by(1), divided(raw.reduce((a, b) => a + b, 0)), { rtol: 1e-6 });
    expectAllClose(by(2), divided(Math.hypot(...raw)), { rtol: 1e-6 });
  });

  test('a single pitch class lies on every circle', () => {
    const chroma: Matrix = { data: Float32Array.from({ length: 12 }, (_, c) => (c === 0 ? 1 : 0)), shape: [12, 1] };
    expectAllClose(tonnetz(chroma).data, [0, 1, 0, 1, 0, 0.5], { atol: 1e-7 });
    const third: Matrix = { data: Float32Array.from({ length: 12 }, (_, c) => (c === 3 ? 2 : 0)), shape: [12, 1] };
    // Three semitones are 3.5, 4.5 and 2 half turns.
    expectAllClose(tonnetz(third).data, [-1, 0, 1, 0, 0, 0.5], { atol: 1e-6 });
  });

  test('silence has no pitch', () => {
    const chroma = chromaStft(silence, 22050);
    expect(chroma.data.every((value) => value === 0)).toBe(true);
    expect(tonnetz(chroma).data.every((value) => value === 0)).toBe(true);
  });
});

describe('spectralContrast', () => {
  test('is sorting each band and taking the means of its ends', () => {
    const result = spectralContrast(magnitude, 16000, { quantile: 0.1, linear: true });
    const frame = column(magnitude, 5);
    const edges = [0, 200, 400, 800, 1600, 3200, 6400, 12800];
    const hz = (k: number): number => (k * 16000) / 2048;
    const expected = Array.from({ length: 7 }, (_, band) => {
      let bins = frame.map((_, k) => k).filter((k) => hz(k) >= edges[band] && hz(k) <= edges[band + 1]);
      if (band > 0) bins = [bins[0] - 1, ...bins];
      const count = Math.round(0.1 * bins.length);
      if (band < 6) bins.pop();
      const sorted = bins.map((k) => frame[k]).sort((a, b) => a - b);
      const mean = (values: number[]): number => values.reduce((a, b) => a + b, 0) / values.length;
      return mean(sorted.slice(-count)) - mean(sorted.slice(0, count));
    });
    expectAllClose(column(result, 5), expected, { rtol: 1e-5 });
  });

  test('a tone stands out in its band alone', () => {
    const result = column(spectralContrast(sine(1000, 16000, 8000), 16000), 8);
    expect(result.indexOf(Math.max(...result))).toBe(3);
  });

  test('silence has none', () => {
    expect(spectralContrast(silence, 48000).data.every((value) => value === 0)).toBe(true);
  });
});

describe('delta', () => {
  const ramp: Matrix = {
    data: Float32Array.from({ length: 40 }, (_, i) => (i % 20) * (i < 20 ? 3 : -1)),
    shape: [2, 20],
  };

  test('a ramp has its slope everywhere', () => {
    const { data } = delta(ramp);
    expectAllClose(data, [...new Array(20).fill(3), ...new Array(20).fill(-1)], { atol: 1e-5 });
  });

  test('a parabola has its second derivative everywhere, and a cubic its third', () => {
    const squares: Matrix = { data: Float32Array.from({ length: 15 }, (_, t) => 2.5 * t * t), shape: [1, 15] };
    expectAllClose(delta(squares, { order: 2, width: 5 }).data, new Array(15).fill(5), { atol: 1e-4 });
    const cubes: Matrix = { data: Float32Array.from({ length: 15 }, (_, t) => t ** 3), shape: [1, 15] };
    expectAllClose(delta(cubes, { order: 3, width: 7 }).data, new Array(15).fill(6), { atol: 1e-3 });
  });
});

describe('what a frame is like', () => {
  test('rms of a constant is the constant, and half a frame of zeros takes off a factor of sqrt 2', () => {
    const { data } = rms(new Float32Array(8192).fill(-0.5));
    expect(data[8]).toBeCloseTo(0.5, 7);
    expect(data[0]).toBeCloseTo(0.5 / Math.SQRT2, 7);
    expect(rms(new Float32Array(8192).fill(-0.5), { padMode: 'edge' }).data[0]).toBeCloseTo(0.5, 7);
    expect(rms(silence).data[0]).toBe(0);
  });

  test('rms of a spectrogram without window is that of the samples (Parseval)', () => {
    for (const frameLength of [512, 511]) {
      const options = { nFft: frameLength, hopLength: 128, window: 'rectangular' } as const;
      const ofSpectrogram = rms(spectrogram(noise, options), { frameLength });
      expectAllClose(ofSpectrogram.data, rms(noise, { frameLength, hopLength: 128 }).data, { rtol: 1e-5 });
    }
  });

  test('an alternating signal crosses zero at every sample, zero itself being positive', () => {
    const alternating = Float32Array.from({ length: 5000 }, (_, n) => (n % 2 ? -0.1 : 0));
    expect(zeroCrossingRate(alternating, { center: false }).data[2]).toBeCloseTo(2047 / 2048, 7);
    expect(zeroCrossingRate(alternating, { center: false, threshold: 0.11 }).data[2]).toBe(0);
    expect(zeroCrossingRate(silence).data[1]).toBe(0);
  });

  test('two frequencies have their mean as centroid and their half distance as bandwidth', () => {
    const data = new Float32Array(1025);
    data[100] = 3;
    data[300] = 3;
    const matrix: Matrix = { data, shape: [1025, 1] };
    expect(spectralCentroid(matrix, 20480).data[0]).toBe(2000);
    expect(spectralBandwidth(matrix, 20480).data[0]).toBeCloseTo(1000, 3);
    expect(spectralBandwidth(matrix, 20480, { p: 1, norm: false }).data[0]).toBeCloseTo(6000, 3);
    expect(spectralRolloff(matrix, 20480).data[0]).toBe(3000);
    expect(spectralRolloff(matrix, 20480, { rollPercent: 0.5 }).data[0]).toBe(1000);
  });

  test('a flat spectrum is flat, a single frequency is not', () => {
    const flat: Matrix = { data: new Float32Array(1025).fill(0.2), shape: [1025, 1] };
    expect(spectralFlatness(flat).data[0]).toBeCloseTo(1, 6);
    const peak: Matrix = { data: Float32Array.from({ length: 1025 }, (_, k) => (k === 5 ? 1 : 0)), shape: [1025, 1] };
    expect(spectralFlatness(peak).data[0]).toBeLessThan(1e-6);
  });

  test('silence has a defined answer', () => {
    expect(spectralCentroid(silence, 8000).data[0]).toBe(0);
    expect(spectralBandwidth(silence, 8000).data[0]).toBe(0);
    expect(spectralRolloff(silence, 8000).data[0]).toBe(0);
    expect(spectralFlatness(silence).data[0]).toBeCloseTo(1, 6);
  });
});
