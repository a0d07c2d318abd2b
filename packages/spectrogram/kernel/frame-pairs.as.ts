// Two frames of a spectrogram at once, in WebAssembly with SIMD: lane 0 of every v128 is one frame, lane 1 another.
// The arithmetic is that of src/fft/complex-fft.ts and src/fft/real-fft.ts, operation by operation in the same order, so
// that both give the same bits. AssemblyScript; build.mjs beside this file compiles it.
//
// A complex number of both frames takes 32 bytes: re, re, im, im.

/** Bytes of a complex number of both frames. */
const COMPLEX: usize = 32;

/** Window times samples: nFft float32 samples of each frame to nFft pairs. */
export function load(nFft: u32, first: usize, second: usize, window: usize, to: usize): void {
  for (let i: u32 = 0; i < nFft; i++) {
    const one = f64x2.splat(<f64>f32.load(first + 4 * i));
    const both = f64x2.replace_lane(one, 1, <f64>f32.load(second + 4 * i));
    v128.store(to + 16 * i, f64x2.mul(both, v128.load_splat<f64>(window + 8 * i)));
  }
}

/**
 * The transform of 2 half real numbers of both frames.
 *
 * @param a The windowed samples; overwritten.
 * @param b As much memory.
 * @param twiddles Of all radix-4 passes, one after the other.
 * @param realTwiddles exp(-2 pi i k / (2 half)) for k <= half / 2.
 * @param spectrum Gets half + 1 complex numbers.
 */
export function forward(half: u32, a: usize, b: usize, twiddles: usize, realTwiddles: usize, spectrum: usize): void {
  let from = a;
  let to = b;
  let length = half;
  let step = COMPLEX;
  let w = twiddles;
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
  splitReal(to, half, realTwiddles, spectrum);
}

/** Squared magnitudes of both frames, or with `root` magnitudes: pairs of float32. */
export function magnitudes(bins: u32, spectrum: usize, to: usize, root: u32): void {
  for (let k: u32 = 0; k < bins; k++) {
    const re = v128.load(spectrum + COMPLEX * k);
    const im = v128.load(spectrum + COMPLEX * k, 16);
    let value = f64x2.add(f64x2.mul(re, re), f64x2.mul(im, im));
    if (root) value = f64x2.sqrt(value);
    v128.store_lane<u64>(to + 8 * k, f32x4.demote_f64x2_zero(value), 0);
  }
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

// From the transform of even and odd samples as one complex signal to that of the real signal.
function splitReal(z: usize, half: u32, twiddles: usize, spectrum: usize): void {
  const size = <usize>half * COMPLEX;
  const oneHalf = f64x2.splat(0.5);
  const zero = f64x2.splat(0);
  const firstRe = v128.load(z);
  const firstIm = v128.load(z, 16);
  v128.store(spectrum, f64x2.add(firstRe, firstIm));
  v128.store(spectrum, zero, 16);
  v128.store(spectrum + size, f64x2.sub(firstRe, firstIm));
  v128.store(spectrum + size, zero, 16);
  for (let i = COMPLEX; i <= size >> 1; i += COMPLEX) {
    const j = size - i;
    const lowRe = v128.load(z + i);
    const lowIm = v128.load(z + i, 16);
    const highRe = v128.load(z + j);
    const highIm = v128.load(z + j, 16);
    const evenRe = f64x2.mul(oneHalf, f64x2.add(lowRe, highRe));
    const evenIm = f64x2.mul(oneHalf, f64x2.sub(lowIm, highIm));
    const oddRe = f64x2.mul(oneHalf, f64x2.add(lowIm, highIm));
    const oddIm = f64x2.mul(oneHalf, f64x2.sub(highRe, lowRe));
    const wRe = v128.load_splat<f64>(twiddles + (i >> 1));
    const wIm = v128.load_splat<f64>(twiddles + (i >> 1), 8);
    const re = f64x2.sub(f64x2.mul(oddRe, wRe), f64x2.mul(oddIm, wIm));
    const im = f64x2.add(f64x2.mul(oddRe, wIm), f64x2.mul(oddIm, wRe));
    v128.store(spectrum + i, f64x2.add(evenRe, re));
    v128.store(spectrum + i, f64x2.add(evenIm, im), 16);
    v128.store(spectrum + j, f64x2.sub(evenRe, re));
    v128.store(spectrum + j, f64x2.sub(im, evenIm), 16);
  }
}
