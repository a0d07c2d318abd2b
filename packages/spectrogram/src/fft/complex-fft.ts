/**
 * A discrete Fourier transform of one size. Numbers are interleaved: re, im, re, im, ...
 * The result may be in either of the two buffers, so that no copy is made: `run` says which.
 */
export interface ComplexFft {
  /** Number of complex points. */
  readonly size: number;
  /** Where the caller puts the input: 2 size numbers. It is overwritten. */
  readonly input: Float64Array;
  /** Transforms `input` (no scaling) and returns the buffer that holds the result. */
  run(): Float64Array;
}

/** Makes the plan for `size` complex points: radix 4 for powers of two, Bluestein's algorithm for every other size. */
export function createComplexFft(size: number): ComplexFft {
  return (size & (size - 1)) === 0 ? createPowerOfTwoFft(size) : createBluesteinFft(size);
}

// Stockham's form: every pass reads one buffer and writes the other in sorted order, so no bit reversal is needed.
function createPowerOfTwoFft(size: number): ComplexFft {
  const input = new Float64Array(2 * size);
  const other = new Float64Array(2 * size);
  const twiddles: Float64Array[] = [];
  let length = size;
  for (; length > 4; length >>= 2) twiddles.push(radix4Twiddles(length));

  function run(): Float64Array {
    let from = input;
    let to = other;
    let stride = 1;
    for (let pass = 0; pass < twiddles.length; pass++) {
      if (pass === 0) radix4FirstPass(from, to, twiddles[0]);
      else radix4Pass(from, to, stride, twiddles[pass]);
      [from, to] = [to, from];
      stride *= 4;
    }
    if (length === 4) radix4LastPass(from, to, stride);
    else if (length === 2) radix2LastPass(from, to, stride);
    else return from;
    return to;
  }

  return { size, input, run };
}

// For one pass over sub-transforms of `length` points: w, w^2, w^3 with w = exp(-2 pi i p / length), p < length / 4.
export function radix4Twiddles(length: number): Float64Array {
  const twiddles = new Float64Array((length >> 2) * 6);
  for (let p = 0; p < length >> 2; p++) {
    for (let power = 1; power <= 3; power++) {
      const angle = (-2 * Math.PI * p * power) / length;
      twiddles[6 * p + 2 * power - 2] = Math.cos(angle);
      twiddles[6 * p + 2 * power - 1] = Math.sin(angle);
    }
  }
  return twiddles;
}

// The pass with stride 1, without the inner loop of one step that radix4Pass would make.
function radix4FirstPass(from: Float64Array, to: Float64Array, twiddles: Float64Array): void {
  const quarter = from.length >> 2;
  const half = 2 * quarter;
  const threeQuarters = 3 * quarter;
  for (let p = 0, out = 0, w = 0; p < quarter; p += 2, out += 8, w += 6) {
    const aRe = from[p];
    const aIm = from[p + 1];
    const bRe = from[p + quarter];
    const bIm = from[p + quarter + 1];
    const cRe = from[p + half];
    const cIm = from[p + half + 1];
    const dRe = from[p + threeQuarters];
    const dIm = from[p + threeQuarters + 1];
    const acRe = aRe + cRe;
    const acIm = aIm + cIm;
    const bdRe = bRe + dRe;
    const bdIm = bIm + dIm;
    const eRe = aRe - cRe + (bIm - dIm);
    const eIm = aIm - cIm - (bRe - dRe);
    const fRe = acRe - bdRe;
    const fIm = acIm - bdIm;
    const gRe = aRe - cRe - (bIm - dIm);
    const gIm = aIm - cIm + (bRe - dRe);
    const w1Re = twiddles[w];
    const w1Im = twiddles[w + 1];
    const w2Re = twiddles[w + 2];
    const w2Im = twiddles[w + 3];
    const w3Re = twiddles[w + 4];
    const w3Im = twiddles[w + 5];
    to[out] = acRe + bdRe;
    to[out + 1] = acIm + bdIm;
    to[out + 2] = eRe * w1Re - eIm * w1Im;
    to[out + 3] = eRe * w1Im + eIm * w1Re;
    to[out + 4] = fRe * w2Re - fIm * w2Im;
    to[out + 5] = fRe * w2Im + fIm * w2Re;
    to[out + 6] = gRe * w3Re - gIm * w3Im;
    to[out + 7] = gRe * w3Im + gIm * w3Re;
  }
}

