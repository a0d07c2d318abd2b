import { requireSize } from './require-size.js';

/**
 * Side length of a pooling's output: (W - F) / S + 1 rounded down for `valid`, W / S rounded up for `same`.
 * The depth stays as it is.
 *
 * @param size Side length W of the input, a positive integer.
 * @param window Side length F of the pooling window, a positive integer.
 * @param stride Step S from one window to the next, a positive integer.
 * @param padding `valid`: whole windows only. `same`: the last window may reach over the edge.
 * @returns Side length of the output.
 * @throws RangeError when a size is not a positive integer, or a `valid` window is larger than the input.
 *
 * @see paper, section 3 (`valid`); TensorFlow's padding rule (`same`).
 *
 * @example
 * poolingSize(148, 2, 2); // 74
 */
export function poolingSize(size: number, window: number, stride: number, padding: 'valid' | 'same' = 'valid'): number {
  requireSize('poolingSize', 'size', size);
  requireSize('poolingSize', 'window', window);
  requireSize('poolingSize', 'stride', stride);
  if (padding === 'same') return Math.ceil(size / stride);
  if (window > size) throw new RangeError(`poolingSize: window must be at most the size, ${size}; received ${window}`);
  return Math.floor((size - window) / stride) + 1;
}
