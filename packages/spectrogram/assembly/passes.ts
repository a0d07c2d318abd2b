// The passes of src/fft/complex-fft.ts, for two frames at once.

/** Bytes of a complex number of both frames. */
export const COMPLEX: usize = 32;

/**
 * The first radix-4 pass, from the samples: 2p and 2p + 1 are the real and imaginary part of number p.
 *
 * @param table For each butterfly, in the order of need: w, w^2, w^3, then the eight weights of its samples.
 */
export function firstPass(half: u32, first: usize, second: usize, table: usize, to: usize): void {
  const quarter: usize = half << 1; // bytes of a quarter of the samples
  const end = first + quarter;
  let w = table;
  let out = to;
  for (let one = first, other = second; one < end; one += 8) {
    const wa = v128.load(w, 48);
    const a0 = windowed(one, wa);
    const a1 = windowed(other, wa);
    const wb = v128.load(w, 64);
    const b0 = windowed(one + quarter, wb);
    const b1 = windowed(other + quarter, wb);
    const wc = v128.load(w, 80);
    const c0 = windowed(one + 2 * quarter, wc);
    const c1 = windowed(other + 2 * quarter, wc);
    const wd = v128.load(w, 96);
    const d0 = windowed(one + 3 * quarter, wd);
    const d1 = windowed(other + 3 * quarter, wd);
    const aRe = v128.shuffle<f64>(a0, a1, 0, 2);
    const aIm = v128.shuffle<f64>(a0, a1, 1, 3);
    const bRe = v128.shuffle<f64>(b0, b1, 0, 2);
    const bIm = v128.shuffle<f64>(b0, b1, 1, 3);
    const cRe = v128.shuffle<f64>(c0, c1, 0, 2);
    const cIm = v128.shuffle<f64>(c0, c1, 1, 3);
    const dRe = v128.shuffle<f64>(d0, d1, 0, 2);
    const dIm = v128.shuffle<f64>(d0, d1, 1, 3);
    butterfly(aRe, aIm, bRe, bIm, cRe, cIm, dRe, dIm, out, COMPLEX, w);
    other += 8;
    w += 112;
    out += 4 * COMPLEX;
  }
}

/**
 * The samples under their window as complex numbers: 2p and 2p + 1 are the real and imaginary part of number p.
 *
 * @param weights Two for each number.
 */
export function loaded(half: u32, first: usize, second: usize, weights: usize, to: usize): void {
  for (const end = to + <usize>half * COMPLEX; to < end; to += COMPLEX) {
    const pair = v128.load(weights);
    const one = windowed(first, pair);
    const other = windowed(second, pair);
    v128.store(to, v128.shuffle<f64>(one, other, 0, 2));
    v128.store(to, v128.shuffle<f64>(one, other, 1, 3), 16);
    first += 8;
    second += 8;
    weights += 16;
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

/** A radix-4 pass over sub-transforms that lie `step` bytes apart. */
export function radix4Pass(from: usize, to: usize, half: u32, step: usize, twiddles: usize): void {
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

/** The last radix-4 pass has no twiddles other than 1. */
export function radix4LastPass(from: usize, to: usize, half: u32): void {
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

/** The last pass where the size is no power of four. */
export function radix2LastPass(from: usize, to: usize, half: u32): void {
  const size = <usize>(half >> 1) * COMPLEX;
  for (let k: usize = 0; k < size; k += 16) {
    const a = v128.load(from + k);
    const b = v128.load(from + k + size);
    v128.store(to + k, f64x2.add(a, b));
    v128.store(to + k + size, f64x2.sub(a, b));
  }
}
