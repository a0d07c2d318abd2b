import { madd } from './madd';

/**
 * Gradient of a filter of 1 x 1 with stride 1: the product of (pixels, inChannels), transposed, with (pixels, outChannels).
 *
 * @param x (pixels, inChannels), of all images.
 * @param dy (pixels, outChannels).
 * @param gradient Written: (inChannels, outChannels).
 * @param tile Pixels whose values in both stay in the fastest cache.
 * @param inChannels A multiple of 4.
 * @param outChannels A multiple of 8.
 */
export function pointwiseFilterGradient(
  x: usize,
  dy: usize,
  gradient: usize,
  pixels: i32,
  tile: i32,
  inChannels: i32,
  outChannels: i32,
): void {
  const inBytes: usize = inChannels << 2;
  const outBytes: usize = outChannels << 2;
  memory.fill(gradient, 0, <usize>inChannels * outBytes);
  for (; pixels > 0; pixels -= tile) {
    const count = min(tile, pixels);
    addTransposedProduct(x, inBytes, dy, outBytes, gradient, count);
    x += <usize>count * inBytes;
    dy += <usize>count * outBytes;
  }
}

/**
 * Adds to (inChannels, outChannels) the product of (count, inChannels), transposed, with (count, outChannels). Both should
 * stay in the fastest cache.
 */
export function addTransposedProduct(a: usize, aBytes: usize, b: usize, bBytes: usize, sums: usize, count: i32): void {
  const zero = f32x4.splat(0);
  for (let i: usize = 0; i < aBytes; i += 16) {
    for (let k: usize = 0; k < bBytes; k += 32) {
      let s00 = zero;
      let s01 = zero;
      let s10 = zero;
      let s11 = zero;
      let s20 = zero;
      let s21 = zero;
      let s30 = zero;
      let s31 = zero;
      let left = a + i;
      let right = b + k;
      for (const end = left + <usize>count * aBytes; left < end; left += aBytes) {
        const w0 = v128.load(right, 0);
        const w1 = v128.load(right, 16);
        const v0 = v128.load32_splat(left, 0);
        s00 = madd(v0, w0, s00);
        s01 = madd(v0, w1, s01);
        const v1 = v128.load32_splat(left, 4);
        s10 = madd(v1, w0, s10);
        s11 = madd(v1, w1, s11);
        const v2 = v128.load32_splat(left, 8);
        s20 = madd(v2, w0, s20);
        s21 = madd(v2, w1, s21);
        const v3 = v128.load32_splat(left, 12);
        s30 = madd(v3, w0, s30);
        s31 = madd(v3, w1, s31);
        right += bBytes;
      }
      const to = sums + (i >> 2) * bBytes + k;
      addTo(to, s00, s01);
      addTo(to + bBytes, s10, s11);
      addTo(to + 2 * bBytes, s20, s21);
      addTo(to + 3 * bBytes, s30, s31);
    }
  }
}

function addTo(to: usize, sum0: v128, sum1: v128): void {
  v128.store(to, f32x4.add(v128.load(to, 0), sum0), 0);
  v128.store(to, f32x4.add(v128.load(to, 16), sum1), 16);
}
