import { type HpssOptions, separate } from './hpss.js';

/**
 * The percussive part of a signal, what spreads over frequencies; see hpss.
 *
 * @param samples Mono signal.
 * @returns As many samples.
 * @throws TypeError when samples are no Float32Array.
 * @throws RangeError as hpss.
 * @see librosa.effects.percussive, 0.11.0
 * @example
 * const clicks = percussive(samples);
 */
export function percussive(samples: Float32Array, options: HpssOptions = {}): Float32Array {
  return separate('percussive', samples, options, [false, true])[1];
}
