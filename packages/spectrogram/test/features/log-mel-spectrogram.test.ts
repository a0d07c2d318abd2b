import { createLcg, expectAllClose } from '@aver/test-helpers';
import { describe, expect, test } from 'vitest';
import { logMelSpectrogram, type Matrix, melFilterBank, resample } from '../../src/index.js';

/** A sine with silence around it, in samples. */
function sine(before: number, length: number, after: number, amplitude = 0.5, hz = 1000): Float32Array {
  const samples = new Float32Array(before + length + after);
  for (let n = 0; n < length; n++) samples[before + n] = amplitude * Math.sin((2 * Math.PI * hz * n) / 16000);
  return samples;
}

/** First and last column with a value above 0. */
function extent({ data, shape: [bands, frames] }: Matrix): [number, number] {
  const sounding = Array.from({ length: frames }, (_, t) => t).filter((t) =>
    Array.from({ length: bands }, (_, b) => data[b * frames + t]).some((value) => value > 0),
  );
  return [sounding[0], sounding[sounding.length - 1]];
}

/** By the definition: a sum for each frequency of each frame. */
function slowly(
  samples: Float32Array,
  options: { targetSampleRate: number; nFft: number; hopLength: number; nMels: number },
) {
  const { targetSampleRate, nFft, hopLength, nMels } = options;
  const filters = melFilterBank(targetSampleRate, { nFft, nMels, fMin: 100, fMax: 3000 }).data;
  const bins = nFft / 2 + 1;
  const all = 1 + Math.floor(samples.length / hopLength);
  const columns = Array.from({ length: all }, (_, t) => {
    const powers = Array.from({ length: bins }, (_, k) => {
      let re = 0;
      let im = 0;
      for (let n = 0; n < nFft; n++) {
        const sample = samples[t * hopLength - nFft / 2 + n] ?? 0;
        const windowed = sample * (0.5 - 0.5 * Math.cos((2 * Math.PI * n) / nFft));
        re += windowed * Math.cos((2 * Math.PI * k * n) / nFft);
        im -= windowed * Math.sin((2 * Math.PI * k * n) / nFft);
      }
      return re * re + im * im;
    });
    return Array.from({ length: nMels }, (_, b) => {
      const power = powers.reduce((sum, value, k) => sum + filters[b * bins + k] * value, 0);
      return 10 * Math.log10(Math.max(power, 1e-10));
    });
  });
  const loudest = Math.max(...columns.flat());
  const loud = columns.map((column) => Math.max(...column) >= loudest - 30);
  return columns.slice(Math.max(0, loud.indexOf(true) - 4), loud.lastIndexOf(true) + 5);
}

