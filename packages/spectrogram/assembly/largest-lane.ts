/** The largest of four float32 values, NaN where one of them is. */
export function largestLane(values: v128): f32 {
  return Mathf.max(
    Mathf.max(f32x4.extract_lane(values, 0), f32x4.extract_lane(values, 1)),
    Mathf.max(f32x4.extract_lane(values, 2), f32x4.extract_lane(values, 3)),
  );
}
