/**
 * Multiplies each value with 0 or with the number of whose bits `kept` is made, as a hash of the value's position decides:
 * kept where the hash, as a signed integer, reaches the threshold. In vectors of four positions.
 *
 * @param key1 Mixed into the position.
 * @param key2 Mixed in between the hash's rounds.
 */
export function dropout(x: usize, y: usize, length: i32, kept: i32, threshold: i32, key1: i32, key2: i32): void {
  const spread = i32x4.splat(0x9e3779b9);
  let position = i32x4(0, 1, 2, 3);
  let left = length;
  for (; left >= 4; left -= 4) {
    v128.store(y, f32x4.mul(v128.load(x), mask(position, spread, kept, threshold, key1, key2)));
    position = i32x4.add(position, i32x4.splat(4));
    x += 16;
    y += 16;
  }
  const last = mask(position, spread, kept, threshold, key1, key2);
  if (left > 0) f32.store(y, f32.load(x) * f32x4.extract_lane(last, 0), 0);
  if (left > 1) f32.store(y, f32.load(x, 4) * f32x4.extract_lane(last, 1), 4);
  if (left > 2) f32.store(y, f32.load(x, 8) * f32x4.extract_lane(last, 2), 8);
}

/** Wellons' lowbias32 with the second key between its rounds, without the last shift, which hardly ever decides. */
export function mask(position: v128, spread: v128, kept: i32, threshold: i32, key1: i32, key2: i32): v128 {
  const v = v128.xor(i32x4.mul(position, spread), i32x4.splat(key1));
  const x = i32x4.mul(v128.xor(v, i32x4.shr_u(v, 16)), i32x4.splat(0x7feb352d));
  const y = i32x4.mul(v128.xor(v128.xor(x, i32x4.shr_u(x, 15)), i32x4.splat(key2)), i32x4.splat(0x846ca68b));
  return v128.and(i32x4.ge_s(y, i32x4.splat(threshold)), i32x4.splat(kept));
}
