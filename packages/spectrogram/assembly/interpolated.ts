import { pairOf, sumOf } from './filtered';

/**
 * Filters between those of a table: out[i] = a + f (b - a), where a and b are the sums over n of filters[row][n] and
 * filters[row + 1][n] times samples[place + n]. Output i lies at (phase + i * phaseStep) / up samples after i * step; place
 * is the whole part of that, row the whole part and f the rest of the other part times `rows`. Sums as in `filtered`.
 *
 * @param phase Of the first output, below `up`.
 * @param filters `rows` + 1 times `taps` float64 values.
 * @param taps A multiple of 4.
 */
export function interpolated(
  samples: usize,
  step: u32,
  phase: u32,
  phaseStep: u32,
  up: u32,
  filters: usize,
  rows: u32,
  taps: u32,
  count: u32,
  out: usize,
): void {
  const length = (<usize>taps) << 3;
  const rowsPerPhase = <f64>rows / <f64>up;
  for (let i: u32 = 0; i < count; i++) {
    const exact = <f64>phase * rowsPerPhase;
    const row = Math.floor(exact);
    let a0 = f64x2.splat(0);
    let a1 = f64x2.splat(0);
    let b0 = f64x2.splat(0);
    let b1 = f64x2.splat(0);
    let from = samples;
    const start = filters + <usize>row * length;
    const end = start + length;
    for (let w = start; w < end; w += 32) {
      const x0 = pairOf(from);
      const x1 = pairOf(from + 8);
      a0 = f64x2.add(a0, f64x2.mul(v128.load(w), x0));
      a1 = f64x2.add(a1, f64x2.mul(v128.load(w, 16), x1));
      b0 = f64x2.add(b0, f64x2.mul(v128.load(w + length), x0));
      b1 = f64x2.add(b1, f64x2.mul(v128.load(w + length, 16), x1));
      from += 16;
    }
    const a = sumOf(a0, a1);
    const b = sumOf(b0, b1);
    store<f32>(out, <f32>(a + (exact - row) * (b - a)));
    out += 4;
    samples += (<usize>step) << 2;
    // In 64 bits, since both may be close to 2^32.
    const next = <u64>phase + <u64>phaseStep;
    const isOver = next >= <u64>up;
    phase = <u32>(isOver ? next - <u64>up : next);
    if (isOver) samples += 4;
  }
}
