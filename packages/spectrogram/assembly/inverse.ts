import { COMPLEX } from './passes';
import { allPasses } from './transform';

/**
 * Inverse transforms of frames, each times the window and added to what it overlaps: `inverse` of src/fft/real-fft.ts and
 * the sums of src/stft/istft.ts.
 *
 * @param nFft As for `transform`.
 * @param frames How many columns of the matrix.
 * @param columns Of the matrix, at least `frames`.
 * @param real (nFft / 2 + 1, columns) float32 values; so has imaginary.
 * @param a nFft / 2 complex numbers of two frames; so is b.
 * @param firstTwiddles Of the first pass where that is of radix 4.
 * @param twiddles Of the passes after it, and odd: as for `transform`.
 * @param realTwiddles exp(-2 pi i k / nFft) for k <= nFft / 4.
 * @param window nFft float64 values.
 * @param sums hop (frames - 1) + nFft float64 values.
 */
export function inverse(
  nFft: u32,
  hop: u32,
  frames: u32,
  columns: u32,
  real: usize,
  imaginary: usize,
  a: usize,
  b: usize,
  firstTwiddles: usize,
  twiddles: usize,
  odd: usize,
  realTwiddles: usize,
  window: usize,
  sums: usize,
): void {
  const half = nFft >> 1;
  const row = (<usize>columns) << 2;
  for (let t: u32 = 0; t < frames; t += 2) {
    // Behind an odd number of frames the partner is whatever lies there, and is not used.
    joinReal(half, real + ((<usize>t) << 2), imaginary + ((<usize>t) << 2), row, realTwiddles, a);
    const z = allPasses(half, a, b, firstTwiddles, twiddles, odd);
    addFrame(half, z, 0, window, sums + ((<usize>t * hop) << 3));
    if (t + 1 < frames) addFrame(half, z, 8, window, sums + ((<usize>(t + 1) * hop) << 3));
  }
}

/** The spectrum of even and odd samples as one complex signal, real and imaginary parts exchanged, from that of the real one. */
function joinReal(half: u32, real: usize, imaginary: usize, row: usize, twiddles: usize, to: usize): void {
  const halved = f64x2.splat(0.5);
  const end = <usize>half * row;
  const lowest = pairAt(real);
  const highest = pairAt(real + end);
  v128.store(to, f64x2.mul(halved, f64x2.sub(lowest, highest)));
  v128.store(to, f64x2.mul(halved, f64x2.add(lowest, highest)), 16);
  let w = twiddles + 16;
  let low = to + COMPLEX;
  for (let high = to + <usize>(half - 1) * COMPLEX, i = row, j = end - row; low <= high; i += row, j -= row) {
    const lowRe = pairAt(real + i);
    const lowIm = pairAt(imaginary + i);
    const highRe = pairAt(real + j);
    const highIm = pairAt(imaginary + j);
    const evenRe = f64x2.mul(halved, f64x2.add(lowRe, highRe));
    const evenIm = f64x2.mul(halved, f64x2.sub(lowIm, highIm));
    const re = f64x2.mul(halved, f64x2.sub(lowRe, highRe));
    const im = f64x2.mul(halved, f64x2.add(lowIm, highIm));
    const wRe = v128.load_splat<f64>(w);
    const wIm = f64x2.neg(v128.load_splat<f64>(w, 8));
    const oddRe = f64x2.sub(f64x2.mul(re, wRe), f64x2.mul(im, wIm));
    const oddIm = f64x2.add(f64x2.mul(re, wIm), f64x2.mul(im, wRe));
    v128.store(low, f64x2.add(evenIm, oddRe));
    v128.store(low, f64x2.sub(evenRe, oddIm), 16);
    v128.store(high, f64x2.sub(oddRe, evenIm));
    v128.store(high, f64x2.add(evenRe, oddIm), 16);
    w += 16;
    low += COMPLEX;
    high -= COMPLEX;
  }
}

function pairAt(place: usize): v128 {
  return f64x2.promote_low_f32x4(v128.load_zero<u64>(place));
}

/** Adds one of two frames, that of the given lane, under the window. */
function addFrame(half: u32, z: usize, lane: usize, window: usize, sums: usize): void {
  const scale = f64x2.splat(<f64>half);
  for (const end = z + <usize>half * COMPLEX; z < end; z += COMPLEX) {
    const even = v128.load_splat<f64>(z + lane, 16);
    const pair = f64x2.div(v128.load_lane<u64>(z + lane, even, 1), scale);
    v128.store(sums, f64x2.add(v128.load(sums), f64x2.mul(pair, v128.load(window))));
    window += 16;
    sums += 16;
  }
}
