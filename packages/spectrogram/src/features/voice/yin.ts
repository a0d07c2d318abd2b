import { requirePositive } from '../../require-argument.js';
import { type PitchOptions, troughs, yinFrames } from './yin-frames.js';

export interface YinOptions extends PitchOptions {
  /** How deep the first dip must be, of the normalised difference, to be taken before deeper ones. @default 0.1 */
  troughThreshold?: number;
}

/**
 * Fundamental frequency of each frame by the YIN algorithm: the shortest period whose difference dips below
 * troughThreshold, or else the one with the smallest difference, refined by a parabola. Every frame has an answer, also a
 * frame without a voice; {@link pyin} tells which have one.
 *
 * @param samples Mono signal.
 * @param sampleRate Hz.
 * @returns One frequency per frame, Hz.
 * @throws TypeError when samples are no Float32Array.
 * @throws RangeError for samples that are not finite or fewer than a frame where center is false, frequencies that are
 *   not 0 < fMin < fMax <= sampleRate / 2, a frame shorter than a period of fMin, or another option out of range.
 * @see librosa.yin, 0.11.0
 * @example
 * yin(sineOf440Hz, 22050, { fMin: 65, fMax: 2093 })[10]; // 439.9
 */
export function yin(samples: Float32Array, sampleRate: number, options: YinOptions): Float32Array {
  const { troughThreshold = 0.1 } = options;
  requirePositive('yin', 'troughThreshold', troughThreshold);
  const { frames, minPeriod, forEach } = yinFrames('yin', samples, sampleRate, options);
  const f0 = new Float32Array(frames);
  forEach((t, differences, shifts) => {
    const place = troughs(differences).find((i) => differences[i] < troughThreshold) ?? smallest(differences);
    f0[t] = sampleRate / (minPeriod + place + shifts[place]);
  });
  return f0;
}

function smallest(values: Float64Array): number {
  let best = 0;
  for (let i = 1; i < values.length; i++) if (values[i] < values[best]) best = i;
  return best;
}
