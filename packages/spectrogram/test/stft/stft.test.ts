import { createLcg, expectAllClose } from '@aver/test-helpers';
import { describe, expect, test } from 'vitest';
import { type FrameOptions, getWindow, istft, spectrogram, stft } from '../../src/index.js';

const noise = Float32Array.from(createLcg(1).array(3000));

describe('stft', () => {
  const variants: FrameOptions[] = [
    { nFft: 256, hopLength: 64 },
    { nFft: 256, hopLength: 64, padMode: 'reflect', window: 'blackman' },
    { nFft: 255, hopLength: 50, padMode: 'edge', winLength: 100, window: 'hamming' },
    { nFft: 300, hopLength: 400, center: false },
    { nFft: 200, hopLength: 200, window: createLcg(2).array(200) },
    { nFft: 1, hopLength: 7, window: 'rectangular' },
  ];
  for (const options of variants) {
    test(`frames, pads and transforms as the definition says: ${JSON.stringify({ ...options, window: String(options.window).slice(0, 12) })}`, () => {
      const { real, imaginary, shape } = stft(noise, options);
      const slow = slowStft(noise, options);
      expect(shape).toEqual([slow.length ? slow[0].length : 0, slow.length]);
      slow.forEach((frame, t) => {
        frame.forEach(([re, im], k) => {
          expectAllClose([real[k * shape[1] + t], imaginary[k * shape[1] + t]], [re, im], { atol: 1e-5, rtol: 1e-6 });
        });
      });
    });
  }

  test('the defaults are 2048 samples, a hop of a quarter window, a Hann window and zeros around', () => {
    const explicit: FrameOptions = {
      nFft: 2048,
      winLength: 2048,
      hopLength: 512,
      window: 'hann',
      center: true,
      padMode: 'constant',
    };
    expect(stft(noise)).toEqual(stft(noise, explicit));
    expect(stft(noise, { winLength: 1000 }).shape).toEqual([1025, 1 + Math.floor(3000 / 250)]);
  });

  test('the example of the documentation', () => {
    const { real, shape } = stft(new Float32Array(8).fill(1), { nFft: 4, window: 'rectangular' });
    expect(shape).toEqual([3, 9]);
    expect(real[4]).toBe(4);
  });

  test('an argument is not changed', () => {
    const samples = noise.slice();
    stft(samples);
    expect(samples).toEqual(noise);
  });

  test('Float64Array samples are taken too', () => {
    const result = stft(Float64Array.from(noise) as unknown as Float32Array, { nFft: 64 });
    expect(result.real).toEqual(stft(noise, { nFft: 64 }).real);
  });
});

describe('spectrogram', () => {
  test('is the magnitude of the transform, to any power', () => {
    const { real, imaginary, shape } = stft(noise, { nFft: 128, hopLength: 32 });
    const magnitudes = real.map((re, i) => Math.hypot(re, imaginary[i]));
    for (const power of [1, 2, 0.5, 3]) {
      const result = spectrogram(noise, { nFft: 128, hopLength: 32, power });
      expect(result.shape).toEqual(shape);
      expectAllClose(
        result.data,
        magnitudes.map((value) => value ** power),
        { rtol: 1e-5, atol: 1e-6 },
      );
    }
  });

  test("the energy of all frames is the samples' energy times the windows' (Parseval)", () => {
    const { data, shape } = spectrogram(noise, { nFft: 512, hopLength: 128, power: 2 });
    let total = 0;
    for (let k = 0; k < shape[0]; k++) {
      for (let t = 0; t < shape[1]; t++) total += data[k * shape[1] + t] * (k === 0 || k === 256 ? 1 : 2);
    }
    const window = getWindow('hann', 512);
    let expected = 0;
    for (let t = 0; t < shape[1]; t++) {
      for (let n = 0; n < 512; n++) expected += ((noise[t * 128 - 256 + n] ?? 0) * window[n]) ** 2;
    }
    expect(total / 512 / expected).toBeCloseTo(1, 6);
  });

  test('magnitudes too small for a squared float32 are kept', () => {
    const { data } = spectrogram(new Float32Array(2048).fill(1e-25), { nFft: 256 });
    // Bin 0 of the second frame: the sum of the window's values.
    expect(data[1] / 128e-25).toBeCloseTo(1, 6);
  });
});

describe('istft', () => {
  for (const options of [
    { nFft: 512, hopLength: 128 },
    { nFft: 500, hopLength: 100, window: 'hamming' },
    { nFft: 501, hopLength: 60, winLength: 300 },
    { nFft: 512, hopLength: 128, padMode: 'reflect' },
  ] as const) {
    test(`gives the signal back: ${JSON.stringify(options)}`, () => {
      const { padMode, ...inverse } = { padMode: 'constant', ...options };
      const result = istft(stft(noise, options), { ...inverse, length: noise.length });
      expectAllClose(result, noise, { atol: 1e-6 });
    });
  }

  test('without center the signal comes back where windows overlap', () => {
    const options = { nFft: 256, hopLength: 64, center: false } as const;
    const result = istft(stft(noise, options), options);
    expect(result.length).toBe(256 + 64 * Math.floor((3000 - 256) / 64));
    expectAllClose(result.subarray(200, 2700), noise.subarray(200, 2700), { atol: 1e-5 });
  });

  test('length cuts, or continues by zeros', () => {
    const matrix = stft(noise, { nFft: 256, hopLength: 64 });
    expect(istft(matrix, { hopLength: 64 }).length).toBe(64 * Math.floor(3000 / 64));
    expectAllClose(istft(matrix, { hopLength: 64, length: 10 }), noise.subarray(0, 10), { atol: 1e-6 });
    const long = istft(matrix, { hopLength: 64, length: 4000 });
    expect(long.length).toBe(4000);
    expect(long.subarray(3500).every((value) => value === 0)).toBe(true);
    expect(istft(matrix, { hopLength: 64, length: 0 }).length).toBe(0);
  });
});

// [frame][frequency] = [re, im], by copying the padded signal and adding up.
function slowStft(samples: Float32Array, options: FrameOptions): [number, number][][] {
  const { nFft = 2048, winLength = nFft, hopLength = winLength / 4, center = true, padMode = 'constant' } = options;
  const { window = 'hann' } = options;
  const values = typeof window === 'string' ? Array.from(getWindow(window, winLength)) : Array.from(window);
  const before = Math.floor((nFft - winLength) / 2);
  const weights = Array.from({ length: nFft }, (_, n) => values[n - before] ?? 0);

  let padded = Array.from(samples);
  if (center) {
    const half = Math.floor(nFft / 2);
    const last = samples.length - 1;
    const outside = (i: number): number => {
      if (padMode === 'constant') return 0;
      if (padMode === 'edge') return samples[i < 0 ? 0 : last];
      return samples[i < 0 ? -i : 2 * last - i];
    };
    const left = Array.from({ length: half }, (_, i) => outside(i - half));
    const right = Array.from({ length: half }, (_, i) => outside(last + 1 + i));
    padded = [...left, ...padded, ...right];
  }
  const frames: [number, number][][] = [];
  for (let start = 0; start + nFft <= padded.length; start += hopLength) {
    frames.push(
      Array.from({ length: Math.floor(nFft / 2) + 1 }, (_, k) => {
        let re = 0;
        let im = 0;
        for (let n = 0; n < nFft; n++) {
          const angle = (-2 * Math.PI * ((k * n) % nFft)) / nFft;
          re += weights[n] * padded[start + n] * Math.cos(angle);
          im += weights[n] * padded[start + n] * Math.sin(angle);
        }
        return [re, im];
      }),
    );
  }
  return frames;
}
