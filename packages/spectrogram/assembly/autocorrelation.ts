import { COMPLEX } from './passes';
import { allPasses, forward } from './transform';

/**
 * The autocorrelations of frames of a signal, at lags from 0 on: the inverse transform of the squared magnitudes of their
 * spectra.
 *
 * @param nFft A power of two, at least 16.
 * @param lags How many, an even number up to nFft.
 * @param samples The first frame's first sample; float32.
 * @param table Of `firstPass`, with half the window's values.
 * @param a nFft / 2 complex numbers of two frames; so is b.
 * @param firstTwiddles Of the first radix-4 pass.
 * @param twiddles Of all radix-4 passes after the first, one after the other.
 * @param realTwiddles exp(-2 pi i k / nFft) for k <= nFft / 4.
 * @param out Gets (frames, lags) float64 values.
 */
export function autocorrelations(
  nFft: u32,
  hop: u32,
  frames: u32,
  lags: u32,
  samples: usize,
  table: usize,
  a: usize,
  b: usize,
  firstTwiddles: usize,
  twiddles: usize,
  realTwiddles: usize,
  out: usize,
): void {
  const half = nFft >> 1;
  const row = (<usize>lags) << 3;
  const scale = f64x2.splat(<f64>half);
  for (let t: u32 = 0; t < frames; t += 2) {
    const first = samples + ((<usize>t * hop) << 2);
    // The last frame of an odd number is its own partner.
    const second = t + 1 < frames ? first + ((<usize>hop) << 2) : first;
    const spectrum = forward(half, first, second, table, a, b, twiddles, 0);
    squared(spectrum, half, realTwiddles);
    let from = allPasses(half, spectrum, spectrum === a ? b : a, firstTwiddles, twiddles, 0);
    // Real and imaginary parts were exchanged, which turns the forward transform into the inverse.
    let one = out;
    let other = t + 1 < frames ? out + row : out;
    for (const end = from + (<usize>lags >> 1) * COMPLEX; from < end; from += COMPLEX) {
      const odd = f64x2.div(v128.load(from), scale);
      const even = f64x2.div(v128.load(from, 16), scale);
      v128.store(other, v128.shuffle<f64>(even, odd, 1, 3));
      v128.store(one, v128.shuffle<f64>(even, odd, 0, 2));
      one += 16;
      other += 16;
    }
    out += 2 * row;
  }
}

/**
 * From the transform of even and odd samples as one complex signal to the squared magnitudes of the real signal's, laid out
 * as the inverse transform wants them: src/fft/real-fft.ts, both ways at once.
 */
function squared(z: usize, half: u32, twiddles: usize): void {
  const two = f64x2.splat(2);
  const halved = f64x2.splat(0.5);
  const firstRe = f64x2.mul(v128.load(z), two);
  const firstIm = f64x2.mul(v128.load(z, 16), two);
  const lowest = f64x2.add(firstRe, firstIm);
  const highest = f64x2.sub(firstRe, firstIm);
  const lowestPower = f64x2.mul(lowest, lowest);
  const highestPower = f64x2.mul(highest, highest);
  v128.store(z, f64x2.mul(halved, f64x2.sub(lowestPower, highestPower)));
  v128.store(z, f64x2.mul(halved, f64x2.add(lowestPower, highestPower)), 16);
  let w = twiddles + 16;
  for (let low = z + COMPLEX, high = z + <usize>half * COMPLEX - COMPLEX; low <= high; low += COMPLEX) {
    const lowRe = v128.load(low);
    const lowIm = v128.load(low, 16);
    const highRe = v128.load(high);
    const highIm = v128.load(high, 16);
    const evenRe = f64x2.add(lowRe, highRe);
    const evenIm = f64x2.sub(lowIm, highIm);
    const oddRe = f64x2.add(lowIm, highIm);
    const oddIm = f64x2.sub(highRe, lowRe);
    const wRe = v128.load_splat<f64>(w);
    const wIm = v128.load_splat<f64>(w, 8);
    const re = f64x2.sub(f64x2.mul(oddRe, wRe), f64x2.mul(oddIm, wIm));
    const im = f64x2.add(f64x2.mul(oddRe, wIm), f64x2.mul(oddIm, wRe));
    const lowPower = power(f64x2.add(evenRe, re), f64x2.add(evenIm, im));
    const highPower = power(f64x2.sub(evenRe, re), f64x2.sub(im, evenIm));
    const even = f64x2.mul(halved, f64x2.add(lowPower, highPower));
    const odd = f64x2.mul(halved, f64x2.sub(lowPower, highPower));
    const turnedRe = f64x2.mul(odd, wRe);
    const turnedIm = f64x2.neg(f64x2.mul(odd, wIm));
    v128.store(high, turnedRe);
    v128.store(high, f64x2.add(even, turnedIm), 16);
    v128.store(low, turnedRe);
    v128.store(low, f64x2.sub(even, turnedIm), 16);
    high -= COMPLEX;
    w += 16;
  }
}

function power(re: v128, im: v128): v128 {
  return f64x2.add(f64x2.mul(re, re), f64x2.mul(im, im));
}
