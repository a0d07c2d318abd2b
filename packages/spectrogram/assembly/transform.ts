/** Bytes of a complex number of both frames. */
const COMPLEX: usize = 32;

/** What `transform` makes of each complex number. */
const POWER: u32 = 0;
const MAGNITUDE: u32 = 1;

/** Frames that are transformed before their values are written into the matrix, so that each row gets a run of them. */
const BLOCK: u32 = 16;

/**
 * Frames of a signal as a matrix: powers (kind 0), magnitudes (1), or real and imaginary parts (2).
 *
 * @param nFft A power of two, at least 16.
 * @param samples The first frame's first sample; float32.
 * @param window Half of nFft float64 values: the halves that `splitReal` would take of each sum are taken here, exactly.
 * @param a nFft / 2 complex numbers of two frames; so is b.
 * @param twiddles Of all radix-4 passes, one after the other: src/fft/complex-fft.ts.
 * @param realTwiddles exp(-2 pi i k / nFft) for k <= nFft / 4.
 * @param block BLOCK (nFft / 2 + 1) float32 values, for kind 2 twice as many.
 * @param out Gets (nFft / 2 + 1, frames) float32 values.
 * @param imaginary Gets as many, for kind 2 alone.
 */
export function transform(
  kind: u32,
  nFft: u32,
  hop: u32,
  frames: u32,
  samples: usize,
  window: usize,
  a: usize,
  b: usize,
  twiddles: usize,
  realTwiddles: usize,
  block: usize,
  out: usize,
  imaginary: usize,
): void {
  const half = nFft >> 1;
  const row: usize = (<usize>(half + 1)) << 3; // bytes of the values of two frames
  const imaginaryBlock = block + row * (BLOCK >> 1);
  for (let t: u32 = 0; t < frames; t += BLOCK) {
    const count = min(BLOCK, frames - t);
    for (let f: u32 = 0; f < count; f += 2) {
      const first = samples + ((<usize>(t + f) * hop) << 2);
      // The last frame of an odd number is its own partner.
      const second = f + 1 < count ? first + ((<usize>hop) << 2) : first;
      const spectrum = forward(half, first, second, window, a, b, twiddles);
      const place = row * (f >> 1);
      splitReal(kind, spectrum, half, realTwiddles, block + place, imaginaryBlock + place);
    }
    transpose(block, half + 1, count, out + ((<usize>t) << 2), (<usize>frames) << 2);
    if (kind > MAGNITUDE)
      transpose(imaginaryBlock, half + 1, count, imaginary + ((<usize>t) << 2), (<usize>frames) << 2);
  }
}

/** The transform of `half` complex numbers, which are the samples times the window; returns where the result is. */
function forward(half: u32, first: usize, second: usize, window: usize, a: usize, b: usize, twiddles: usize): usize {
  firstPass(half, first, second, window, a, twiddles);
  let from = a;
  let to = b;
  let length = half >> 2;
  let step = COMPLEX << 2;
  let w = twiddles + <usize>length * 48;
  while (length > 4) {
    radix4Pass(from, to, half, step, w);
    w += <usize>(length >> 2) * 48;
    const swap = from;
    from = to;
    to = swap;
    step <<= 2;
    length >>= 2;
  }
  if (length === 4) radix4LastPass(from, to, half);
  else radix2LastPass(from, to, half);
  return to;
}

