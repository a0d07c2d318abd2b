import { powerToDb } from '../../decibel/power-to-db.js';
import { inStrips } from '../../kernel/in-strips.js';
import type { Matrix } from '../../matrix.js';
import { requireInteger, requirePositive, requireShare } from '../../require-argument.js';
import type { FrameOptions } from '../../stft/frame-layout.js';
import { spectrogramOf } from '../spectrogram-of.js';

export interface SpectralContrastOptions extends FrameOptions {
  /** Upper edge of the lowest band in Hz; each further band is an octave. @default 200 */
  fMin?: number;
  /** Number of bands above the lowest. @default 6 */
  nBands?: number;
  /** Share of a band's frequencies that makes its peak, and its valley. @default 0.02 */
  quantile?: number;
  /** Difference of the magnitudes instead of difference in dB. @default false */
  linear?: boolean;
}

/** The frequencies of one octave band. */
export interface ContrastBand {
  /** First frequency, and last + 1. */
  start: number;
  end: number;
  /** How many of them make the peak, and the valley. */
  count: number;
}

/**
 * Spectral contrast: in each octave band the mean of the highest magnitudes against the mean of the lowest, in dB.
 *
 * @param input Mono signal, or a magnitude spectrogram (1 + nFft / 2, frames).
 * @param sampleRate Hz, more than fMin 2^nBands (12,800 Hz with the defaults).
 * @returns (nBands + 1, frames): below fMin, then octave by octave, the last reaching up to sampleRate / 2.
 * @throws TypeError when the input is neither samples nor a matrix.
 * @throws RangeError for values that are not finite, an option out of range, or a band without frequencies.
 * @see librosa.feature.spectral_contrast, 0.11.0
 * @example
 * spectralContrast(samples, 48000).shape; // [7, 1 + floor(samples.length / 512)]
 */
export function spectralContrast(
  input: Float32Array | Matrix,
  sampleRate: number,
  options: SpectralContrastOptions = {},
): Matrix {
  const { linear = false } = options;
  requirePositive('spectralContrast', 'sampleRate', sampleRate);
  const { matrix, nFft } = spectrogramOf('spectralContrast', input, 1, options);
  const bands = contrastBands('spectralContrast', sampleRate, nFft, matrix.shape[0], options);
  const { peaks, valleys } = contrastExtremes(matrix, bands);
  const high = linear ? peaks.data : powerToDb(peaks).data;
  const low = linear ? valleys.data : powerToDb(valleys).data;
  return { data: high.map((peak, i) => peak - low[i]), shape: peaks.shape };
}

/** The means of each band's highest and of its lowest magnitudes: two matrices (bands, frames). */
export function contrastExtremes(matrix: Matrix, bands: readonly ContrastBand[]): { peaks: Matrix; valleys: Matrix } {
  const frames = matrix.shape[1];
  const shape: Matrix['shape'] = [bands.length, frames];
  const peaks: Matrix = { data: new Float32Array(bands.length * frames), shape };
  const valleys: Matrix = { data: new Float32Array(bands.length * frames), shape };
  const isDone = inStrips(
    matrix,
    (count) => [32 * Math.max(...bands.map((band) => band.count)), 4 * count, 4 * count],
    ({ kernel, start, columns, place, extras: [lists, peakPlace, valleyPlace] }) => {
      bands.forEach((band, row) => {
        const from = place + 4 * band.start * columns;
        kernel.extremes(from, columns, band.end - band.start, band.count, lists, peakPlace, valleyPlace);
        const { buffer } = kernel.memory;
        peaks.data.set(new Float32Array(buffer, peakPlace, columns), row * frames + start);
        valleys.data.set(new Float32Array(buffer, valleyPlace, columns), row * frames + start);
      });
    },
  );
  if (!isDone) {
    const extremes = createExtremes(frames);
    bands.forEach((band, row) => {
      extremes.find(matrix.data, band);
      peaks.data.set(extremes.peaks, row * frames);
      valleys.data.set(extremes.valleys, row * frames);
    });
  }
  return { peaks, valleys };
}

