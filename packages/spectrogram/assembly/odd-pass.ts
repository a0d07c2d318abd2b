import { COMPLEX } from './passes';

/**
 * A pass of an odd radix over sub-transforms that lie `step` bytes apart, for two frames at once: oddPass of
 * src/fft/complex-fft.ts.
 *
 * @param roots (radix - 1)^2 / 4 pairs of cos and sin.
 * @param pairs 32 (radix - 1) bytes that are free.
 */
export function oddPass(
  from: usize,
  to: usize,
  half: u32,
  step: usize,
  radix: u32,
  twiddles: usize,
  roots: usize,
  pairs: usize,
): void {
  const size = <usize>half * COMPLEX;
  const part = <usize>(half / radix) * COMPLEX;
  const setBytes = (<usize>(radix - 1)) << 4;
  const pairsEnd = pairs + ((<usize>(radix - 1)) << 5);
  const span = <usize>(radix - 1) * step;
  let w = twiddles;
  for (let start: usize = 0; start < part; start += step) {
    let out = to + <usize>radix * start;
    for (let i = from + start; i < from + start + step; i += COMPLEX) {
      const firstRe = v128.load(i);
      const firstIm = v128.load(i, 16);
      let allRe = firstRe;
      let allIm = firstIm;
      let low = i + part;
      let high = i + size - part;
      for (let pair = pairs; pair < pairsEnd; pair += 64) {
        const lowRe = v128.load(low);
        const lowIm = v128.load(low, 16);
        const highRe = v128.load(high);
        const highIm = v128.load(high, 16);
        const re = f64x2.add(lowRe, highRe);
        const im = f64x2.add(lowIm, highIm);
        v128.store(pair, re);
        v128.store(pair, im, 16);
        v128.store(pair, f64x2.sub(lowRe, highRe), 32);
        v128.store(pair, f64x2.sub(lowIm, highIm), 48);
        allRe = f64x2.add(allRe, re);
        allIm = f64x2.add(allIm, im);
        low += part;
        high -= part;
      }
      v128.store(out, allRe);
      v128.store(out, allIm, 16);
      let root = roots;
      let lowOut = out + step;
      let highOut = out + span;
      let highTwiddle = w + setBytes - 16;
      for (let lowTwiddle = w; lowTwiddle < highTwiddle; lowTwiddle += 16) {
        let evenRe = firstRe;
        let evenIm = firstIm;
        let oddRe = f64x2.splat(0);
        let oddIm = f64x2.splat(0);
        for (let pair = pairs; pair < pairsEnd; pair += 64) {
          const cos = v128.load_splat<f64>(root);
          const sin = v128.load_splat<f64>(root, 8);
          evenRe = f64x2.add(evenRe, f64x2.mul(cos, v128.load(pair)));
          evenIm = f64x2.add(evenIm, f64x2.mul(cos, v128.load(pair, 16)));
          oddRe = f64x2.add(oddRe, f64x2.mul(sin, v128.load(pair, 32)));
          oddIm = f64x2.add(oddIm, f64x2.mul(sin, v128.load(pair, 48)));
          root += 16;
        }
        put(lowOut, f64x2.add(evenRe, oddIm), f64x2.sub(evenIm, oddRe), lowTwiddle);
        put(highOut, f64x2.sub(evenRe, oddIm), f64x2.add(evenIm, oddRe), highTwiddle);
        lowOut += step;
        highOut -= step;
        highTwiddle -= 16;
      }
      out += COMPLEX;
    }
    w += setBytes;
  }
}

function put(to: usize, re: v128, im: v128, twiddle: usize): void {
  const wRe = v128.load_splat<f64>(twiddle);
  const wIm = v128.load_splat<f64>(twiddle, 8);
  v128.store(to, f64x2.sub(f64x2.mul(re, wRe), f64x2.mul(im, wIm)));
  v128.store(to, f64x2.add(f64x2.mul(re, wIm), f64x2.mul(im, wRe)), 16);
}
