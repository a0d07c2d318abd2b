import { createLcg, expectAllClose } from '@aver/test-helpers';
import { describe, expect, test } from 'vitest';
import { melFilterBank, resample, speechEmbeddingSpectrogram } from '../../src/index.js';

const noise = Float32Array.from(createLcg(5).array(12672, 0.5));

/** Frame t by the definition, a sum for each frequency. */
function slowFrame(samples: Float32Array, t: number): number[] {
  const filters = melFilterBank(16000, { nFft: 512, nMels: 32, fMin: 60, fMax: 3800 }).data;
  const powers = Array.from({ length: 257 }, (_, k) => {
    let re = 0;
    let im = 0;
    for (let n = 0; n < 400; n++) {
      // The window of 400 lies in the middle of the 512.
      const place = n + 56;
      const value = 32767 * samples[160 * t + place] * (0.5 - 0.5 * Math.cos((2 * Math.PI * n) / 400));
      re += value * Math.cos((2 * Math.PI * k * place) / 512);
      im -= value * Math.sin((2 * Math.PI * k * place) / 512);
    }
    return re * re + im * im;
  });
  return Array.from({ length: 32 }, (_, b) => {
    const power = powers.reduce((sum, value, k) => sum + filters[b * 257 + k] * value, 0);
    return Math.log10(power) + 2;
  });
}

const column = ({ data, shape: [bands, frames] }: { data: Float32Array; shape: [number, number] }, t: number) =>
  Array.from({ length: bands }, (_, b) => data[b * frames + t]);

describe('speechEmbeddingSpectrogram', () => {
  test('is what its definition gives', () => {
    const picture = speechEmbeddingSpectrogram(noise, 16000);
    expect(picture.shape).toEqual([32, 77]);
    for (const t of [0, 31, 76]) expectAllClose(column(picture, t), slowFrame(noise, t), { atol: 1e-5 });
  });

  test('a tenth of the amplitude is 2 less everywhere, and silence is -8', () => {
    const louder = speechEmbeddingSpectrogram(noise, 16000);
    const softer = speechEmbeddingSpectrogram(
      noise.map((value) => value / 10),
      16000,
    );
    expectAllClose(
      softer.data,
      louder.data.map((value) => value - 2),
      { atol: 1e-5 },
    );
    const silence = speechEmbeddingSpectrogram(new Float32Array(32000), 16000);
    expect(new Set(silence.data)).toEqual(new Set([-8]));
  });

  test('nothing is more than 8, which is 80 dB, below the loudest', () => {
    const { data } = speechEmbeddingSpectrogram(
      noise.map((value, n) => (n < 6000 ? value : 0)),
      16000,
    );
    const largest = data.reduce((a, b) => Math.max(a, b));
    const least = data.reduce((a, b) => Math.min(a, b));
    expect(largest - least).toBeCloseTo(8, 5);
  });

  test.each([0, 1, 511, 12511])('a signal of %i samples is followed by silence, up to 76 frames', (length) => {
    const padded = new Float32Array(12512);
    padded.set(noise.subarray(0, length));
    const picture = speechEmbeddingSpectrogram(noise.subarray(0, length), 16000);
    expect(picture).toEqual(speechEmbeddingSpectrogram(padded, 16000));
    expect(picture.shape).toEqual([32, 76]);
  });

  test('another rate is brought to 16 kHz first', () => {
    expect(speechEmbeddingSpectrogram(noise, 8000)).toEqual(
      speechEmbeddingSpectrogram(resample(noise, 8000, 16000), 16000),
    );
  });

  test('what is no signal or no rate is refused', () => {
    expect(() => speechEmbeddingSpectrogram([0] as unknown as Float32Array, 16000)).toThrow(
      new TypeError(
        'speechEmbeddingSpectrogram: samples must be a Float32Array of one channel; received [object Array]',
      ),
    );
    expect(() => speechEmbeddingSpectrogram(Float32Array.of(Number.NaN), 16000)).toThrow(
      new RangeError('speechEmbeddingSpectrogram: samples must be finite; received NaN at index 0'),
    );
    expect(() => speechEmbeddingSpectrogram(noise, 0.5)).toThrow(
      new RangeError('speechEmbeddingSpectrogram: sampleRate must be an integer of at least 1; received 0.5'),
    );
  });
});
