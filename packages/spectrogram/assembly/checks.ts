import { largestLane } from './largest-lane';

/** Whether all float32 values are finite and at least `minimum`; reads whole groups of four. */
export function areWithin(values: usize, count: u32, minimum: f32): bool {
  const least = f32x4.splat(minimum);
  let good = i32x4.splat(-1);
  const end = values + ((<usize>count) << 2);
  for (let i = values; i < end; i += 16) {
    const value = v128.load(i);
    // x - x is 0 for every finite x and NaN for every other.
    good = v128.and(good, v128.and(f32x4.eq(f32x4.sub(value, value), f32x4.splat(0)), f32x4.ge(value, least)));
  }
  return v128.all_true<i32>(good);
}

/** The largest of float32 values, or of their magnitudes, and 0; NaN where one is not finite. Reads whole groups of four. */
export function largest(values: usize, count: u32, withoutSign: bool): f32 {
  const mask = i32x4.splat(withoutSign ? 0x7fffffff : -1);
  let max = f32x4.splat(0);
  let good = i32x4.splat(-1);
  const end = values + ((<usize>count) << 2);
  for (let i = values; i < end; i += 16) {
    const value = v128.and(v128.load(i), mask);
    good = v128.and(good, f32x4.eq(f32x4.sub(value, value), f32x4.splat(0)));
    max = f32x4.pmax(max, value);
  }
  if (!v128.all_true<i32>(good)) return NaN;
  return largestLane(max);
}
