import type { Matrix } from '../matrix.js';
import { requirePositive } from '../require-argument.js';
import type { FrameOptions } from '../stft/frame-layout.js';
import { spectrogramOf } from './spectrogram-of.js';

/**
 * Loudness as it is felt, roughly: the power of each critical band of the ear to the 0.23, summed over the bands. Twice the
 * amplitude is 1.38 times as loud. Bands are one Bark wide, z = 13 atan(0.00076 f) + 3.5 atan((f / 7500)^2).
 *
 * It knows nothing of how loud the recording was played: compare values of one recording, or of recordings made alike.
 *
 * @param input Mono signal, or a magnitude spectrogram (1 + nFft / 2, frames).
 * @param sampleRate Hz.
 * @returns (1, frames), no unit; 0 for silence.
 * @throws TypeError when the input is neither samples nor a matrix.
 * @throws RangeError for values that are not finite or an option out of range.
 * @see G. Peeters, A large set of audio features for sound description (2004), section 8.1; Zwicker and Terhardt, JASA 68
 *   (1980), formula 1
 * @example
 * loudness(samples, 48000).shape; // [1, 1 + floor(samples.length / 512)]
 */
export function loudness(input: Float32Array | Matrix, sampleRate: number, options: FrameOptions = {}): Matrix {
  requirePositive('loudness', 'sampleRate', sampleRate);
  const { matrix, nFft } = spectrogramOf('loudness', input, 1, options);
  const [bins, frames] = matrix.shape;
  const sums = new Float64Array(frames);
  let powers = new Float64Array(frames);
  let band = 0;
  for (let k = 0; k <= bins; k++) {
    const next = k < bins ? Math.floor(bark((k * sampleRate) / nFft)) : Number.POSITIVE_INFINITY;
    if (next > band) {
      for (let t = 0; t < frames; t++) sums[t] += powers[t] ** 0.23;
      powers = new Float64Array(frames);
      band = next;
    }
    for (let t = 0; t < frames && k < bins; t++) powers[t] += matrix.data[k * frames + t] ** 2;
  }
  return { data: Float32Array.from(sums), shape: [1, frames] };
}

/** Zwicker and Terhardt's scale of the critical bands. */
function bark(hz: number): number {
  return 13 * Math.atan(0.00076 * hz) + 3.5 * Math.atan((hz / 7500) ** 2);
}
