import { madd } from './madd';

/**
 * The inner loop of the sparse gradients: for each of `entries`, pairs of a byte offset and a float, adds
 * `float * source[offset ...]` to `target`, over `length` values. The sum stays in registers while the entries pass, and
 * joins the target at the end, so that long sums of small numbers stay exact.
 */
export function addScaledRuns(target: usize, source: usize, length: i32, entries: usize, entriesEnd: usize): void {
  const zero = f32x4.splat(0);
  let left = length;
  for (; left >= 32; left -= 32) {
    let a0 = zero;
    let a1 = zero;
    let a2 = zero;
    let a3 = zero;
    let a4 = zero;
    let a5 = zero;
    let a6 = zero;
    let a7 = zero;
    for (let entry = entries; entry < entriesEnd; entry += 8) {
      const from = source + <usize>i32.load(entry);
      const scale = v128.load32_splat(entry, 4);
      a0 = madd(scale, v128.load(from, 0), a0);
      a1 = madd(scale, v128.load(from, 16), a1);
      a2 = madd(scale, v128.load(from, 32), a2);
      a3 = madd(scale, v128.load(from, 48), a3);
      a4 = madd(scale, v128.load(from, 64), a4);
      a5 = madd(scale, v128.load(from, 80), a5);
      a6 = madd(scale, v128.load(from, 96), a6);
      a7 = madd(scale, v128.load(from, 112), a7);
    }
    v128.store(target, f32x4.add(v128.load(target, 0), a0), 0);
    v128.store(target, f32x4.add(v128.load(target, 16), a1), 16);
    v128.store(target, f32x4.add(v128.load(target, 32), a2), 32);
    v128.store(target, f32x4.add(v128.load(target, 48), a3), 48);
    v128.store(target, f32x4.add(v128.load(target, 64), a4), 64);
    v128.store(target, f32x4.add(v128.load(target, 80), a5), 80);
    v128.store(target, f32x4.add(v128.load(target, 96), a6), 96);
    v128.store(target, f32x4.add(v128.load(target, 112), a7), 112);
    target += 128;
    source += 128;
  }
  for (; left >= 4; left -= 4) {
    let sum = zero;
    for (let entry = entries; entry < entriesEnd; entry += 8) {
      sum = madd(v128.load32_splat(entry, 4), v128.load(source + <usize>i32.load(entry)), sum);
    }
    v128.store(target, f32x4.add(v128.load(target), sum));
    target += 16;
    source += 16;
  }
  for (; left > 0; left--) {
    let sum: f32 = 0;
    for (let entry = entries; entry < entriesEnd; entry += 8) {
      sum += f32.load(entry, 4) * f32.load(source + <usize>i32.load(entry));
    }
    f32.store(target, f32.load(target) + sum);
    target += 4;
    source += 4;
  }
}
