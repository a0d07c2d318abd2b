import { largestLane } from './largest-lane';
import { oddPass } from './odd-pass';
import { COMPLEX, firstPass, loaded, radix2LastPass, radix4LastPass, radix4Pass } from './passes';
import { MAGNITUDE, splitReal } from './split-real';
import { BLOCK, transpose } from './transpose';

/**
 * Frames of a signal as a matrix: powers (kind 0), magnitudes (1), or real and imaginary parts (2).
 *
 * @param nFft An even number of at least 16, with odd prime factors of at most 31.
 * @param samples The first frame's first sample; float32.
 * @param table Of `firstPass`, or where 8 is no divisor of nFft of `loaded`; its weights are half the window's values, since the halves that `splitReal` would take of each
 * sum are taken there, exactly.
 * @param a nFft / 2 complex numbers of two frames; so is b.
 * @param twiddles Of all passes of radix 4 after the first and of odd radix, one after the other: src/fft/complex-fft.ts.
 * @param odd 1,024 bytes that are free, then as float64 each odd radix with its roots, and 0; or 0 where there is none.
 * @param realTwiddles exp(-2 pi i k / nFft) for k <= nFft / 4.
 * @param block BLOCK (nFft / 2 + 1) float32 values, for kind 2 twice as many.
 * @param out Gets (nFft / 2 + 1, frames) float32 values.
 * @param imaginary Gets as many, for kind 2 alone.
 * @returns The largest value in `out`, and 0; NaN where one is not finite.
 */
export function transform(
  kind: u32,
  nFft: u32,
  hop: u32,
  frames: u32,
  samples: usize,
  table: usize,
  a: usize,
  b: usize,
  twiddles: usize,
  odd: usize,
  realTwiddles: usize,
  block: usize,
  out: usize,
  imaginary: usize,
): f32 {
  const half = nFft >> 1;
  const row: usize = (<usize>(half + 1)) << 3; // bytes of the values of two frames
  const imaginaryBlock = block + row * (BLOCK >> 1);
  let max = f32x4.splat(0);
  for (let t: u32 = 0; t < frames; t += BLOCK) {
    const count = min(BLOCK, frames - t);
    for (let f: u32 = 0; f < count; f += 2) {
      const first = samples + ((<usize>(t + f) * hop) << 2);
      // The last frame of an odd number is its own partner.
      const second = f + 1 < count ? first + ((<usize>hop) << 2) : first;
      const spectrum = forward(half, first, second, table, a, b, twiddles, odd);
      const place = row * (f >> 1);
      splitReal(kind, spectrum, half, realTwiddles, block + place, imaginaryBlock + place);
    }
    max = f32x4.max(max, transpose(block, half + 1, count, out + ((<usize>t) << 2), (<usize>frames) << 2));
    if (kind > MAGNITUDE)
      transpose(imaginaryBlock, half + 1, count, imaginary + ((<usize>t) << 2), (<usize>frames) << 2);
  }
  return largestLane(max);
}

/** The transform of `half` complex numbers, which are the samples times the window; returns where the result is. */
export function forward(
  half: u32,
  first: usize,
  second: usize,
  table: usize,
  a: usize,
  b: usize,
  twiddles: usize,
  odd: usize,
): usize {
  if ((half & 3) > 0) {
    loaded(half, first, second, table, a);
    return laterPasses(half, a, b, half, COMPLEX, twiddles, odd);
  }
  firstPass(half, first, second, table, a);
  return laterPasses(half, a, b, half >> 2, COMPLEX << 2, twiddles, odd);
}

/** The transform of the `half` complex numbers at a; returns where the result is. */
export function allPasses(half: u32, a: usize, b: usize, firstTwiddles: usize, twiddles: usize, odd: usize): usize {
  if ((half & 3) > 0) return laterPasses(half, a, b, half, COMPLEX, twiddles, odd);
  radix4Pass(a, b, half, COMPLEX, firstTwiddles);
  return laterPasses(half, b, a, half >> 2, COMPLEX << 2, twiddles, odd);
}

function laterPasses(half: u32, from: usize, to: usize, length: u32, step: usize, twiddles: usize, odd: usize): usize {
  let w = twiddles;
  while (length > 4 && (length & 3) === 0) {
    radix4Pass(from, to, half, step, w);
    w += <usize>(length >> 2) * 48;
    const swap = from;
    from = to;
    to = swap;
    step <<= 2;
    length >>= 2;
  }
  if (odd > 0) {
    let roots = odd + 1024;
    for (let radix = <u32>load<f64>(roots); radix > 0; radix = <u32>load<f64>(roots)) {
      roots += 8;
      oddPass(from, to, half, step, radix, w, roots, odd);
      length /= radix;
      w += <usize>length * ((radix - 1) << 4);
      roots += (<usize>((radix - 1) * (radix - 1))) << 2;
      const swap = from;
      from = to;
      to = swap;
      step *= radix;
    }
  }
  if (length === 4) radix4LastPass(from, to, half);
  else if (length === 2) radix2LastPass(from, to, half);
  else return from;
  return to;
}
