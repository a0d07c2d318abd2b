/**
 * Appends a byte offset and a value of dY, times a scale, to one of several lists, unless no gradient passes: where the value is 0, or
 * the output behind a relu is not above 0. Written always, counted only then, since a branch that goes either way costs
 * more than the two stores.
 *
 * @param count Where the list's number of entries is.
 * @param y Where the output is, or 0 if no relu followed.
 */
export function appendEntry(list: usize, count: usize, offset: i32, dy: usize, y: usize, scale: f32): void {
  const length = i32.load(count);
  const entry = list + (length << 3);
  const value = f32.load(dy) * scale;
  i32.store(entry, offset);
  f32.store(entry, value, 4);
  i32.store(count, length + i32(value !== 0 && !(y !== 0 && f32.load(y) <= 0)));
}

/** Whether any of four neighbouring values of dY passes its gradient on; often none does behind a pool or dropout. */
export function anyPasses(dy: usize, y: usize): bool {
  const zero = f32x4.splat(0);
  const hasGradient = f32x4.ne(v128.load(dy), zero);
  return v128.any_true(y === 0 ? hasGradient : v128.andnot(hasGradient, f32x4.le(v128.load(y), zero)));
}
