import type { Matrix } from '../matrix.js';
import { requireInteger, requireSamples, requireSpectrogram } from '../require-argument.js';
import { frameCount, frameLayout, type PadMode, paddedIndex } from '../stft/frame-layout.js';

export interface RmsOptions {
  /** Samples per frame. @default 2048 */
  frameLength?: number;
  /** Samples from one frame's start to the next's; not used for a spectrogram. @default 512 */
  hopLength?: number;
  /** Frame t is centred on sample t * hopLength. @default true */
  center?: boolean;
  /** How the signal is continued where frames are centred. @default 'constant' */
  padMode?: PadMode;
}

/**
 * Root mean square of each frame: sqrt(sum of x^2 / frameLength), or from a magnitude spectrogram
 * sqrt(2 sum of |X|^2 / frameLength^2) with the first and, for an even frameLength, the last frequency counted half.
 *
 * @param input Mono signal, or a magnitude spectrogram (1 + frameLength / 2, frames).
 * @returns (1, frames), in units of the samples.
 * @throws TypeError when the input is neither samples nor a matrix.
 * @throws RangeError for values that are not finite, an option out of range, or rows that do not fit frameLength.
 * @see librosa.feature.rms, 0.11.0
 * @example
 * rms(new Float32Array(4096).fill(0.5)).data[4]; // 0.5
 */
export function rms(
  input: Float32Array | Matrix,
  { frameLength = 2048, hopLength = 512, center = true, padMode = 'constant' }: RmsOptions = {},
): Matrix {
  if (input && 'shape' in input) return rmsOfSpectrogram(input, frameLength);
  requireSamples('rms', input);
  requireInteger('rms', 'frameLength', frameLength);
  const layout = frameLayout('rms', { nFft: frameLength, hopLength, center, padMode, window: 'rectangular' });
  const frames = frameCount('rms', input.length, layout);
  const data = new Float32Array(frames);
  for (let t = 0; t < frames; t++) {
    const start = t * hopLength - layout.padding;
    let sum = 0;
    const end = start + frameLength;
    for (let i = Math.max(0, start); i < Math.min(end, input.length); i++) sum += input[i] * input[i];
    if (padMode !== 'constant') {
      for (let i = start; i < Math.min(0, end); i++) sum += input[paddedIndex(i, input.length, padMode)] ** 2;
      for (let i = Math.max(input.length, start); i < end; i++)
        sum += input[paddedIndex(i, input.length, padMode)] ** 2;
    }
    data[t] = Math.sqrt(sum / frameLength);
  }
  return { data, shape: [1, frames] };
}

function rmsOfSpectrogram(matrix: Matrix, frameLength: number): Matrix {
  requireSpectrogram('rms', 'spectrogram', matrix);
  requireInteger('rms', 'frameLength', frameLength);
  const [bins, frames] = matrix.shape;
  if (Math.floor(frameLength / 2) + 1 !== bins) {
    throw new RangeError(
      `rms: frameLength must be ${2 * bins - 2} or ${2 * bins - 1} for ${bins} rows; received ${frameLength}`,
    );
  }
  const sums = new Float64Array(frames);
  for (let k = 0; k < bins; k++) {
    const weight = k === 0 || (k === bins - 1 && frameLength % 2 === 0) ? 0.5 : 1;
    for (let t = 0; t < frames; t++) sums[t] += weight * matrix.data[k * frames + t] ** 2;
  }
  return { data: Float32Array.from(sums, (sum) => Math.sqrt(2 * sum) / frameLength), shape: [1, frames] };
}
