import { madd } from './madd';

/**
 * Convolution of a row of pixels with 16 filters. Two pixels at a time, since 8 running sums keep the processor's adders
 * busy and leave registers for the operands: unrolled further, V8 spills them and the speed halves.
 *
 * Each output adds its products up in the order of the taps, in both loops, so that equal windows have equal outputs.
 *
 * @param window Where the first pixel's window begins in the padded image.
 * @param columnBytes From a pixel's window to the next pixel's.
 * @param rowBytes From a row of the image to the next.
 * @param weights (filterHeight, runLength, 16).
 * @param runLength Values in a row of a window.
 * @param output Written: (pixels, 16).
 */
export function convolveRow(
  window: usize,
  columnBytes: usize,
  rowBytes: usize,
  weights: usize,
  filterHeight: i32,
  runLength: i32,
  output: usize,
  pixels: i32,
): void {
  for (; pixels >= 2; pixels -= 2) {
    convolvePair(window, columnBytes, rowBytes, weights, filterHeight, runLength, output);
    window += 2 * columnBytes;
    output += 128;
  }
  if (pixels === 1) convolveOne(window, rowBytes, weights, filterHeight, runLength, output);
}

function convolvePair(
  window: usize,
  columnBytes: usize,
  rowBytes: usize,
  weights: usize,
  filterHeight: i32,
  runLength: i32,
  output: usize,
): void {
  const zero = f32x4.splat(0);
  let a0 = zero;
  let a1 = zero;
  let a2 = zero;
  let a3 = zero;
  let b0 = zero;
  let b1 = zero;
  let b2 = zero;
  let b3 = zero;
  for (let row = 0; row < filterHeight; row++) {
    let a = window;
    let b = window + columnBytes;
    for (const end = a + (runLength << 2); a < end; a += 4) {
      const w0 = v128.load(weights, 0);
      const w1 = v128.load(weights, 16);
      const w2 = v128.load(weights, 32);
      const w3 = v128.load(weights, 48);
      const valueA = v128.load32_splat(a);
      a0 = madd(valueA, w0, a0);
      a1 = madd(valueA, w1, a1);
      a2 = madd(valueA, w2, a2);
      a3 = madd(valueA, w3, a3);
      const valueB = v128.load32_splat(b);
      b0 = madd(valueB, w0, b0);
      b1 = madd(valueB, w1, b1);
      b2 = madd(valueB, w2, b2);
      b3 = madd(valueB, w3, b3);
      weights += 64;
      b += 4;
    }
    window += rowBytes;
  }
  v128.store(output, a0, 0);
  v128.store(output, a1, 16);
  v128.store(output, a2, 32);
  v128.store(output, a3, 48);
  v128.store(output, b0, 64);
  v128.store(output, b1, 80);
  v128.store(output, b2, 96);
  v128.store(output, b3, 112);
}

function convolveOne(
  window: usize,
  rowBytes: usize,
  weights: usize,
  filterHeight: i32,
  runLength: i32,
  output: usize,
): void {
  const zero = f32x4.splat(0);
  let a0 = zero;
  let a1 = zero;
  let a2 = zero;
  let a3 = zero;
  for (let row = 0; row < filterHeight; row++) {
    let a = window;
    for (const end = a + (runLength << 2); a < end; a += 4) {
      const value = v128.load32_splat(a);
      a0 = madd(value, v128.load(weights, 0), a0);
      a1 = madd(value, v128.load(weights, 16), a1);
      a2 = madd(value, v128.load(weights, 32), a2);
      a3 = madd(value, v128.load(weights, 48), a3);
      weights += 64;
    }
    window += rowBytes;
  }
  v128.store(output, a0, 0);
  v128.store(output, a1, 16);
  v128.store(output, a2, 32);
  v128.store(output, a3, 48);
}
