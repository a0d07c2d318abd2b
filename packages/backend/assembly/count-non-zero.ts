/** How many of `length` values are not zero (NaN counts). */
export function countNonZero(values: usize, length: i32): i32 {
  const zero = f32x4.splat(0);
  const end = values + (length << 2);
  const vectorEnd = values + ((length & ~3) << 2);
  let counts = i32x4.splat(0);
  for (; values < vectorEnd; values += 16) {
    // A lane of a true comparison is -1.
    counts = i32x4.sub(counts, f32x4.ne(v128.load(values), zero));
  }
  let count =
    i32x4.extract_lane(counts, 0) +
    i32x4.extract_lane(counts, 1) +
    i32x4.extract_lane(counts, 2) +
    i32x4.extract_lane(counts, 3);
  for (; values < end; values += 4) if (f32.load(values) !== 0) count++;
  return count;
}
