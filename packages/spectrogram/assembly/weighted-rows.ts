import { putPair } from './put-pair';

/**
 * A row of filters times a matrix: out[t] = sum over i of weights[i] x[firstRow + i, t], or of weights[i] x^2.
 * Accumulates in float64, row after row. Matrices of fewer than 16 columns let it write up to 64 bytes beyond `out`.
 *
 * @param matrix Where its first row of those begins.
 * @param weights `rows` float64 values.
 */
export function weightedRows(
  matrix: usize,
  columns: u32,
  rows: u32,
  weights: usize,
  isSquared: bool,
  out: usize,
): void {
  const stride = (<usize>columns) << 2;
  let t: u32 = 0;
  while (true) {
    let s0 = f64x2.splat(0);
    let s1 = f64x2.splat(0);
    let s2 = f64x2.splat(0);
    let s3 = f64x2.splat(0);
    let s4 = f64x2.splat(0);
    let s5 = f64x2.splat(0);
    let s6 = f64x2.splat(0);
    let s7 = f64x2.splat(0);
    let from = matrix + ((<usize>t) << 2);
    const end = weights + ((<usize>rows) << 3);
    for (let w = weights; w < end; w += 8) {
      const weight = v128.load_splat<f64>(w);
      s0 = f64x2.add(s0, f64x2.mul(weight, pairOf(from, isSquared)));
      s1 = f64x2.add(s1, f64x2.mul(weight, pairOf(from + 8, isSquared)));
      s2 = f64x2.add(s2, f64x2.mul(weight, pairOf(from + 16, isSquared)));
      s3 = f64x2.add(s3, f64x2.mul(weight, pairOf(from + 24, isSquared)));
      s4 = f64x2.add(s4, f64x2.mul(weight, pairOf(from + 32, isSquared)));
      s5 = f64x2.add(s5, f64x2.mul(weight, pairOf(from + 40, isSquared)));
      s6 = f64x2.add(s6, f64x2.mul(weight, pairOf(from + 48, isSquared)));
      s7 = f64x2.add(s7, f64x2.mul(weight, pairOf(from + 56, isSquared)));
      from += stride;
    }
    const to = out + ((<usize>t) << 2);
    putPair(to, s0);
    putPair(to + 8, s1);
    putPair(to + 16, s2);
    putPair(to + 24, s3);
    putPair(to + 32, s4);
    putPair(to + 40, s5);
    putPair(to + 48, s6);
    putPair(to + 56, s7);
    if (t + 16 >= columns) return;
    // The last sixteen columns, some of them once more.
    t = min(t + 16, columns - 16);
  }
}

function pairOf(from: usize, isSquared: bool): v128 {
  const value = f64x2.promote_low_f32x4(v128.load_zero<u64>(from));
  return isSquared ? f64x2.mul(value, value) : value;
}
