/** Adds `length` values, a multiple of four, to the totals and sets them to zero. */
export function moveSums(values: usize, totals: usize, length: i32): void {
  for (const end = values + (length << 2); values < end; values += 16) {
    v128.store(totals, f32x4.add(v128.load(totals), v128.load(values)));
    v128.store(values, f32x4.splat(0));
    totals += 16;
  }
}
