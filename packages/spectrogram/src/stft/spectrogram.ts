import type { Matrix } from '../matrix.js';
import { requirePositive, requireSamples } from '../require-argument.js';
import { forEachSpectrum } from './for-each-spectrum.js';
import { type FrameLayout, type FrameOptions, frameCount, frameLayout } from './frame-layout.js';
import { copyStrip, type Strip, transformInKernel } from './transform-in-kernel.js';

export interface SpectrogramOptions extends FrameOptions {
  /** Exponent of the magnitude: 1 for magnitudes, 2 for power. @default 1 */
  power?: number;
}

/**
 * Spectrogram: |stft|^power.
 *
 * @param samples Mono signal. An empty one has one frame of zeros.
 * @param options Frames, window and power; hopLength is 512 unless given.
 * @returns (1 + nFft / 2, frames), in units of the samples to the power.
 * @throws TypeError when samples are no Float32Array.
 * @throws RangeError for samples that are not finite or an option out of range.
 * @see librosa.magphase(librosa.stft(y))[0] ** power, 0.11.0
 * @example
 * const magnitude = spectrogram(samples, { nFft: 2048, hopLength: 512 });
 */
export function spectrogram(samples: Float32Array, { power = 1, ...frameOptions }: SpectrogramOptions = {}): Matrix {
  requireSamples('spectrogram', samples);
  requirePositive('spectrogram', 'power', power);
  const layout = frameLayout('spectrogram', { hopLength: 512, ...frameOptions });
  const isSquared = power === 2;
  const matrix = spectra('spectrogram', samples, layout, isSquared);
  const { data } = matrix;
  if (power !== 1 && power !== 2) for (let i = 0; i < data.length; i++) data[i] **= power;
  return matrix;
}

/**
 * The magnitudes, or their squares, of all frames of a signal that is known to be finite.
 *
 * @param inPlace Is called where the whole matrix lies in the kernel's memory, and may change its values there.
 */
export function spectra(
  caller: string,
  samples: Float32Array,
  layout: FrameLayout,
  isSquared: boolean,
  inPlace?: (strip: Strip) => void,
): Matrix {
  const bins = Math.floor(layout.nFft / 2) + 1;
  const frames = frameCount(caller, samples.length, layout);
  const shape: Matrix['shape'] = [bins, frames];
  let data: Float32Array | undefined;
  const isDone = transformInKernel(caller, samples, layout, isSquared ? 'power' : 'magnitude', (strip) => {
    if (strip.frames === frames) {
      inPlace?.(strip);
      data = strip.values.slice();
      return;
    }
    data ??= new Float32Array(bins * frames);
    copyStrip(strip.values, strip, data, frames);
  });
  if (isDone && data) return { data, shape };

  const plain = new Float32Array(bins * frames);
  forEachSpectrum(caller, samples, layout, (spectrum, t) => {
    for (let k = 0; k < bins; k++) {
      const re = spectrum[2 * k];
      const im = spectrum[2 * k + 1];
      const squared = re * re + im * im;
      plain[k * frames + t] = isSquared ? squared : Math.sqrt(squared);
    }
  });
  return { data: plain, shape };
}