function radix4Pass(from: Float64Array, to: Float64Array, stride: number, twiddles: Float64Array): void {
  const quarter = from.length >> 2;
  const half = 2 * quarter;
  const threeQuarters = 3 * quarter;
  const step = 2 * stride;
  for (let start = 0, w = 0; start < quarter; start += step, w += 6) {
    const w1Re = twiddles[w];
    const w1Im = twiddles[w + 1];
    const w2Re = twiddles[w + 2];
    const w2Im = twiddles[w + 3];
    const w3Re = twiddles[w + 4];
    const w3Im = twiddles[w + 5];
    let out = 4 * start;
    for (let i = start; i < start + step; i += 2, out += 2) {
      const aRe = from[i];
      const aIm = from[i + 1];
      const bRe = from[i + quarter];
      const bIm = from[i + quarter + 1];
      const cRe = from[i + half];
      const cIm = from[i + half + 1];
      const dRe = from[i + threeQuarters];
      const dIm = from[i + threeQuarters + 1];
      const acRe = aRe + cRe;
      const acIm = aIm + cIm;
      const bdRe = bRe + dRe;
      const bdIm = bIm + dIm;
      const eRe = aRe - cRe + (bIm - dIm);
      const eIm = aIm - cIm - (bRe - dRe);
      const fRe = acRe - bdRe;
      const fIm = acIm - bdIm;
      const gRe = aRe - cRe - (bIm - dIm);
      const gIm = aIm - cIm + (bRe - dRe);
      to[out] = acRe + bdRe;
      to[out + 1] = acIm + bdIm;
      to[out + step] = eRe * w1Re - eIm * w1Im;
      to[out + step + 1] = eRe * w1Im + eIm * w1Re;
      to[out + 2 * step] = fRe * w2Re - fIm * w2Im;
      to[out + 2 * step + 1] = fRe * w2Im + fIm * w2Re;
      to[out + 3 * step] = gRe * w3Re - gIm * w3Im;
      to[out + 3 * step + 1] = gRe * w3Im + gIm * w3Re;
    }
  }
}

// The last pass has no twiddles other than 1.
function radix4LastPass(from: Float64Array, to: Float64Array, stride: number): void {
  const quarter = 2 * stride;
  const half = 2 * quarter;
  const threeQuarters = 3 * quarter;
  for (let i = 0; i < quarter; i += 2) {
    const aRe = from[i];
    const aIm = from[i + 1];
    const bRe = from[i + quarter];
    const bIm = from[i + quarter + 1];
    const cRe = from[i + half];
    const cIm = from[i + half + 1];
    const dRe = from[i + threeQuarters];
    const dIm = from[i + threeQuarters + 1];
    to[i] = aRe + cRe + (bRe + dRe);
    to[i + 1] = aIm + cIm + (bIm + dIm);
    to[i + quarter] = aRe - cRe + (bIm - dIm);
    to[i + quarter + 1] = aIm - cIm - (bRe - dRe);
    to[i + half] = aRe + cRe - (bRe + dRe);
    to[i + half + 1] = aIm + cIm - (bIm + dIm);
    to[i + threeQuarters] = aRe - cRe - (bIm - dIm);
    to[i + threeQuarters + 1] = aIm - cIm + (bRe - dRe);
  }
}

function radix2LastPass(from: Float64Array, to: Float64Array, stride: number): void {
  const half = 2 * stride;
  for (let i = 0; i < half; i++) {
    to[i] = from[i] + from[i + half];
    to[i + half] = from[i] - from[i + half];
  }
}

// Bluestein: with nk = (n^2 + k^2 - (k - n)^2) / 2 a transform of any size is a convolution with a chirp, which a
// longer power-of-two transform does.
function createBluesteinFft(size: number): ComplexFft {
  let padded = 1;
  while (padded < 2 * size - 1) padded *= 2;
  const fft = createPowerOfTwoFft(padded);

  const chirp = new Float64Array(2 * size); // exp(-pi i n^2 / size)
  for (let n = 0; n < size; n++) {
    // n^2 modulo 2 size keeps the angle small and exact.
    const angle = (-Math.PI * ((n * n) % (2 * size))) / size;
    chirp[2 * n] = Math.cos(angle);
    chirp[2 * n + 1] = Math.sin(angle);
  }
  fft.input.fill(0);
  for (let n = 0; n < size; n++) {
    for (const place of n === 0 ? [0] : [n, padded - n]) {
      fft.input[2 * place] = chirp[2 * n];
      fft.input[2 * place + 1] = -chirp[2 * n + 1];
    }
  }
  const kernel = fft.run().slice();

  const input = new Float64Array(2 * size);
  const output = new Float64Array(2 * size);

  function run(): Float64Array {
    fft.input.fill(0);
    multiply(input, chirp, fft.input, size);
    const product = fft.run();
    multiply(product, kernel, product, padded);
    // The inverse transform is the forward one with real and imaginary parts exchanged before and after.
    for (let i = 0; i < 2 * padded; i += 2) {
      const re = product[i];
      fft.input[i] = product[i + 1];
      fft.input[i + 1] = re;
    }
    const convolved = fft.run();
    for (let i = 0; i < 2 * size; i += 2) {
      const re = convolved[i + 1] / padded;
      const im = convolved[i] / padded;
      output[i] = re * chirp[i] - im * chirp[i + 1];
      output[i + 1] = re * chirp[i + 1] + im * chirp[i];
    }
    return output;
  }

  return { size, input, run };
}

// out = a * b over `count` complex numbers; out may be a.
function multiply(a: Float64Array, b: Float64Array, out: Float64Array, count: number): void {
  for (let i = 0; i < 2 * count; i += 2) {
    const re = a[i] * b[i] - a[i + 1] * b[i + 1];
    out[i + 1] = a[i] * b[i + 1] + a[i + 1] * b[i];
    out[i] = re;
  }
}
