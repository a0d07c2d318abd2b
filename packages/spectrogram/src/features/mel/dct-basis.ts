export type DctType = 1 | 2 | 3;

/**
 * The first `count` rows of the discrete cosine transform of `size` values, as scipy.fft.dct defines it.
 *
 * Type 1: x[0] + (-1)^k x[N-1] + 2 sum of x[n] cos(pi k n / (N - 1)) over 0 < n < N - 1; type 2: 2 sum of
 * x[n] cos(pi k (2n + 1) / 2N); type 3: x[0] + 2 sum of x[n] cos(pi n (2k + 1) / 2N) over n > 0. With norm 'ortho' the
 * rows are orthonormal.
 *
 * @returns count rows of size weights, row after row.
 */
export function dctBasis(type: DctType, norm: 'ortho' | null, size: number, count: number): Float64Array {
  const basis = new Float64Array(count * size);
  for (let k = 0; k < count; k++) {
    for (let n = 0; n < size; n++) basis[k * size + n] = weight(type, norm, size, k, n);
  }
  return basis;
}

function weight(type: DctType, norm: 'ortho' | null, size: number, k: number, n: number): number {
  if (type === 2) {
    const cosine = 2 * Math.cos((Math.PI * k * (2 * n + 1)) / (2 * size));
    return norm ? cosine * Math.sqrt((k === 0 ? 0.25 : 0.5) / size) : cosine;
  }
  if (type === 3) {
    const cosine = 2 * Math.cos((Math.PI * n * (2 * k + 1)) / (2 * size));
    if (norm) return cosine * Math.sqrt((n === 0 ? 0.25 : 0.5) / size);
    return n === 0 ? 1 : cosine;
  }
  const last = size - 1;
  const isEnd = (i: number): boolean => i === 0 || i === last;
  const cosine = Math.cos((Math.PI * k * n) / last);
  if (!norm) return isEnd(n) ? cosine : 2 * cosine;
  return cosine * Math.sqrt(2 / last) * (isEnd(n) ? Math.SQRT1_2 : 1) * (isEnd(k) ? Math.SQRT1_2 : 1);
}
