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

/** The largest odd factor that has a pass of its own: with larger ones Bluestein's algorithm is quicker. */
export const largestRadix = 31;

/** The odd prime factors of a size, none above largestRadix; undefined where there is a larger one. */
export function oddFactors(size: number): number[] | undefined {
  const factors: number[] = [];
  let rest = size;
  while (rest % 2 === 0) rest /= 2;
  for (let factor = 3; factor <= largestRadix; factor += 2) {
    for (; rest % factor === 0; rest /= factor) factors.push(factor);
  }
  return rest === 1 ? factors : undefined;
}

/**
 * Makes the plan for `size` complex points: passes of radix 4 and of the size's odd prime factors, or Bluestein's algorithm
 * where one of these is above 31.
 */
export function createComplexFft(size: number): ComplexFft {
  const factors = oddFactors(size);
  return factors ? createFactoredFft(size, factors) : createBluesteinFft(size);
}

type Pass = (from: Float64Array, to: Float64Array) => void;

// Stockham's form: every pass reads one buffer and writes the other in sorted order, so no bit reversal is needed.
function createFactoredFft(size: number, factors: readonly number[]): ComplexFft {
  const input = new Float64Array(2 * size);
  const other = new Float64Array(2 * size);
  const passes: Pass[] = [];
  let length = size;
  let done = 1; // the stride between the numbers of one sub-transform
  for (; length % 4 === 0 && length > 4; length /= 4, done *= 4) {
    const stride = done;
    const twiddles = radixTwiddles(length, 4);
    if (stride === 1) passes.push((from, to) => radix4FirstPass(from, to, twiddles));
    else passes.push((from, to) => radix4Pass(from, to, stride, twiddles));
  }
  for (const radix of factors) {
    const stride = done;
    const twiddles = radixTwiddles(length, radix);
    const roots = rootPairs(radix);
    passes.push((from, to) => oddPass(from, to, stride, radix, twiddles, roots));
    length /= radix;
    done *= radix;
  }
  const stride = done;
  if (length === 4) passes.push((from, to) => radix4LastPass(from, to, stride));
  else if (length === 2) passes.push((from, to) => radix2LastPass(from, to, stride));

  function run(): Float64Array {
    let from = input;
    let to = other;
    for (const pass of passes) {
      pass(from, to);
      [from, to] = [to, from];
    }
    return from;
  }

  return { size, input, run };
}

// For one pass over sub-transforms of `length` points: w, w^2, ... w^(radix - 1) with w = exp(-2 pi i p / length),
// p < length / radix.
export function radixTwiddles(length: number, radix: number): Float64Array {
  const twiddles = new Float64Array((length / radix) * 2 * (radix - 1));
  for (let p = 0, i = 0; p < length / radix; p++) {
    for (let power = 1; power < radix; power++) {
      const angle = (-2 * Math.PI * p * power) / length;
      twiddles[i++] = Math.cos(angle);
      twiddles[i++] = Math.sin(angle);
    }
  }
  return twiddles;
}

/** cos and sin of 2 pi j q / radix, for each output q up to half the odd radix and, for each of them, each pair j of inputs. */
export function rootPairs(radix: number): Float64Array {
  const half = (radix - 1) / 2;
  const roots = new Float64Array(2 * half * half);
  for (let q = 1, i = 0; q <= half; q++) {
    for (let j = 1; j <= half; j++) {
      const angle = (2 * Math.PI * ((j * q) % radix)) / radix;
      roots[i++] = Math.cos(angle);
      roots[i++] = Math.sin(angle);
    }
  }
  return roots;
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

// A pass of an odd radix: inputs j and radix - j enter by their sum and difference, outputs q and radix - q leave by them.
function oddPass(
  from: Float64Array,
  to: Float64Array,
  stride: number,
  radix: number,
  twiddles: Float64Array,
  roots: Float64Array,
): void {
  const part = from.length / radix;
  const step = 2 * stride;
  const half = (radix - 1) / 2;
  const pairs = new Float64Array(4 * half);
  for (let start = 0, w = 0; start < part; start += step, w += 4 * half) {
    let out = radix * start;
    for (let i = start; i < start + step; i += 2, out += 2) {
      const firstRe = from[i];
      const firstIm = from[i + 1];
      let allRe = firstRe;
      let allIm = firstIm;
      for (let j = 0, low = i + part, high = i + (radix - 1) * part; j < 4 * half; j += 4, low += part, high -= part) {
        const re = from[low] + from[high];
        const im = from[low + 1] + from[high + 1];
        pairs[j] = re;
        pairs[j + 1] = im;
        pairs[j + 2] = from[low] - from[high];
        pairs[j + 3] = from[low + 1] - from[high + 1];
        allRe += re;
        allIm += im;
      }
      to[out] = allRe;
      to[out + 1] = allIm;
      let low = out + step;
      let high = out + (radix - 1) * step;
      for (let q = 0, root = 0; q < half; q++, low += step, high -= step) {
        let evenRe = firstRe;
        let evenIm = firstIm;
        let oddRe = 0;
        let oddIm = 0;
        for (let j = 0; j < 4 * half; j += 4, root += 2) {
          const cos = roots[root];
          const sin = roots[root + 1];
          evenRe += cos * pairs[j];
          evenIm += cos * pairs[j + 1];
          oddRe += sin * pairs[j + 2];
          oddIm += sin * pairs[j + 3];
        }
        put(to, low, evenRe + oddIm, evenIm - oddRe, twiddles, w + 2 * q);
        put(to, high, evenRe - oddIm, evenIm + oddRe, twiddles, w + 4 * half - 2 - 2 * q);
      }
    }
  }
}

function put(to: Float64Array, place: number, re: number, im: number, twiddles: Float64Array, w: number): void {
  to[place] = re * twiddles[w] - im * twiddles[w + 1];
  to[place + 1] = re * twiddles[w + 1] + im * twiddles[w];
}

// Bluestein: with nk = (n^2 + k^2 - (k - n)^2) / 2 a transform of any size is a convolution with a chirp, which a
// longer power-of-two transform does.
function createBluesteinFft(size: number): ComplexFft {
  let padded = 1;
  while (padded < 2 * size - 1) padded *= 2;
  const fft = createFactoredFft(padded, []);

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
