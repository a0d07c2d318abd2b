import { COMPLEX } from './passes';
import { putPair } from './put-pair';

/** What `transform` makes of each complex number: its square, its magnitude, or (2) its two parts. */
const POWER: u32 = 0;
export const MAGNITUDE: u32 = 1;

/**
 * From the transform of even and odd samples as one complex signal to that of the real signal, and from that to what is
 * wanted of it.
 */
export function splitReal(kind: u32, z: usize, half: u32, twiddles: usize, block: usize, imaginary: usize): void {
  const size = <usize>half * COMPLEX;
  const zero = f64x2.splat(0);
  const two = f64x2.splat(2);
  const firstRe = f64x2.mul(v128.load(z), two);
  const firstIm = f64x2.mul(v128.load(z, 16), two);
  put(kind, f64x2.add(firstRe, firstIm), zero, block, imaginary);
  put(kind, f64x2.sub(firstRe, firstIm), zero, block + (size >> 2), imaginary + (size >> 2));
  const apart = imaginary - block;
  let w = twiddles + 16;
  let up = block + 8;
  let down = block + (size >> 2) - 8;
  for (let low = z + COMPLEX, high = z + size - COMPLEX; low <= high; low += COMPLEX) {
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
    put(kind, f64x2.add(evenRe, re), f64x2.add(evenIm, im), up, up + apart);
    put(kind, f64x2.sub(evenRe, re), f64x2.sub(im, evenIm), down, down + apart);
    high -= COMPLEX;
    w += 16;
    up += 8;
    down -= 8;
  }
}

function put(kind: u32, re: v128, im: v128, to: usize, imaginary: usize): void {
  if (kind > MAGNITUDE) {
    putPair(to, re);
    putPair(imaginary, im);
    return;
  }
  const power = f64x2.add(f64x2.mul(re, re), f64x2.mul(im, im));
  putPair(to, kind === POWER ? power : f64x2.sqrt(power));
}
