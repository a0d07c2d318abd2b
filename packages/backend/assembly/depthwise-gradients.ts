import { madd } from './madd';

/** Bytes of the channels that are worked on at a time, in registers. */
const blockBytes: i32 = 64;

/**
 * Gradient of a depthwise convolution with respect to its filter.
 *
 * @param x (images, height, width, channels).
 * @param dy (images, outHeight, outWidth, channels * multiplier).
 * @param gradient Written: (filterHeight, filterWidth, channels, multiplier).
 */
export function depthwiseFilterGradient(
  x: usize,
  dy: usize,
  gradient: usize,
  images: i32,
  height: i32,
  width: i32,
  channels: i32,
  multiplier: i32,
  outHeight: i32,
  outWidth: i32,
  filterHeight: i32,
  filterWidth: i32,
  strideHeight: i32,
  strideWidth: i32,
  dilationHeight: i32,
  dilationWidth: i32,
  top: i32,
  left: i32,
): void {
  const xBytes = channels << 2;
  const dyBytes = xBytes * multiplier;
  memory.fill(gradient, 0, filterHeight * filterWidth * dyBytes);
  for (let n = 0; n < images; n++) {
    for (let outRow = 0; outRow < outHeight; outRow++) {
      for (let tapRow = 0; tapRow < filterHeight; tapRow++) {
        const row = outRow * strideHeight - top + tapRow * dilationHeight;
        if (row < 0 || row >= height) continue;
        // Three rows that meet, which stay in the fastest cache.
        const tapRowAt = gradient + tapRow * filterWidth * dyBytes;
        const xRow = x + (n * height + row) * width * xBytes;
        const dyRow = dy + (n * outHeight + outRow) * outWidth * dyBytes;
        for (let tapColumn = 0; tapColumn < filterWidth; tapColumn++) {
          const shift = left - tapColumn * dilationWidth;
          const first = firstInside(shift, strideWidth);
          const pixels = endInside(shift, strideWidth, width, outWidth) - first;
          const xAt = xRow + (first * strideWidth - shift) * xBytes;
          const tap = tapRowAt + tapColumn * dyBytes;
          if (pixels > 0) {
            addSums(tap, xAt, xBytes * strideWidth, dyRow + first * dyBytes, dyBytes, pixels, multiplier);
          }
        }
      }
    }
  }
}

/**
 * Gradient of a depthwise convolution with respect to its input.
 *
 * @param dy (images, outHeight, outWidth, channels * multiplier).
 * @param filter (filterHeight, filterWidth, channels, multiplier).
 * @param gradient Written: (images, height, width, channels).
 */
export function depthwiseInputGradient(
  dy: usize,
  filter: usize,
  gradient: usize,
  images: i32,
  height: i32,
  width: i32,
  channels: i32,
  multiplier: i32,
  outHeight: i32,
  outWidth: i32,
  filterHeight: i32,
  filterWidth: i32,
  strideHeight: i32,
  strideWidth: i32,
  dilationHeight: i32,
  dilationWidth: i32,
  top: i32,
  left: i32,
): void {
  const xBytes = channels << 2;
  const dyBytes = xBytes * multiplier;
  for (let n = 0; n < images; n++) {
    memory.fill(gradient + n * height * width * xBytes, 0, height * width * xBytes);
    for (let outRow = 0; outRow < outHeight; outRow++) {
      for (let tapRow = 0; tapRow < filterHeight; tapRow++) {
        const row = outRow * strideHeight - top + tapRow * dilationHeight;
        if (row < 0 || row >= height) continue;
        const tapRowAt = filter + tapRow * filterWidth * dyBytes;
        const xRow = gradient + (n * height + row) * width * xBytes;
        const dyRow = dy + (n * outHeight + outRow) * outWidth * dyBytes;
        for (let tapColumn = 0; tapColumn < filterWidth; tapColumn++) {
          const shift = left - tapColumn * dilationWidth;
          const first = firstInside(shift, strideWidth);
          const pixels = endInside(shift, strideWidth, width, outWidth) - first;
          const xAt = xRow + (first * strideWidth - shift) * xBytes;
          const tap = tapRowAt + tapColumn * dyBytes;
          if (pixels > 0) {
            addProducts(xAt, xBytes * strideWidth, dyRow + first * dyBytes, dyBytes, tap, pixels, multiplier);
          }
        }
      }
    }
  }
}

