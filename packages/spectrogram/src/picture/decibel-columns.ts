import { frameLayout } from '../stft/frame-layout.js';
import { getWindow } from '../stft/get-window.js';
import { spectra } from '../stft/spectrogram.js';
import { columnTransforms, transformLength } from './column-transforms.js';

/** Frequencies of a column, from 0 Hz to half the sample rate. */
export const bandCount = transformLength / 2 + 1;

/** 16-bit samples were divided by 32,767 where ours are the same numbers divided by 32,768. */
const sampleScale = 32768 / 32767;

/** Transforms that are made at a time. */
const blockLength = 32;

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
  const window = getWindow('hann', transformLength).map((value) => (value * sampleScale) / transformLength);
  const layout = frameLayout('decibelColumns', {
    nFft: transformLength,
    hopLength: transformLength,
    center: false,
    window,
  });
  const bands = Uint16Array.from(
    { length: height },
    (_, row) => bandCount - 1 - Math.floor((row * bandCount) / height),
  );
  const sums = new Float64Array(height * width);
  const counts = new Float64Array(width);
  // Transforms are collected and made many at a time, one behind the other as if they were a signal.
  const block = new Float32Array(blockLength * transformLength);
  const blockColumns: number[] = [];

  function transformBlock(): void {
    const count = blockColumns.length;
    if (count === 0) return;
    const { data } = spectra('decibelColumns', block.subarray(0, count * transformLength), layout, true);
    for (let row = 0; row < height; row++) {
      for (let i = 0; i < count; i++) {
        const decibel = 10 * Math.log10(data[bands[row] * count + i]);
        sums[row * width + blockColumns[i]] += Math.max(floor, decibel);
      }
    }
    blockColumns.length = 0;
  }

  return {
    add(column, samples, end) {
      const from = end - transformLength;
      const to = blockColumns.length * transformLength;
      block.fill(0, to, to + Math.max(0, -from));
      block.set(samples.subarray(Math.max(0, from), end), to + Math.max(0, -from));
      blockColumns.push(column);
      counts[column]++;
      if (blockColumns.length === blockLength) transformBlock();
    },
    means() {
      transformBlock();
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