// The first radix-4 pass, from the samples. Samples 2p and 2p + 1 are the real and imaginary part of number p.
function firstPass(half: u32, first: usize, second: usize, window: usize, to: usize, twiddles: usize): void {
  const quarter: usize = half >> 2;
  let w = twiddles;
  let out = to;
  for (let p: usize = 0; p < quarter; p++) {
    const place = p << 3;
    const stride = quarter << 3;
    const one = first + place;
    const other = second + place;
    const weights = window + (place << 1);
    const wa = v128.load(weights);
    const a0 = windowed(one, wa);
    const a1 = windowed(other, wa);
    const wb = v128.load(weights + 2 * stride);
    const b0 = windowed(one + stride, wb);
    const b1 = windowed(other + stride, wb);
    const wc = v128.load(weights + 4 * stride);
    const c0 = windowed(one + 2 * stride, wc);
    const c1 = windowed(other + 2 * stride, wc);
    const wd = v128.load(weights + 6 * stride);
    const d0 = windowed(one + 3 * stride, wd);
    const d1 = windowed(other + 3 * stride, wd);
    const aRe = v128.shuffle<f64>(a0, a1, 0, 2);
    const aIm = v128.shuffle<f64>(a0, a1, 1, 3);
    const bRe = v128.shuffle<f64>(b0, b1, 0, 2);
    const bIm = v128.shuffle<f64>(b0, b1, 1, 3);
    const cRe = v128.shuffle<f64>(c0, c1, 0, 2);
    const cIm = v128.shuffle<f64>(c0, c1, 1, 3);
    const dRe = v128.shuffle<f64>(d0, d1, 0, 2);
    const dIm = v128.shuffle<f64>(d0, d1, 1, 3);
    butterfly(aRe, aIm, bRe, bIm, cRe, cIm, dRe, dIm, out, COMPLEX, w);
    w += 48;
    out += 4 * COMPLEX;
  }
}

function windowed(sample: usize, weights: v128): v128 {
  return f64x2.mul(f64x2.promote_low_f32x4(v128.load_zero<u64>(sample)), weights);
}

function butterfly(
  aRe: v128,
  aIm: v128,
  bRe: v128,
  bIm: v128,
  cRe: v128,
  cIm: v128,
  dRe: v128,
  dIm: v128,
  out: usize,
  step: usize,
  w: usize,
): void {
  const acRe = f64x2.add(aRe, cRe);
  const acIm = f64x2.add(aIm, cIm);
  const bdRe = f64x2.add(bRe, dRe);
  const bdIm = f64x2.add(bIm, dIm);
  v128.store(out, f64x2.add(acRe, bdRe));
  v128.store(out, f64x2.add(acIm, bdIm), 16);
  const fRe = f64x2.sub(acRe, bdRe);
  const fIm = f64x2.sub(acIm, bdIm);
  const w2Re = v128.load_splat<f64>(w, 16);
  const w2Im = v128.load_splat<f64>(w, 24);
  v128.store(out + 2 * step, f64x2.sub(f64x2.mul(fRe, w2Re), f64x2.mul(fIm, w2Im)));
  v128.store(out + 2 * step, f64x2.add(f64x2.mul(fRe, w2Im), f64x2.mul(fIm, w2Re)), 16);
  const apartRe = f64x2.sub(aRe, cRe);
  const apartIm = f64x2.sub(aIm, cIm);
  const turnRe = f64x2.sub(bIm, dIm);
  const turnIm = f64x2.sub(bRe, dRe);
  const eRe = f64x2.add(apartRe, turnRe);
  const eIm = f64x2.sub(apartIm, turnIm);
  const w1Re = v128.load_splat<f64>(w);
  const w1Im = v128.load_splat<f64>(w, 8);
  v128.store(out + step, f64x2.sub(f64x2.mul(eRe, w1Re), f64x2.mul(eIm, w1Im)));
  v128.store(out + step, f64x2.add(f64x2.mul(eRe, w1Im), f64x2.mul(eIm, w1Re)), 16);
  const gRe = f64x2.sub(apartRe, turnRe);
  const gIm = f64x2.add(apartIm, turnIm);
  const w3Re = v128.load_splat<f64>(w, 32);
  const w3Im = v128.load_splat<f64>(w, 40);
  v128.store(out + 3 * step, f64x2.sub(f64x2.mul(gRe, w3Re), f64x2.mul(gIm, w3Im)));
  v128.store(out + 3 * step, f64x2.add(f64x2.mul(gRe, w3Im), f64x2.mul(gIm, w3Re)), 16);
}

