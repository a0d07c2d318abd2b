import { requireInteger, requireOneOf } from '../require-argument.js';

export type WindowName = 'hann' | 'hamming' | 'blackman' | 'rectangular';

export interface GetWindowOptions {
  /** Symmetric (filter design) instead of periodic (spectra). @default false */
  symmetric?: boolean;
}

// w[n] = sum over k of (-1)^k a[k] cos(2 pi k n / N)
const cosineTerms: Record<WindowName, number[]> = {
  hann: [0.5, 0.5],
  hamming: [0.54, 0.46],
  blackman: [0.42, 0.5, 0.08],
  rectangular: [1],
};

/**
 * A window function: w[n] = a0 - a1 cos(2 pi n / N) + a2 cos(4 pi n / N), where N is `length` for a periodic window and
 * `length - 1` for a symmetric one.
 *
 * @param name `hann` (0.5, 0.5), `hamming` (0.54, 0.46), `blackman` (0.42, 0.5, 0.08) or `rectangular` (1).
 * @param length Number of samples, at least 1.
 * @returns `length` values.
 * @throws RangeError for an unknown name or a length that is not an integer of at least 1.
 * @see scipy.signal.get_window(name, length, fftbins=not symmetric)
 * @example
 * getWindow('hann', 4); // [0, 0.5, 1, 0.5]
 */
export function getWindow(
  name: WindowName,
  length: number,
  { symmetric = false }: GetWindowOptions = {},
): Float64Array<ArrayBuffer> {
  requireOneOf('getWindow', 'name', name, Object.keys(cosineTerms) as WindowName[]);
  requireInteger('getWindow', 'length', length);
  const period = symmetric ? length - 1 : length;
  return Float64Array.from({ length }, (_, n) => {
    if (length === 1) return 1;
    return cosineTerms[name].reduce(
      (sum, a, k) => sum + (k % 2 ? -a : a) * Math.cos((2 * Math.PI * k * n) / period),
      0,
    );
  });
}
