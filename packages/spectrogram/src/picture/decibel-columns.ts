import { realFft } from '../fft/real-fft.js';
import { getWindow } from '../stft/get-window.js';
import { columnTransforms, transformLength } from './column-transforms.js';

/** Frequencies of a column, from 0 Hz to half the sample rate. */
export const bandCount = transformLength / 2 + 1;

/** 16-bit samples were divided by 32,767 where ours are the same numbers divided by 32,768. */
const sampleScale = 32768 / 32767;

/** Collects the transforms of a picture and gives their mean by column. */
export interface DecibelColumns {
  /** Adds to a column the dB, 10 log10(|X|^2 / 2048^2), of the 2,048 samples before `end`, with zeros before the first. */
  add(column: number, samples: Float32Array, end: number): void;
  /** `height` rows of `width` values in dB, the highest frequency first; -Infinity where a column has no transform. */
  means(): Float64Array;
}

/**
 * Rows are the nearest of the 1,025 bands, band 0 at the bottom.
 *
 * @param floor Least dB of a single transform. Silence is -Infinity, and so would be the mean of any column that has some.
 */
export function createDecibelColumns(width: number, height: number, floor: number): DecibelColumns {
  const fft = realFft(transformLength);
  const window = getWindow('hann', transformLength).map((value) => (value * sampleScale) / transformLength);
  const bands = Uint16Array.from(
    { length: height },
    (_, row) => bandCount - 1 - Math.floor((row * bandCount) / height),
  );
  const sums = new Float64Array(height * width);
  const counts = new Float64Array(width);
  return {
    add(column, samples, end) {
      const start = end - transformLength;
      for (let n = 0; n < transformLength; n++) fft.input[n] = start + n < 0 ? 0 : samples[start + n] * window[n];
      fft.forward();
      for (let row = 0; row < height; row++) {
        const re = fft.spectrum[2 * bands[row]];
        const im = fft.spectrum[2 * bands[row] + 1];
        sums[row * width + column] += Math.max(floor, 10 * Math.log10(re * re + im * im));
      }
      counts[column]++;
    },
    means() {
      return sums.map((sum, i) => (counts[i % width] > 0 ? sum / counts[i % width] : Number.NEGATIVE_INFINITY));
    },
  };
}

/** The spectrogram behind the picture of a whole signal; see columnTransforms and createDecibelColumns. */
export function decibelColumns(
  samples: Float32Array,
  sampleRate: number,
  { width, height, floor, asSpek }: { width: number; height: number; floor: number; asSpek: boolean },
): Float64Array {
  const columns = createDecibelColumns(width, height, floor);
  for (const { column, end } of columnTransforms(samples.length, sampleRate, width, asSpek)) {
    columns.add(column, samples, end);
  }
  return columns.means();
}