function radix4Pass(from: usize, to: usize, half: u32, step: usize, twiddles: usize): void {
  const quarter = <usize>(half >> 2) * COMPLEX;
  let w = twiddles;
  for (let start: usize = 0; start < quarter; start += step) {
    const w1Re = v128.load_splat<f64>(w);
    const w1Im = v128.load_splat<f64>(w, 8);
    const w2Re = v128.load_splat<f64>(w, 16);
    const w2Im = v128.load_splat<f64>(w, 24);
    const w3Re = v128.load_splat<f64>(w, 32);
    const w3Im = v128.load_splat<f64>(w, 40);
    w += 48;
    let out = to + 4 * start;
    for (let i = from + start; i < from + start + step; i += COMPLEX) {
      const aRe = v128.load(i);
      const aIm = v128.load(i, 16);
      const bRe = v128.load(i + quarter);
      const bIm = v128.load(i + quarter, 16);
      const cRe = v128.load(i + 2 * quarter);
      const cIm = v128.load(i + 2 * quarter, 16);
      const dRe = v128.load(i + 3 * quarter);
      const dIm = v128.load(i + 3 * quarter, 16);
      const acRe = f64x2.add(aRe, cRe);
      const acIm = f64x2.add(aIm, cIm);
      const bdRe = f64x2.add(bRe, dRe);
      const bdIm = f64x2.add(bIm, dIm);
      const apartRe = f64x2.sub(aRe, cRe);
      const apartIm = f64x2.sub(aIm, cIm);
      const turnRe = f64x2.sub(bIm, dIm);
      const turnIm = f64x2.sub(bRe, dRe);
      const eRe = f64x2.add(apartRe, turnRe);
      const eIm = f64x2.sub(apartIm, turnIm);
      const fRe = f64x2.sub(acRe, bdRe);
      const fIm = f64x2.sub(acIm, bdIm);
      const gRe = f64x2.sub(apartRe, turnRe);
      const gIm = f64x2.add(apartIm, turnIm);
      v128.store(out, f64x2.add(acRe, bdRe));
      v128.store(out, f64x2.add(acIm, bdIm), 16);
      v128.store(out + step, f64x2.sub(f64x2.mul(eRe, w1Re), f64x2.mul(eIm, w1Im)));
      v128.store(out + step, f64x2.add(f64x2.mul(eRe, w1Im), f64x2.mul(eIm, w1Re)), 16);
      v128.store(out + 2 * step, f64x2.sub(f64x2.mul(fRe, w2Re), f64x2.mul(fIm, w2Im)));
      v128.store(out + 2 * step, f64x2.add(f64x2.mul(fRe, w2Im), f64x2.mul(fIm, w2Re)), 16);
      v128.store(out + 3 * step, f64x2.sub(f64x2.mul(gRe, w3Re), f64x2.mul(gIm, w3Im)));
      v128.store(out + 3 * step, f64x2.add(f64x2.mul(gRe, w3Im), f64x2.mul(gIm, w3Re)), 16);
      out += COMPLEX;
    }
  }
}

function radix4LastPass(from: usize, to: usize, half: u32): void {
  const quarter = <usize>(half >> 2) * COMPLEX;
  for (let k: usize = 0; k < quarter; k += COMPLEX) {
    const i = from + k;
    const out = to + k;
    const aRe = v128.load(i);
    const aIm = v128.load(i, 16);
    const bRe = v128.load(i + quarter);
    const bIm = v128.load(i + quarter, 16);
    const cRe = v128.load(i + 2 * quarter);
    const cIm = v128.load(i + 2 * quarter, 16);
    const dRe = v128.load(i + 3 * quarter);
    const dIm = v128.load(i + 3 * quarter, 16);
    const acRe = f64x2.add(aRe, cRe);
    const acIm = f64x2.add(aIm, cIm);
    const bdRe = f64x2.add(bRe, dRe);
    const bdIm = f64x2.add(bIm, dIm);
    const apartRe = f64x2.sub(aRe, cRe);
    const apartIm = f64x2.sub(aIm, cIm);
    const turnRe = f64x2.sub(bIm, dIm);
    const turnIm = f64x2.sub(bRe, dRe);
    v128.store(out, f64x2.add(acRe, bdRe));
    v128.store(out, f64x2.add(acIm, bdIm), 16);
    v128.store(out + quarter, f64x2.add(apartRe, turnRe));
    v128.store(out + quarter, f64x2.sub(apartIm, turnIm), 16);
    v128.store(out + 2 * quarter, f64x2.sub(acRe, bdRe));
    v128.store(out + 2 * quarter, f64x2.sub(acIm, bdIm), 16);
    v128.store(out + 3 * quarter, f64x2.sub(apartRe, turnRe));
    v128.store(out + 3 * quarter, f64x2.add(apartIm, turnIm), 16);
  }
}

