import { type HpssOptions, separate } from './hpss.js';

/**
 * The harmonic part of a signal, what lasts in time; see hpss.
 *
 * @param samples Mono signal.
 * @returns As many samples.
 * @throws TypeError when samples are no Float32Array.
 * @throws RangeError as hpss.
 * @see librosa.effects.harmonic, 0.11.0
 * @example
 * const voiced = harmonic(samples);
 */
export function harmonic(samples: Float32Array, options: HpssOptions = {}): Float32Array {
  return separate('harmonic', samples, options, [true, false])[0];
}