/** Octave bands as librosa cuts them: each borrows one frequency below, and all but the last leave out their last one. */
export function contrastBands(
  caller: string,
  sampleRate: number,
  nFft: number,
  bins: number,
  { fMin = 200, nBands = 6, quantile = 0.02 }: SpectralContrastOptions,
): ContrastBand[] {
  requirePositive(caller, 'fMin', fMin);
  requireInteger(caller, 'nBands', nBands);
  requireShare(caller, 'quantile', quantile);
  const hz = (bin: number): number => (bin * sampleRate) / nFft;
  return Array.from({ length: nBands + 1 }, (_, band) => {
    const low = band === 0 ? 0 : fMin * 2 ** (band - 1);
    const high = fMin * 2 ** band;
    if (!(low < sampleRate / 2)) {
      throw new RangeError(
        `${caller}: nBands must be such that the last band starts below sampleRate / 2 = ${sampleRate / 2} Hz; ` +
          `received ${nBands} with fMin ${fMin}`,
      );
    }
    // Both edges belong to the band.
    let start = 0;
    while (start < bins && hz(start) < low) start++;
    let end = start;
    while (end < bins && hz(end) <= high) end++;
    if (band > 0) start = Math.max(0, start - 1);
    if (band === nBands) end = bins;
    const count = Math.max(1, roundHalfToEven(quantile * (end - start)));
    if (band < nBands) end--;
    if (!(end > start)) {
      throw new RangeError(
        `${caller}: nFft must be such that each band has a frequency; received ${nFft}, with none for ${low} to ${high} Hz`,
      );
    }
    return { start, end, count: Math.min(count, end - start) };
  });
}

/** Finds, for each frame, the means of a band's highest and of its lowest values. */
interface Extremes {
  peaks: Float64Array;
  valleys: Float64Array;
  /** Fills both from a row-major (bins, frames) spectrogram. */
  find(data: Float32Array, band: ContrastBand): void;
}

function createExtremes(frames: number): Extremes {
  const peaks = new Float64Array(frames);
  const valleys = new Float64Array(frames);
  // Per frame a sorted list of the highest and of the lowest so far, the one to leave next first. They hold a fiftieth of
  // the values and seldom change, so this is far less work than sorting.
  let highest = new Float64Array(frames);
  let lowest = new Float64Array(frames);
  return {
    peaks,
    valleys,
    find(data, { start, end, count }) {
      if (highest.length < count * frames) {
        highest = new Float64Array(count * frames);
        lowest = new Float64Array(count * frames);
      }
      highest.fill(Number.NEGATIVE_INFINITY);
      lowest.fill(Number.POSITIVE_INFINITY);
      for (let k = start; k < end; k++) {
        for (let t = 0; t < frames; t++) {
          const value = data[k * frames + t];
          const first = t * count;
          const last = first + count - 1;
          if (value > highest[first]) {
            let place = first;
            for (; place < last && highest[place + 1] < value; place++) highest[place] = highest[place + 1];
            highest[place] = value;
          }
          if (value < lowest[first]) {
            let place = first;
            for (; place < last && lowest[place + 1] > value; place++) lowest[place] = lowest[place + 1];
            lowest[place] = value;
          }
        }
      }
      for (let t = 0; t < frames; t++) {
        let high = 0;
        let low = 0;
        for (let i = t * count; i < (t + 1) * count; i++) {
          high += highest[i];
          low += lowest[i];
        }
        peaks[t] = high / count;
        valleys[t] = low / count;
      }
    },
  };
}

function roundHalfToEven(value: number): number {
  const rounded = Math.round(value);
  return rounded - value === 0.5 && rounded % 2 !== 0 ? rounded - 1 : rounded;
}