describe('logMelSpectrogram', () => {
  test.each([
    [7, 7],
    [30, 30],
  ])('is what its definition gives, in %i frames', (frames) => {
    const noise = createLcg(3).array(1600, 0.2);
    const samples = Float32Array.from(noise, (value, n) => (n > 500 && n < 1000 ? value : 0.0005 * value));
    const options = { targetSampleRate: 8000, nFft: 128, hopLength: 50, nMels: 9, frames };
    const picture = logMelSpectrogram(samples, 8000, { ...options, fMin: 100, fMax: 3000, trimDb: 30, floorDb: -60 });
    const columns = slowly(samples, options);
    expect(columns.length).toBeGreaterThan(11);
    expect(columns.length).toBeLessThan(30);
    const shift = Math.floor(Math.abs(frames - columns.length) / 2);
    const expected = Array.from({ length: 9 * frames }, (_, i) => {
      const t = i % frames;
      const column = columns[columns.length < frames ? t - shift : t + shift];
      return column ? Math.max(column[(i - t) / frames], -60) + 60 : 0;
    });
    expectAllClose(picture.data, expected, { atol: 1e-4 });
  });

  test('shows a sine in the band of its frequency, and louder by as many dB as it is louder', () => {
    const picture = logMelSpectrogram(sine(0, 32000, 0), 16000);
    const { data: filters } = melFilterBank(16000, { nFft: 1024, nMels: 64, fMin: 50, fMax: 8000 });
    const atMiddle = Array.from({ length: 64 }, (_, b) => picture.data[b * 160 + 80]);
    const weights = Array.from({ length: 64 }, (_, b) => filters[b * 513 + 64]);
    expect(atMiddle.indexOf(Math.max(...atMiddle))).toBe(weights.indexOf(Math.max(...weights)));
    const softer = logMelSpectrogram(sine(0, 32000, 0, 0.05), 16000);
    const band = atMiddle.indexOf(Math.max(...atMiddle));
    expect(picture.data[band * 160 + 80] - softer.data[band * 160 + 80]).toBeCloseTo(20, 3);
  });

  test('cuts silence at both ends but for four frames, and puts the rest in the middle', () => {
    const quiet = logMelSpectrogram(sine(8000, 16000, 24000), 16000, { trimDb: 30 });
    const [first, last] = extent(quiet);
    // 16,000 samples are 63 frames; those at the edges hold less than half a frame of the sine.
    expect(last - first).toBeGreaterThanOrEqual(62);
    expect(last - first).toBeLessThanOrEqual(67);
    expect(Math.abs(first - (159 - last))).toBeLessThanOrEqual(1);
    // Wherever it lay in the recording.
    expectAllClose(logMelSpectrogram(sine(12800, 16000, 2560), 16000, { trimDb: 30 }).data, sine16(), { atol: 1e-3 });
    function sine16() {
      return logMelSpectrogram(sine(2560, 16000, 12800), 16000, { trimDb: 30 }).data;
    }
  });

  test('keeps what lies at most trimDb below the loudest value', () => {
    const samples = new Float32Array(48000);
    samples.set(sine(0, 8000, 0, 0.5), 8000);
    samples.set(sine(0, 8000, 0, 0.005), 32000); // 40 dB softer, with 16,000 samples of silence between
    const widths = [39, 41].map((trimDb) => {
      const [first, last] = extent(logMelSpectrogram(samples, 16000, { trimDb }));
      return last - first;
    });
    expect(widths[0]).toBeLessThan(40);
    expect(widths[1]).toBeGreaterThan(120);
  });

  test('crops a long recording evenly', () => {
    const rising = Float32Array.from(sine(0, 64000, 0), (value, n) => (value * n) / 64000);
    const all = logMelSpectrogram(rising, 16000, { frames: 251, trimDb: 1000 });
    const picture = logMelSpectrogram(rising, 16000, { frames: 160, trimDb: 1000 });
    for (const band of [0, 20, 63]) {
      // 251 frames: (251 - 160) / 2 = 45.5 are left out on either side.
      expect(picture.data.slice(band * 160, (band + 1) * 160)).toEqual(
        all.data.slice(band * 251 + 45, band * 251 + 205),
      );
    }
  });

  test('is 0 at and below the floor', () => {
    const picture = logMelSpectrogram(sine(0, 16000, 0), 16000, { floorDb: 10 });
    const lower = logMelSpectrogram(sine(0, 16000, 0), 16000, { floorDb: -100 });
    expectAllClose(
      picture.data,
      lower.data.map((value) => Math.max(0, value - 110)),
      { atol: 1e-4 },
    );
  });

  test.each([new Float32Array(0), new Float32Array(16000)])('silence is zeros', (samples) => {
    expect(logMelSpectrogram(samples, 48000)).toEqual({ data: new Float32Array(64 * 160), shape: [64, 160] });
  });

  test('brings another sample rate to its own first', () => {
    const samples = Float32Array.from(createLcg(1).array(30000));
    expect(logMelSpectrogram(samples, 48000, { targetSampleRate: 8000, fMax: 4000 })).toEqual(
      logMelSpectrogram(resample(samples, 48000, 8000), 8000, { targetSampleRate: 8000, fMax: 4000 }),
    );
  });

  test.each([
    [{ targetSampleRate: 16000.5 }, 'targetSampleRate must be an integer of at least 1; received 16000.5'],
    [{ nFft: 0 }, 'nFft must be an integer of at least 1; received 0'],
    [{ hopLength: Number.NaN }, 'hopLength must be an integer of at least 1; received NaN'],
    [{ nMels: -1 }, 'nMels must be an integer of at least 1; received -1'],
    [{ frames: 1.5 }, 'frames must be an integer of at least 1; received 1.5'],
    [{ fMin: -1 }, 'fMin must be a number of at least 0; received -1'],
    [{ fMin: Number.NaN }, 'fMin must be a number of at least 0; received NaN'],
    [{ fMax: Number.NaN }, 'fMax must be a positive number; received NaN'],
    [{ fMin: 300, fMax: 300 }, 'fMax must be above fMin = 300; received 300'],
    [{ trimDb: -1 }, 'trimDb must be a number of at least 0; received -1'],
    [{ trimDb: Number.NaN }, 'trimDb must be a number of at least 0; received NaN'],
    [{ floorDb: Number.NaN }, 'floorDb must be a finite number; received NaN'],
    [{ floorDb: Number.NEGATIVE_INFINITY }, 'floorDb must be a finite number; received -Infinity'],
  ])('refuses %j', (options, message) => {
    expect(() => logMelSpectrogram(sine(0, 100, 0), 16000, options)).toThrow(
      new RangeError(`logMelSpectrogram: ${message}`),
    );
  });

  test('refuses a sample rate that is no whole number', () => {
    expect(() => logMelSpectrogram(sine(0, 100, 0), Number.NaN)).toThrow(
      new RangeError('logMelSpectrogram: sampleRate must be an integer of at least 1; received NaN'),
    );
  });
});
