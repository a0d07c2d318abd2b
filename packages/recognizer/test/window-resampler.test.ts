import { resample } from '@aver/spectrogram';
import { createLcg } from '@aver/test-helpers';
import { describe, expect, test } from 'vitest';
import { windowResampler } from '../src/window-resampler.js';

const sound = Float32Array.from(createLcg(9).array(200_000));

/** Where the windows begin that are as they should be. */
function windows(fromRate: number, toRate: number, length: number, hop: number): number[] {
  const next = windowResampler(fromRate, toRate);
  const starts: number[] = [];
  for (let from = 0; from + length <= sound.length; from += hop) {
    const ours = next(sound.subarray(from, from + length), from);
    const alone = resample(sound.subarray(from, from + length), fromRate, toRate);
    if (Buffer.compare(Buffer.from(ours.buffer), Buffer.from(alone.buffer)) === 0) starts.push(from);
  }
  return starts;
}

describe('windowResampler', () => {
  test.each([
    [48_000, 16_000, 30_000, 15_000],
    [48_000, 16_000, 30_001, 15_000], // ends between two samples of the result
    [48_000, 16_000, 30_000, 14_999], // begins there: nothing is shared
    [48_000, 16_000, 30_000, 30_000],
    [48_000, 16_000, 20_000, 41_001], // windows that do not touch
    [44_100, 16_000, 66_150, 33_075],
    [8_000, 16_000, 24_000, 12_000],
    [11_025, 16_000, 33_075, 11_025],
    [44_101, 16_000, 60_000, 30_000],
    [48_000, 16_000, 900, 450], // shorter than the filter's ends
  ])(
    'from %i to %i Hz, windows of %i every %i are what resample gives of each, to the bit',
    (from, to, length, hop) => {
      const starts = windows(from, to, length, hop);
      expect(starts).toEqual(Array.from({ length: Math.floor((sound.length - length) / hop) + 1 }, (_, i) => i * hop));
    },
  );

  test('resamples what windows share once', () => {
    const lengths: number[] = [];
    const next = windowResampler(48_000, 16_000);
    for (let i = 0; i < 4; i++) {
      const window = sound.subarray(i * 15_000, i * 15_000 + 30_000);
      const subarray = window.subarray.bind(window);
      window.subarray = (start, end) => {
        const part = subarray(start, end);
        lengths.push(part.length);
        return part;
      };
      next(window, i * 15_000);
    }
    // The whole once, and the ends of each window.
    expect(lengths.reduce((sum, length) => sum + length, 0)).toBeLessThan(75_000 + 4 * 4000);
  });
});
