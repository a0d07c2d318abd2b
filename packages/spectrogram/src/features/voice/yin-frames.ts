import { requireInteger, requirePositive, requireSamples } from '../../require-argument.js';
import { frameCount, frameLayout, type PadMode, paddedIndex } from '../../stft/frame-layout.js';
import { autocorrelations } from './autocorrelations.js';

export interface PitchOptions {
  /** Lowest frequency looked for, Hz; its period must be shorter than a frame, and better than half a frame. */
  fMin: number;
  /** Highest frequency looked for, Hz, up to half the sample rate. */
  fMax: number;
  /** Samples per frame. @default 2048 */
  frameLength?: number;
  /** Samples from one frame's start to the next's. @default frameLength / 4 */
  hopLength?: number;
  /** Frame t is centred on sample t * hopLength. @default true */
  center?: boolean;
  /** How the signal is continued where frames are centred. @default 'constant' */
  padMode?: PadMode;
}

/** The frames of a signal as the YIN algorithm sees them. */
export interface YinFrames {
  frames: number;
  hopLength: number;
  /** The period in samples that the first value of each frame stands for. */
  minPeriod: number;
  /** Calls back for each frame in order; both arrays are overwritten by the next frame. */
  forEach(visit: (frame: number, differences: Float64Array, shifts: Float64Array) => void): void;
}

/** Samples that are looked at together. */
const groupLength = 2 ** 17;

/** librosa adds the smallest normal float32 to what it divides by. */
const tiny = 2 ** -126;

/**
 * YIN's cumulative mean normalised difference of each frame for every period in samples from sampleRate / fMax (rounded
 * down) to sampleRate / fMin (rounded up), and by how much a parabola through each value and its neighbours moves it.
 *
 * The difference is d(k) = 2 (r(0) - r(k)) - sum of the first k squares, with r the autocorrelation of the frame alone,
 * and the value d(k) divided by the mean of d(1) to d(k).
 *
 * @throws TypeError or RangeError, in the caller's name, as `yin` says.
 * @see A. de Cheveigne, H. Kawahara, YIN, JASA 111 (2002), formulas 6 to 8; librosa 0.11.0, core/pitch.py
 */
export function yinFrames(
  caller: string,
  samples: Float32Array,
  sampleRate: number,
  { fMin, fMax, frameLength = 2048, hopLength, center = true, padMode = 'constant' }: PitchOptions,
): YinFrames {
  requireSamples(caller, samples);
  requirePositive(caller, 'sampleRate', sampleRate);
  requireInteger(caller, 'frameLength', frameLength);
  const hop = hopLength ?? Math.floor(frameLength / 4);
  requirePositive(caller, 'fMin', fMin);
  if (!(fMax > fMin && fMax <= sampleRate / 2)) {
    const expected = `above fMin = ${fMin} and at most half the sample rate, ${sampleRate / 2}`;
    throw new RangeError(`${caller}: fMax must be ${expected}; received ${fMax}`);
  }
  if (!(sampleRate / fMin < frameLength - 1)) {
    const least = Math.floor(sampleRate / fMin) + 2;
    throw new RangeError(
      `${caller}: frameLength must be at least ${least} for fMin = ${fMin}; received ${frameLength}`,
    );
  }
  const layout = frameLayout(caller, { nFft: frameLength, hopLength: hop, center, padMode, window: 'rectangular' });
  const frames = frameCount(caller, samples.length, layout);
  const minPeriod = Math.floor(sampleRate / fMax);
  const maxPeriod = Math.min(Math.ceil(sampleRate / fMin), frameLength - 1);

  return {
    frames,
    hopLength: hop,
    minPeriod,
    forEach(visit) {
      const lags = maxPeriod + 1;
      const differences = new Float64Array(maxPeriod - minPeriod + 1);
      const shifts = new Float64Array(differences.length);
      // In groups, so that memory does not grow with the signal.
      const most = Math.max(1, Math.floor(groupLength / Math.max(hop, frameLength)));
      for (let from = 0; from < frames; from += most) {
        const count = Math.min(most, frames - from);
        const part = paddedPart(samples, from * hop - layout.padding, (count - 1) * hop + frameLength, padMode);
        const correlations = autocorrelations(part, { frames: count, frameLength, hopLength: hop, lags });
        for (let i = 0; i < count; i++) {
          const frame = part.subarray(i * hop, i * hop + frameLength);
          const correlation = correlations.subarray(i * lags, (i + 1) * lags);
          let energy = 0;
          let sum = 0;
          for (let k = 1; k <= maxPeriod; k++) {
            energy += frame[k - 1] * frame[k - 1];
            const difference = 2 * (correlation[0] - correlation[k]) - energy;
            sum += difference;
            if (k >= minPeriod) differences[k - minPeriod] = difference / (sum / k + tiny);
          }
          for (let k = 1; k < differences.length - 1; k++) shifts[k] = vertex(differences, k);
          visit(from + i, differences, shifts);
        }
      }
    },
  };
}

/** So many samples of a signal, which may lie outside of it. */
function paddedPart(samples: Float32Array, start: number, length: number, padMode: PadMode): Float32Array {
  const part = new Float32Array(length);
  for (let n = 0; n < length; n++) {
    const inside = start + n >= 0 && start + n < samples.length;
    const place = inside ? start + n : paddedIndex(start + n, samples.length, padMode);
    if (place >= 0) part[n] = samples[place];
  }
  return part;
}

/** Which values are below the one before and not above the next; at the ends, below their only neighbour. */
export function troughs(values: Float64Array): number[] {
  const found: number[] = [];
  const last = values.length - 1;
  for (let i = 0; i <= last; i++) {
    if (
      (i === 0 || values[i] < values[i - 1]) &&
      (i === 0 ? values[0] < values[1] : i === last || values[i] <= values[i + 1])
    )
      found.push(i);
  }
  return found;
}

/** Where a parabola through a value and its neighbours turns, from the value; 0 where that is more than one step away. */
function vertex(values: Float64Array, i: number): number {
  const curvature = values[i + 1] + values[i - 1] - 2 * values[i];
  const slope = (values[i + 1] - values[i - 1]) / 2;
  return Math.abs(slope) >= Math.abs(curvature) ? 0 : -slope / curvature;
}
