import type { Matrix } from '../matrix.js';
import { requirePositive, requireSamples } from '../require-argument.js';
import { forEachFramePair } from './for-each-frame-pair.js';
import { forEachSpectrum } from './for-each-spectrum.js';
import { type FrameOptions, frameCount, frameLayout } from './frame-layout.js';

export interface SpectrogramOptions extends FrameOptions {
  /** Exponent of the magnitude: 1 for magnitudes, 2 for power. @default 1 */
  power?: number;
}

/** Frames that are collected before they are written into the matrix, so that each row gets a run of values at once. */
const blockLength = 16;

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
  const bins = Math.floor(layout.nFft / 2) + 1;
  const frames = frameCount('spectrogram', samples.length, layout);
  const data = new Float32Array(bins * frames);
  const block = new Float32Array(blockLength * bins);

  const isDone = forEachFramePair('spectrogram', samples, layout, (pair, t, count) => {
    const row = t % blockLength;
    block.set(pair.magnitudes(power === 2), row * bins);
    const end = row + count;
    if (end === blockLength || t + count === frames) transposePairs(data, frames, t - row, block, bins, end);
  });
  if (!isDone) {
    forEachSpectrum('spectrogram', samples, layout, (spectrum, t) => {
      const row = t % blockLength;
      magnitudes(spectrum, power === 2, block.subarray(row * bins, (row + 1) * bins));
      if (row === blockLength - 1 || t === frames - 1) transpose(data, frames, t - row, block, bins, row + 1);
    });
  }
  if (power !== 1 && power !== 2) for (let i = 0; i < data.length; i++) data[i] **= power;
  return { data, shape: [bins, frames] };
}

function magnitudes(spectrum: Float64Array, isSquared: boolean, out: Float32Array): void {
  for (let k = 0; k < out.length; k++) {
    const re = spectrum[2 * k];
    const im = spectrum[2 * k + 1];
    const squared = re * re + im * im;
    out[k] = isSquared ? squared : Math.sqrt(squared);
  }
}

// Writes `count` frames of `block`, one frame per row, as columns from `firstFrame` on of a matrix of `frames` columns.
function transpose(
  data: Float32Array,
  frames: number,
  firstFrame: number,
  block: Float32Array,
  bins: number,
  count: number,
): void {
  for (let k = 0; k < bins; k++) {
    const out = k * frames + firstFrame;
    for (let t = 0; t < count; t++) data[out + t] = block[t * bins + k];
  }
}

// The same where `block` has the two values of a pair of frames side by side.
function transposePairs(
  data: Float32Array,
  frames: number,
  firstFrame: number,
  block: Float32Array,
  bins: number,
  count: number,
): void {
  for (let k = 0; k < bins; k++) {
    const out = k * frames + firstFrame;
    for (let t = 0; t < count; t++) data[out + t] = block[(t >> 1) * 2 * bins + 2 * k + (t & 1)];
  }
}
