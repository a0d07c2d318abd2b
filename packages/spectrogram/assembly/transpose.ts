/** Frames that are transformed before their values are written into the matrix, so that each row gets a run of them. */
export const BLOCK: u32 = 16;

/**
 * Pairs of frames side by side, one pair of rows after the other, to columns of a matrix.
 *
 * @param count Frames, at most BLOCK.
 * @returns Four of the values, of which one is the largest, and 0; NaN among them where a value is not finite.
 */
export function transpose(block: usize, bins: u32, count: u32, out: usize, rowBytes: usize): v128 {
  const row = (<usize>bins) << 3;
  let from = block;
  let to = out;
  let max = f32x4.splat(0);
  let spoilt = f32x4.splat(0);
  for (let k: u32 = 0; k < bins; k++) {
    let place = from;
    let f: u32 = 0;
    for (; f + 4 <= count; f += 4) {
      const four = v128.load_lane<u64>(place + row, v128.load_zero<u64>(place), 1);
      v128.store(to + ((<usize>f) << 2), four);
      max = f32x4.pmax(max, four);
      // x - x is 0 for every finite x and NaN for every other.
      spoilt = f32x4.add(spoilt, f32x4.sub(four, four));
      place += 2 * row;
    }
    for (; f < count; f++) {
      const value = v128.load_splat<f32>(from + row * (f >> 1) + ((f & 1) << 2));
      v128.store_lane<f32>(to + ((<usize>f) << 2), value, 0);
      max = f32x4.pmax(max, value);
      spoilt = f32x4.add(spoilt, f32x4.sub(value, value));
    }
    from += 8;
    to += rowBytes;
  }
  return f32x4.add(max, spoilt);
}