function radix2LastPass(from: usize, to: usize, half: u32): void {
  const size = <usize>(half >> 1) * COMPLEX;
  for (let k: usize = 0; k < size; k += 16) {
    const a = v128.load(from + k);
    const b = v128.load(from + k + size);
    v128.store(to + k, f64x2.add(a, b));
    v128.store(to + k + size, f64x2.sub(a, b));
  }
}

// From the transform of even and odd samples as one complex signal to that of the real signal, and from that to what is
// wanted of it.
function splitReal(kind: u32, z: usize, half: u32, twiddles: usize, block: usize, imaginary: usize): void {
  const size = <usize>half * COMPLEX;
  const zero = f64x2.splat(0);
  const two = f64x2.splat(2);
  const firstRe = f64x2.mul(v128.load(z), two);
  const firstIm = f64x2.mul(v128.load(z, 16), two);
  put(kind, f64x2.add(firstRe, firstIm), zero, block, imaginary);
  put(kind, f64x2.sub(firstRe, firstIm), zero, block + (size >> 2), imaginary + (size >> 2));
  for (let i = COMPLEX; i <= size >> 1; i += COMPLEX) {
    const j = size - i;
    const lowRe = v128.load(z + i);
    const lowIm = v128.load(z + i, 16);
    const highRe = v128.load(z + j);
    const highIm = v128.load(z + j, 16);
    const evenRe = f64x2.add(lowRe, highRe);
    const evenIm = f64x2.sub(lowIm, highIm);
    const oddRe = f64x2.add(lowIm, highIm);
    const oddIm = f64x2.sub(highRe, lowRe);
    const wRe = v128.load_splat<f64>(twiddles + (i >> 1));
    const wIm = v128.load_splat<f64>(twiddles + (i >> 1), 8);
    const re = f64x2.sub(f64x2.mul(oddRe, wRe), f64x2.mul(oddIm, wIm));
    const im = f64x2.add(f64x2.mul(oddRe, wIm), f64x2.mul(oddIm, wRe));
    put(kind, f64x2.add(evenRe, re), f64x2.add(evenIm, im), block + (i >> 2), imaginary + (i >> 2));
    put(kind, f64x2.sub(evenRe, re), f64x2.sub(im, evenIm), block + (j >> 2), imaginary + (j >> 2));
  }
}

function put(kind: u32, re: v128, im: v128, to: usize, imaginary: usize): void {
  if (kind > MAGNITUDE) {
    v128.store_lane<u64>(to, f32x4.demote_f64x2_zero(re), 0);
    v128.store_lane<u64>(imaginary, f32x4.demote_f64x2_zero(im), 0);
    return;
  }
  let value = f64x2.add(f64x2.mul(re, re), f64x2.mul(im, im));
  if (kind !== POWER) value = f64x2.sqrt(value);
  v128.store_lane<u64>(to, f32x4.demote_f64x2_zero(value), 0);
}

// Pairs of frames side by side, one pair of rows after the other, to columns of a matrix.
function transpose(block: usize, bins: u32, count: u32, out: usize, rowBytes: usize): void {
  const row = (<usize>bins) << 3;
  let from = block;
  let to = out;
  if (count === BLOCK) {
    for (let k: u32 = 0; k < bins; k++) {
      for (let f: usize = 0; f < 4; f++) {
        const place = from + 2 * f * row;
        const both = v128.load_lane<u64>(place + row, v128.load_zero<u64>(place), 1);
        v128.store(to + (f << 4), both);
      }
      from += 8;
      to += rowBytes;
    }
    return;
  }
  for (let k: u32 = 0; k < bins; k++) {
    for (let f: u32 = 0; f < count; f++)
      store<u32>(to + ((<usize>f) << 2), load<u32>(from + row * (f >> 1) + ((f & 1) << 2)));
    from += 8;
    to += rowBytes;
  }
}
