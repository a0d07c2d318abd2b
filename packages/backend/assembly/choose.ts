/**
 * Whether each value is above a bound, as bytes 0 and 1.
 *
 * @param bounds As many bounds as values, or one.
 */
export function greater(values: usize, bounds: usize, result: usize, length: u32, isOne: bool): void {
  const step: usize = isOne ? 0 : 4;
  const end = result + length;
  let one = v128.load_splat<f32>(bounds);
  for (; result + 4 <= end; result += 4) {
    if (!isOne) one = v128.load(bounds);
    const words = i16x8.narrow_i32x4_s(f32x4.gt(v128.load(values), one), i32x4.splat(0));
    const bytes = v128.and(i8x16.narrow_i16x8_s(words, words), i8x16.splat(1));
    v128.store_lane<i32>(result, bytes, 0);
    values += 16;
    bounds += step << 2;
  }
  for (; result < end; result++) {
    store<u8>(result, u8(f32.load(values) > f32.load(bounds)));
    values += 4;
    bounds += step;
  }
}

/** Of two values at each place the first where the condition's byte is not 0. */
export function select(condition: usize, first: usize, second: usize, result: usize, length: u32): void {
  const end = condition + length;
  for (; condition + 4 <= end; condition += 4) {
    const bytes = v128.load_zero<u32>(condition);
    const isTrue = i32x4.ne(i32x4.extend_low_i16x8_u(i16x8.extend_low_i8x16_u(bytes)), i32x4.splat(0));
    v128.store(result, v128.bitselect(v128.load(first), v128.load(second), isTrue));
    first += 16;
    second += 16;
    result += 16;
  }
  for (; condition < end; condition++) {
    f32.store(result, f32.load(load<u8>(condition) !== 0 ? first : second));
    first += 4;
    second += 4;
    result += 4;
  }
}
