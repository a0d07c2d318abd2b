import { createComplexFft } from './complex-fft.js';

/** A Fourier transform of `size` real numbers, with its tables and buffers made once. */
export interface RealFft {
  /** Number of real points. */
  readonly size: number;
  /** floor(size / 2) + 1 frequencies. */
  readonly bins: number;
  /** Where the caller puts the `size` real numbers; overwritten by both directions. */
  readonly input: Float64Array;
  /** `bins` complex numbers, interleaved re, im: the result of `forward` and the input of `inverse`. */
  readonly spectrum: Float64Array;
  /** X[k] = sum over n of x[n] exp(-2 pi i k n / size), from `input` to `spectrum`. */
  forward(): void;
  /** The inverse, 1 / size included, from `spectrum` (imaginary parts at 0 and size / 2 ignored); returns `size` numbers. */
  inverse(): Float64Array;
}

const plans = new Map<number, RealFft>();

/** The plan for `size`, made at the first call. Callers share its buffers: nothing in them outlasts the call. */
export function realFft(size: number): RealFft {
  let plan = plans.get(size);
  if (!plan) {
    // A bound on what stays in memory, for callers that go through many sizes.
    if (plans.size >= 16) plans.clear();
    plan = size % 2 === 0 ? createEvenFft(size) : createOddFft(size);
    plans.set(size, plan);
  }
  return plan;
}

// Even and odd samples are the real and imaginary parts of one complex signal of half the length; its transform Z gives
// X[k] = (Z[k] + conj Z[m - k]) / 2 - i w^k (Z[k] - conj Z[m - k]) / 2 with w = exp(-2 pi i / size) and m = size / 2.
function createEvenFft(size: number): RealFft {
  const half = size / 2;
  const fft = createComplexFft(half);
  const spectrum = new Float64Array(size + 2);
  const twiddles = new Float64Array(half + 2); // w^k for k <= m / 2
  for (let k = 0; 2 * k <= half; k++) {
    twiddles[2 * k] = Math.cos((2 * Math.PI * k) / size);
    twiddles[2 * k + 1] = -Math.sin((2 * Math.PI * k) / size);
  }
  // Interleaved complex input is the real signal as it is.
  const { input } = fft;

  function forward(): void {
    const z = fft.run();
    spectrum[0] = z[0] + z[1];
    spectrum[1] = 0;
    spectrum[size] = z[0] - z[1];
    spectrum[size + 1] = 0;
    for (let i = 2; i <= half; i += 2) {
      const j = size - i;
      const evenRe = 0.5 * (z[i] + z[j]);
      const evenIm = 0.5 * (z[i + 1] - z[j + 1]);
      const oddRe = 0.5 * (z[i + 1] + z[j + 1]);
      const oddIm = 0.5 * (z[j] - z[i]);
      const wRe = twiddles[i];
      const wIm = twiddles[i + 1];
      const re = oddRe * wRe - oddIm * wIm;
      const im = oddRe * wIm + oddIm * wRe;
      spectrum[i] = evenRe + re;
      spectrum[i + 1] = evenIm + im;
      spectrum[j] = evenRe - re;
      spectrum[j + 1] = im - evenIm;
    }
  }

  function inverse(): Float64Array {
    // Real and imaginary parts are exchanged before and after, which turns the forward transform into the inverse.
    input[1] = 0.5 * (spectrum[0] + spectrum[size]);
    input[0] = 0.5 * (spectrum[0] - spectrum[size]);
    for (let i = 2; i <= half; i += 2) {
      const j = size - i;
      const evenRe = 0.5 * (spectrum[i] + spectrum[j]);
      const evenIm = 0.5 * (spectrum[i + 1] - spectrum[j + 1]);
      const re = 0.5 * (spectrum[i] - spectrum[j]);
      const im = 0.5 * (spectrum[i + 1] + spectrum[j + 1]);
      const wRe = twiddles[i];
      const wIm = -twiddles[i + 1];
      const oddRe = re * wRe - im * wIm;
      const oddIm = re * wIm + im * wRe;
      input[i + 1] = evenRe - oddIm;
      input[i] = evenIm + oddRe;
      input[j + 1] = evenRe + oddIm;
      input[j] = oddRe - evenIm;
    }
    const z = fft.run();
    for (let i = 0; i < size; i += 2) {
      const im = z[i] / half;
      z[i] = z[i + 1] / half;
      z[i + 1] = im;
    }
    return z;
  }

  return { size, bins: half + 1, input, spectrum, forward, inverse };
}

function createOddFft(size: number): RealFft {
  const fft = createComplexFft(size);
  const bins = (size + 1) / 2;
  const input = new Float64Array(size);
  const spectrum = new Float64Array(2 * bins);

  function forward(): void {
    for (let n = 0; n < size; n++) {
      fft.input[2 * n] = input[n];
      fft.input[2 * n + 1] = 0;
    }
    spectrum.set(fft.run().subarray(0, 2 * bins));
    spectrum[1] = 0;
  }

  function inverse(): Float64Array {
    // The whole spectrum, the upper half being the mirrored conjugate, with real and imaginary parts exchanged.
    fft.input[0] = 0;
    fft.input[1] = spectrum[0];
    for (let k = 1; k < bins; k++) {
      fft.input[2 * k] = spectrum[2 * k + 1];
      fft.input[2 * k + 1] = spectrum[2 * k];
      fft.input[2 * (size - k)] = -spectrum[2 * k + 1];
      fft.input[2 * (size - k) + 1] = spectrum[2 * k];
    }
    const z = fft.run();
    for (let n = 0; n < size; n++) input[n] = z[2 * n + 1] / size;
    return input;
  }

  return { size, bins, input, spectrum, forward, inverse };
}
