/** Writes two float64 values as float32. */
export function putPair(to: usize, value: v128): void {
  v128.store_lane<u64>(to, f32x4.demote_f64x2_zero(value), 0);
}
