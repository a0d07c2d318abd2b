import { createLcg, expectAllClose } from '@aver/test-helpers';
import { describe, expect, test } from 'vitest';
import { cqt } from '../../src/index.js';

const noise = Float32Array.from(createLcg(23).array(9000, 0.5));
const magnitude = (result: ReturnType<typeof cqt>, k: number, t: number): number => {
  const i = k * result.shape[1] + t;
  return Math.hypot(result.real[i], result.imaginary[i]);
};

// sqrt(L) times the sum over n of w[n] exp(i omega n) x[center - n], the weights w having a sum of 1: one filter at the full
// rate, in time, without transforms, octaves, or left out values.
function slowBin(samples: Float32Array, sampleRate: number, hz: number, quality: number, center: number): number[] {
  const length = (quality * sampleRate) / hz;
  const first = Math.floor(-length / 2);
  const count = Math.floor(length / 2) - first;
  let re = 0;
  let im = 0;
  let total = 0;
  for (let n = 0; n < count; n++) {
    const weight = 0.5 - 0.5 * Math.cos((2 * Math.PI * n) / count);
    const sample = samples[center - first - n] ?? 0;
    const angle = (2 * Math.PI * hz * (first + n)) / sampleRate;
    total += weight;
    re += weight * Math.cos(angle) * sample;
    im += weight * Math.sin(angle) * sample;
  }
  return [(Math.sqrt(length) * re) / total, (Math.sqrt(length) * im) / total];
}

describe('cqt', () => {
  const quality = (2 ** (2 / 12) + 1) / (2 ** (2 / 12) - 1);

  test('is each filter times the samples around each frame, at a hop that keeps the rate', () => {
    const result = cqt(noise, 8000, { fMin: 200, nBins: 30, hopLength: 501, sparsity: 0 });
    expect(result.shape).toEqual([30, 18]);
    for (const k of [0, 11, 12, 29]) {
      for (const t of [0, 7, 17]) {
        const [re, im] = slowBin(noise, 8000, 200 * 2 ** (k / 12), quality, 501 * t);
        const i = k * 18 + t;
        // A filter's negative frequencies, 1e-4 of it, are left out of the transform.
        expectAllClose([result.real[i], result.imaginary[i]], [re, im], { atol: 1e-3 });
      }
    }
  });

  // At 48 kHz three halvings come before the first octave, at 8 kHz none.
  for (const sampleRate of [8000, 48000]) {
    test(`at ${sampleRate} Hz, is nearly so at half the rate, whose filters are a sample longer or shorter`, () => {
      const result = cqt(noise, sampleRate, { fMin: 200, nBins: 30, hopLength: 512, sparsity: 0 });
      let difference = 0;
      let energy = 0;
      for (let k = 0; k < 30; k++) {
        for (let t = 4; t < 14; t++) {
          const [re, im] = slowBin(noise, sampleRate, 200 * 2 ** (k / 12), quality, 512 * t);
          const i = k * result.shape[1] + t;
          difference += (result.real[i] - re) ** 2 + (result.imaginary[i] - im) ** 2;
          energy += re ** 2 + im ** 2;
        }
      }
      expect(Math.sqrt(difference / energy)).toBeLessThan(0.02);
    });
  }

  test('of a sine is half its amplitude times the root of the filter length, at each octave, and little elsewhere', () => {
    for (const octave of [0, 1, 2, 3, 4]) {
      const hz = 110 * 2 ** octave;
      const sine = Float32Array.from({ length: 40000 }, (_, n) => 0.8 * Math.sin((2 * Math.PI * hz * n) / 22050));
      const result = cqt(sine, 22050, { fMin: 110, nBins: 60 });
      const expected = 0.4 * Math.sqrt((quality * 22050) / hz);
      expectAllClose([magnitude(result, 12 * octave, 40)], [expected], { rtol: 5e-3 });
      for (let k = 0; k < 60; k++) {
        if (Math.abs(k - 12 * octave) > 3) expect(magnitude(result, k, 40)).toBeLessThan(0.02 * expected);
      }
    }
  });

  test('tuning moves all frequencies', () => {
    const sharp = cqt(noise, 8000, { fMin: 200 * 2 ** (0.3 / 12), nBins: 24 });
    const tuned = cqt(noise, 8000, { fMin: 200, nBins: 24, tuning: 0.3 });
    expectAllClose(tuned.real, sharp.real, { atol: 1e-6 });
  });

  // librosa 0.11.0: cqt(np.zeros(n, dtype=np.float32), sr=22050, n_bins=...).shape[1]
  test.each([
    [12, [1, 2, 2, 2, 3, 3]],
    [24, [1, 2, 2, 2, 3, 3]],
    [36, [1, 2, 2, 2, 2, 3]],
    [84, [1, 1, 2, 2, 2, 2]],
  ])('of %i frequencies, signals have the frames that librosa gives them', (nBins, frames) => {
    const lengths = [256, 511, 512, 767, 1000, 1023];
    expect(lengths.map((length) => cqt(new Float32Array(length), 22050, { nBins }).shape[1])).toEqual(frames);
  });

  test('a filter longer than any that is of use is refused in one line', () => {
    expect(() => cqt(noise, 1e12)).toThrow(/^cqt: samples of the lowest filter must be at most 16777216; received \d/);
    expect(() => cqt(noise, 8000, { fMin: 1e-6 })).toThrow(RangeError);
  });

  test('short signals and silence have frames too', () => {
    expect(cqt(new Float32Array(0), 22050).shape).toEqual([84, 1]);
    expect(cqt(Float32Array.of(1), 22050).real.every(Number.isFinite)).toBe(true);
    expect(cqt(new Float32Array(3000), 48000).real.every((value) => value === 0)).toBe(true);
  });
});