/** The first output that a tap meets inside of a row, which it would meet `shift` before. */
function firstInside(shift: i32, stride: i32): i32 {
  return shift > 0 ? (shift + stride - 1) / stride : 0;
}

/** The output behind the last one that a tap meets inside of a row. */
function endInside(shift: i32, stride: i32, width: i32, outWidth: i32): i32 {
  return width + shift > 0 ? min(outWidth, (width + shift + stride - 1) / stride) : 0;
}

/** tap += x dy, summed over the pixels of a row first: so long sums of small numbers stay exact. */
function addSums(tap: usize, x: usize, xStep: i32, dy: usize, dyStep: i32, pixels: i32, multiplier: i32): void {
  let channel = 0;
  if (multiplier === 1) {
    for (; channel + blockBytes <= dyStep; channel += blockBytes) {
      let s0 = f32x4.splat(0);
      let s1 = f32x4.splat(0);
      let s2 = f32x4.splat(0);
      let s3 = f32x4.splat(0);
      let a = x + channel;
      let b = dy + channel;
      for (let i = 0; i < pixels; i++) {
        s0 = madd(v128.load(a, 0), v128.load(b, 0), s0);
        s1 = madd(v128.load(a, 16), v128.load(b, 16), s1);
        s2 = madd(v128.load(a, 32), v128.load(b, 32), s2);
        s3 = madd(v128.load(a, 48), v128.load(b, 48), s3);
        a += xStep;
        b += dyStep;
      }
      const to = tap + channel;
      v128.store(to, f32x4.add(v128.load(to, 0), s0), 0);
      v128.store(to, f32x4.add(v128.load(to, 16), s1), 16);
      v128.store(to, f32x4.add(v128.load(to, 32), s2), 32);
      v128.store(to, f32x4.add(v128.load(to, 48), s3), 48);
    }
    for (; channel + 16 <= dyStep; channel += 16) {
      let sum = f32x4.splat(0);
      let a = x + channel;
      let b = dy + channel;
      for (let i = 0; i < pixels; i++) {
        sum = madd(v128.load(a), v128.load(b), sum);
        a += xStep;
        b += dyStep;
      }
      v128.store(tap + channel, f32x4.add(v128.load(tap + channel), sum));
    }
  }
  for (; channel < dyStep; channel += 4) {
    let sum: f32 = 0;
    let a = x + (((channel >> 2) / multiplier) << 2);
    let b = dy + channel;
    for (let i = 0; i < pixels; i++) {
      sum += f32.load(a) * f32.load(b);
      a += xStep;
      b += dyStep;
    }
    f32.store(tap + channel, f32.load(tap + channel) + sum);
  }
}

/** x += dy tap, over the pixels of a row. */
function addProducts(x: usize, xStep: i32, dy: usize, dyStep: i32, tap: usize, pixels: i32, multiplier: i32): void {
  let channel = 0;
  if (multiplier === 1) {
    for (; channel + blockBytes <= dyStep; channel += blockBytes) {
      const w0 = v128.load(tap + channel, 0);
      const w1 = v128.load(tap + channel, 16);
      const w2 = v128.load(tap + channel, 32);
      const w3 = v128.load(tap + channel, 48);
      let from = dy + channel;
      let to = x + channel;
      for (let i = 0; i < pixels; i++) {
        v128.store(to, madd(v128.load(from, 0), w0, v128.load(to, 0)), 0);
        v128.store(to, madd(v128.load(from, 16), w1, v128.load(to, 16)), 16);
        v128.store(to, madd(v128.load(from, 32), w2, v128.load(to, 32)), 32);
        v128.store(to, madd(v128.load(from, 48), w3, v128.load(to, 48)), 48);
        from += dyStep;
        to += xStep;
      }
    }
    for (; channel + 16 <= dyStep; channel += 16) {
      const weights = v128.load(tap + channel);
      let from = dy + channel;
      let to = x + channel;
      for (let i = 0; i < pixels; i++) {
        v128.store(to, madd(v128.load(from), weights, v128.load(to)));
        from += dyStep;
        to += xStep;
      }
    }
  }
  for (; channel < dyStep; channel += 4) {
    const weight = f32.load(tap + channel);
    let from = dy + channel;
    let to = x + (((channel >> 2) / multiplier) << 2);
    for (let i = 0; i < pixels; i++) {
      f32.store(to, f32.load(to) + f32.load(from) * weight);
      from += dyStep;
      to += xStep;
    }
  }
}
