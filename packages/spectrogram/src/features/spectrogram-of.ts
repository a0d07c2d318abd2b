import type { Matrix } from '../matrix.js';
import { requireSpectrogram } from '../require-argument.js';
import type { FrameOptions } from '../stft/frame-layout.js';
import { spectrogram } from '../stft/spectrogram.js';

/**
 * What a feature is computed from: the given spectrogram, or that of the given samples.
 *
 * @returns The spectrogram and its nFft, which is 2 (rows - 1) unless options.nFft fits the rows (an odd one can).
 */
export function spectrogramOf(
  caller: string,
  input: Float32Array | Matrix,
  power: number,
  { nFft, hopLength, winLength, window, center, padMode }: FrameOptions,
): { matrix: Matrix; nFft: number } {
  if (input && 'shape' in input) {
    requireSpectrogram(caller, 'spectrogram', input);
    const rows = input.shape[0];
    if (nFft !== undefined && Math.floor(nFft / 2) + 1 === rows) return { matrix: input, nFft };
    if (rows < 2) throw new RangeError(`${caller}: spectrogram must be of at least two rows; received ${rows}`);
    return { matrix: input, nFft: 2 * (rows - 1) };
  }
  const options: FrameOptions = { nFft, hopLength, winLength, window, center, padMode };
  return { matrix: spectrogram(input, { ...options, hopLength: hopLength ?? 512, power }), nFft: nFft ?? 2048 };
}
