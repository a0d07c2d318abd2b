import { createComplexFft } from '../fft/complex-fft.js';
import { getWindow } from '../stft/get-window.js';

/** The spectrum of one constant-Q filter, without the small values that `sparsity` leaves out. */
export interface FilterSpectrum {
  /** The first frequency that is kept. */
  start: number;
  /** Complex weights from there on, interleaved re, im. */
  weights: Float64Array;
}

/** The filters of one octave. */
export interface FilterSpectra {
  /** Samples per transform: the power of two that the longest filter fits in. */
  nFft: number;
  /** One for each frequency. */
  filters: FilterSpectrum[];
}

/**
 * Constant-Q filters as spectra: quality * sampleRate / f periods of exp(2 pi i f n / sampleRate) under a Hann window, which
 * weighs them to a sum of magnitudes of 1, in the middle of nFft samples, times the filter's length / nFft.
 *
 * @param frequencies Hz, rising.
 * @param quality Frequency divided by bandwidth.
 * @param sparsity Of each spectrum the smallest values are left out that together have less than this share of the sum of
 * its magnitudes.
 * @see librosa.filters.wavelet and util.sparsify_rows, 0.11.0
 */
export function filterSpectra(
  frequencies: readonly number[],
  sampleRate: number,
  quality: number,
  sparsity: number,
): FilterSpectra {
  const lengths = frequencies.map((hz) => (quality * sampleRate) / hz);
  const nFft = 2 ** Math.ceil(Math.log2(lengths[0]));
  const fft = createComplexFft(nFft);
  const filters = frequencies.map((hz, i) => {
    const first = Math.floor(-lengths[i] / 2);
    const count = Math.floor(lengths[i] / 2) - first;
    const window = getWindow('hann', count);
    const scale = lengths[i] / nFft / window.reduce((sum, value) => sum + value, 0);
    const place = Math.floor((nFft - count) / 2);
    fft.input.fill(0);
    for (let n = 0; n < count; n++) {
      const angle = (2 * Math.PI * hz * (first + n)) / sampleRate;
      fft.input[2 * (place + n)] = scale * window[n] * Math.cos(angle);
      fft.input[2 * (place + n) + 1] = scale * window[n] * Math.sin(angle);
    }
    return largestPart(fft.run().subarray(0, nFft + 2), sparsity);
  });
  return { nFft, filters };
}

function largestPart(spectrum: Float64Array, sparsity: number): FilterSpectrum {
  const magnitudes = Float64Array.from({ length: spectrum.length / 2 }, (_, k) =>
    Math.hypot(spectrum[2 * k], spectrum[2 * k + 1]),
  );
  const total = magnitudes.reduce((sum, value) => sum + value, 0);
  const sorted = magnitudes.slice().sort();
  let share = 0;
  const least = sorted.find((value) => {
    share += value / total;
    return share >= sparsity;
  }) as number;
  const isKept = (value: number): boolean => value >= least;
  const start = magnitudes.findIndex(isKept);
  const end = magnitudes.findLastIndex(isKept) + 1;
  // Between the first and the last there may be some that are left out.
  const weights = spectrum
    .slice(2 * start, 2 * end)
    .map((value, i) => (isKept(magnitudes[start + (i >> 1)]) ? value : 0));
  return { start, weights };
}
