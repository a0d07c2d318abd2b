import { requireSize } from './require-size.js';

/**
 * Side length of a convolution's output at stride 1: N - F + 1 for `valid`, N for `same`.
 *
 * @param size Side length N of the input, a positive integer.
 * @param filter Side length F of the filter, a positive integer.
 * @param padding `valid`: only where the filter fits. `same`: zeros around the input keep the size.
 * @returns Side length of the output.
 * @throws RangeError when a size is not a positive integer, or a `valid` filter is larger than the input.
 *
 * @see paper, section 3 (`valid`); TensorFlow's padding rule (`same`).
 *
 * @example
 * convolutionSize(150, 3); // 148
 */
export function convolutionSize(size: number, filter: number, padding: 'valid' | 'same' = 'valid'): number {
  requireSize('convolutionSize', 'size', size);
  requireSize('convolutionSize', 'filter', filter);
  if (padding === 'same') return size;
  if (filter > size) {
    throw new RangeError(`convolutionSize: filter must be at most the size, ${size}; received ${filter}`);
  }
  return size - filter + 1;
}
