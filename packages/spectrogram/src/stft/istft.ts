import { realFft } from '../fft/real-fft.js';
import { requireFinite, requireInteger } from '../require-argument.js';
import { type FrameOptions, frameLayout } from './frame-layout.js';
import { inverseInKernel } from './inverse-in-kernel.js';
import type { ComplexMatrix } from './stft.js';

export interface IstftOptions extends Omit<FrameOptions, 'padMode'> {
  /** Samples per transform; needed where it is odd. @default 2 (rows - 1) */
  nFft?: number;
  /** Samples of the result: cut, or continued by zeros. @default what the frames hold */
  length?: number;
}

/**
 * Inverse short-time Fourier transform: windowed frames are added up and divided by the sum of the squared windows, which
 * gives back the signal wherever windows overlap.
 *
 * @param matrix (1 + nFft / 2, frames) as stft gives it.
 * @param options The options that stft was called with; hopLength is winLength / 4 unless given.
 * @returns length samples, or hopLength (frames - 1) where center is true and nFft is even.
 * @throws TypeError when the shape does not fit the data.
 * @throws RangeError for values that are not finite, an option out of range, or an nFft that does not fit the rows.
 * @see librosa.istft, 0.11.0
 * @example
 * istft(stft(samples), { length: samples.length }); // samples, to about 1e-7
 */
export function istft(
  { real, imaginary, shape }: ComplexMatrix,
  options: IstftOptions = {},
): Float32Array<ArrayBuffer> {
  const [bins, frames] = shape;
  if (!(bins * frames === real.length && real.length === imaginary.length)) {
    throw new TypeError(
      `istft: matrix must be of rows * columns values; received shape [${shape}], ` +
        `${real.length} real and ${imaginary.length} imaginary values`,
    );
  }
  requireFinite('istft', 'matrix', real);
  requireFinite('istft', 'matrix', imaginary);
  const { nFft = 2 * (bins - 1), length, ...frameOptions } = options;
  const layout = frameLayout('istft', { ...frameOptions, nFft });
  const { hopLength, window, padding } = layout;
  if (Math.floor(nFft / 2) + 1 !== bins) {
    throw new RangeError(`istft: nFft must have ${bins} frequencies, as the matrix has rows; received ${nFft}`);
  }
  if (length !== undefined) requireInteger('istft', 'length', length, 0);

  const resultLength = length ?? Math.max(0, nFft + hopLength * (frames - 1) - 2 * padding);
  const used = length === undefined ? frames : Math.min(frames, Math.ceil((length + 2 * padding) / hopLength));
  // From the first frame's first sample on, which lies before the signal's.
  const sums = new Float64Array(used > 0 ? hopLength * (used - 1) + nFft : 0);
  const weights = squaredWindows(window, hopLength, used);
  if (used > 0 && !inverseInKernel({ real, imaginary, shape }, layout, used, sums)) {
    const fft = realFft(nFft);
    for (let t = 0; t < used; t++) {
      for (let k = 0; k < bins; k++) {
        fft.spectrum[2 * k] = real[k * frames + t];
        fft.spectrum[2 * k + 1] = imaginary[k * frames + t];
      }
      const frame = fft.inverse();
      const start = t * hopLength;
      for (let n = 0; n < nFft; n++) sums[start + n] += frame[n] * window[n];
    }
  }
  // Where no window reaches, nothing is known of the signal.
  const result = new Float32Array(resultLength);
  for (let i = 0, j = padding; i < resultLength && j < sums.length; i++, j++) {
    result[i] = weights[j] > 2 ** -126 ? sums[j] / weights[j] : sums[j];
  }
  return result;
}

/** The sum of the squared windows of all frames at each place, from the first frame's first sample on. */
function squaredWindows(window: Float64Array, hopLength: number, frames: number): Float64Array {
  const nFft = window.length;
  const squares = window.map((value) => value * value);
  const sums = new Float64Array(frames > 0 ? hopLength * (frames - 1) + nFft : 0);
  for (let place = 0; place < sums.length; place++) {
    if (place >= nFft && place < hopLength * frames) {
      // Under as many windows as the place one hop before.
      sums[place] = sums[place - hopLength];
      continue;
    }
    const last = Math.min(frames - 1, Math.floor(place / hopLength));
    for (let t = Math.max(0, Math.ceil((place - nFft + 1) / hopLength)); t <= last; t++) {
      sums[place] += squares[place - t * hopLength];
    }
  }
  return sums;
}
