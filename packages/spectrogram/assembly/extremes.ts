import { putPair } from './put-pair';

/**
 * For each column of a matrix the mean of the `count` highest and of the `count` lowest of `rows` values, in float32.
 *
 * @param matrix Where the first of the rows begins.
 * @param lists 32 count bytes.
 */
export function extremes(
  matrix: usize,
  columns: u32,
  rows: u32,
  count: u32,
  lists: usize,
  peaks: usize,
  valleys: usize,
): void {
  const stride = (<usize>columns) << 2;
  const highest = lists;
  const lowest = lists + ((<usize>count) << 4);
  let t: u32 = 0;
  while (true) {
    for (let i: usize = 0; i < (<usize>count) << 4; i += 16) {
      v128.store(highest + i, f32x4.splat(-Infinity));
      v128.store(lowest + i, f32x4.splat(Infinity));
    }
    let from = matrix + ((<usize>t) << 2);
    for (let k: u32 = 0; k < rows; k++) {
      const value = v128.load(from);
      from += stride;
      // Each list is sorted, the one to leave next last; a new value finds its place by exchanges on the way down.
      if (v128.any_true(f32x4.gt(value, v128.load(lowest - 16)))) {
        let carried = value;
        for (let i = highest; i < lowest; i += 16) {
          const kept = v128.load(i);
          v128.store(i, f32x4.pmax(kept, carried));
          carried = f32x4.pmin(kept, carried);
        }
      }
      if (v128.any_true(f32x4.lt(value, v128.load(lowest + (lowest - highest) - 16)))) {
        let carried = value;
        for (let i = lowest; i < lowest + (lowest - highest); i += 16) {
          const kept = v128.load(i);
          v128.store(i, f32x4.pmin(kept, carried));
          carried = f32x4.pmax(kept, carried);
        }
      }
    }
    meansOf(highest, count, peaks + ((<usize>t) << 2));
    meansOf(lowest, count, valleys + ((<usize>t) << 2));
    if (t + 4 >= columns) return;
    t = min(t + 4, columns - 4);
  }
}

// From the list's end on.
function meansOf(list: usize, count: u32, to: usize): void {
  let low = f64x2.splat(0);
  let high = f64x2.splat(0);
  for (let i = <i32>count - 1; i >= 0; i--) {
    low = f64x2.add(low, f64x2.promote_low_f32x4(v128.load_zero<u64>(list + ((<usize>i) << 4))));
    high = f64x2.add(high, f64x2.promote_low_f32x4(v128.load_zero<u64>(list + ((<usize>i) << 4), 8)));
  }
  const divisor = f64x2.splat(<f64>count);
  putPair(to, f64x2.div(low, divisor));
  putPair(to + 8, f64x2.div(high, divisor));
}
