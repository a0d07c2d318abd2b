import { requireSamples } from '../require-argument.js';
import { forEachSpectrum } from './for-each-spectrum.js';
import { type FrameOptions, frameCount, frameLayout } from './frame-layout.js';
import { copyStrip, transformInKernel } from './transform-in-kernel.js';

/** A complex matrix in row-major order: rows are frequencies k * sampleRate / nFft, columns are frames. */
export interface ComplexMatrix {
  /** Real parts, row after row. */
  real: Float32Array;
  /** Imaginary parts, row after row. */
  imaginary: Float32Array;
  /** [frequencies, frames]. */
  shape: [rows: number, columns: number];
}

/**
 * Short-time Fourier transform: X[k, t] = sum over n of w[n] x[n + t hopLength - nFft / 2] exp(-2 pi i k n / nFft).
 *
 * @param samples Mono signal. An empty one has one frame of zeros.
 * @param options Frames and window; hopLength is winLength / 4 unless given.
 * @returns (1 + nFft / 2, frames), with 1 + samples.length / hopLength frames (both rounded down) where center is true.
 * @throws TypeError when samples are no Float32Array.
 * @throws RangeError for samples that are not finite, an option out of range, or a signal shorter than nFft where center
 * is false.
 * @see librosa.stft, 0.11.0
 * @example
 * const { real, shape } = stft(new Float32Array(8).fill(1), { nFft: 4, window: 'rectangular' });
 * // shape is [3, 9]; real[4] is 4: the sum under the frame centred on sample 4
 */
export function stft(samples: Float32Array, options: FrameOptions = {}): ComplexMatrix {
  requireSamples('stft', samples);
  const layout = frameLayout('stft', options);
  const bins = Math.floor(layout.nFft / 2) + 1;
  const frames = frameCount('stft', samples.length, layout);
  const real = new Float32Array(bins * frames);
  const imaginary = new Float32Array(bins * frames);
  const isDone = transformInKernel('stft', samples, layout, 'complex', (strip) => {
    copyStrip(strip.values, strip, real, frames);
    copyStrip(strip.imaginary, strip, imaginary, frames);
  });
  if (!isDone) {
    forEachSpectrum('stft', samples, layout, (spectrum, t) => {
      for (let k = 0; k < bins; k++) {
        real[k * frames + t] = spectrum[2 * k];
        imaginary[k * frames + t] = spectrum[2 * k + 1];
      }
    });
  }
  return { real, imaginary, shape: [bins, frames] };
}
