import { oddFactors, radixTwiddles, rootPairs } from '../fft/complex-fft.js';
import { type Kernel, kernel, largestPiece, reserve } from '../kernel/kernel.js';
import { type FrameLayout, frameCount, paddedIndex } from './frame-layout.js';

/** What becomes of each complex number. */
export const transformKinds = { power: 0, magnitude: 1, complex: 2 } as const;

/** Consecutive frames of a matrix: rows of `frames` values, all of them views that the next strip overwrites. */
export interface Strip {
  /** Number of the first frame. */
  start: number;
  frames: number;
  /** (1 + nFft / 2, frames): powers, magnitudes or real parts. */
  values: Float32Array;
  /** Imaginary parts of kind 'complex'. */
  imaginary: Float32Array;
  /** The largest of `values`, and 0; NaN where one is not finite. */
  largest: number;
  kernel: Kernel;
  /** A place of at least 1 kB in the kernel's memory that is free. */
  scratch: number;
}

const smallest = 16;
const largest = 2 ** 16;

/** Whether the kernel has a transform of a size: even, from 16 to 65,536, and without a prime factor above 31. */
export function isKernelSize(nFft: number): boolean {
  return nFft % 2 === 0 && nFft >= smallest && nFft <= largest && oddFactors(nFft) !== undefined;
}

/**
 * Transforms a signal's frames in WebAssembly, where that is possible, and gives the bits that forEachSpectrum gives: the
 * transform is made in float64, with the same operations in the same order.
 *
 * @param visit Gets the matrix in strips of many frames, most often in one.
 * @returns False, before any visit, for sizes that the kernel does not have, for Float64 samples, and where
 * there is no kernel.
 * @throws RangeError when there are too few samples.
 */
export function transformInKernel(
  caller: string,
  samples: Float32Array,
  layout: FrameLayout,
  kind: keyof typeof transformKinds,
  visit: (strip: Strip) => void,
): boolean {
  const { nFft, hopLength: hop } = layout;
  // Float64 samples would be rounded on their way into the kernel.
  const wasm = isKernelSize(nFft) && Object.prototype.toString.call(samples) === '[object Float32Array]' && kernel();
  if (!wasm) return false;

  const bins = nFft / 2 + 1;
  const frames = frameCount(caller, samples.length, layout);
  // Bounds on the strip's matrix and on its samples; whole blocks of 16 frames where there is room for one.
  const most = Math.max(1, Math.floor(Math.min(largestPiece / bins, largestPiece / hop)));
  const stripFrames = Math.min(frames, most >= 16 ? most - (most % 16) : most);
  const { firstTwiddles, twiddles, odd, realTwiddles } = tables(nFft);
  const sampleCount = (stripFrames - 1) * hop + nFft;
  const matrixBytes = 4 * bins * stripFrames;
  const places = reserve(wasm, [
    4 * sampleCount,
    14 * nFft,
    16 * nFft,
    16 * nFft,
    8 * twiddles.length,
    8 * odd.length,
    8 * realTwiddles.length,
    2 * 64 * bins,
    matrixBytes,
    kind === 'complex' ? matrixBytes : 0,
  ]);
  const [samplePlace, firstPlace, a, b, twiddlePlace, oddPlace, realTwiddlePlace, block, out, imaginaryOut] = places;
  const { buffer } = wasm.memory;
  fillFirstTable(new Float64Array(buffer, firstPlace, (14 * nFft) / 8), layout.window, firstTwiddles);
  new Float64Array(buffer, twiddlePlace, twiddles.length).set(twiddles);
  new Float64Array(buffer, oddPlace, odd.length).set(odd);
  new Float64Array(buffer, realTwiddlePlace, realTwiddles.length).set(realTwiddles);

  for (let start = 0; start < frames; start += stripFrames) {
    const count = Math.min(stripFrames, frames - start);
    const part = new Float32Array(buffer, samplePlace, (count - 1) * hop + nFft);
    copySamples(samples, start * hop - layout.padding, layout, part);
    const largestValue = wasm.transform(
      transformKinds[kind],
      nFft,
      hop,
      count,
      samplePlace,
      firstPlace,
      a,
      b,
      twiddlePlace,
      odd.length > 0 ? oddPlace : 0,
      realTwiddlePlace,
      block,
      out,
      imaginaryOut,
    );
    visit({
      start,
      frames: count,
      values: new Float32Array(buffer, out, bins * count),
      imaginary: new Float32Array(buffer, imaginaryOut, kind === 'complex' ? bins * count : 0),
      largest: largestValue,
      kernel: wasm,
      scratch: block,
    });
  }
  return true;
}

/** Puts a strip's rows into those of a matrix of `frames` columns. */
export function copyStrip(values: Float32Array, strip: Strip, matrix: Float32Array, frames: number): void {
  if (strip.frames === frames) {
    matrix.set(values);
    return;
  }
  for (let from = 0, to = strip.start; from < values.length; from += strip.frames, to += frames) {
    matrix.set(values.subarray(from, from + strip.frames), to);
  }
}

// The samples from `start` on, which may lie outside the signal.
function copySamples(samples: Float32Array, start: number, { padMode }: FrameLayout, to: Float32Array): void {
  const first = Math.min(to.length, Math.max(0, -start));
  const end = Math.max(first, Math.min(to.length, samples.length - start));
  to.set(samples.subarray(start + first, start + end), first);
  const pad = (from: number, until: number): void => {
    for (let n = from; n < until; n++) {
      const place = paddedIndex(start + n, samples.length, padMode);
      to[n] = place < 0 ? 0 : samples[place];
    }
  };
  pad(0, first);
  pad(end, to.length);
}

/**
 * What each butterfly of the first pass needs, side by side: its twiddles and half the window's values at its samples. Where
 * the first pass is not of radix 4, half the window alone.
 */
export function fillFirstTable(table: Float64Array, window: Float64Array, twiddles: Float64Array): void {
  if (twiddles.length === 0) {
    for (let n = 0; n < window.length; n++) table[n] = window[n] / 2;
    return;
  }
  const quarter = window.length / 4;
  for (let n = 0, from = 0, to = 0; n < quarter; n += 2, from += 6) {
    for (let i = 0; i < 6; i++) table[to++] = twiddles[from + i];
    for (let place = n; place < window.length; place += quarter) {
      table[to++] = window[place] / 2;
      table[to++] = window[place + 1] / 2;
    }
  }
}

interface Tables {
  /** Of the first radix-4 pass; none where the first pass is of another radix. */
  firstTwiddles: Float64Array;
  /** Of the passes of radix 4 after it and of odd radix, one after the other. */
  twiddles: Float64Array;
  /** Room for sums, then each odd radix with its roots, and 0; empty where there is none. */
  odd: Float64Array;
  /** exp(-2 pi i k / nFft) for k <= nFft / 4. */
  realTwiddles: Float64Array;
}

const cache = new Map<number, Tables>();

/** The tables of a size that the kernel can transform. */
export function tables(nFft: number): Tables {
  let entry = cache.get(nFft);
  if (!entry) {
    // A bound on what stays in memory, for callers that go through many sizes.
    if (cache.size >= 16) cache.clear();
    entry = makeTables(nFft);
    cache.set(nFft, entry);
  }
  return entry;
}

function makeTables(nFft: number): Tables {
  const half = nFft / 2;
  const isFirst4 = half % 4 === 0;
  const factors = oddFactors(half) ?? [];
  const sets: Float64Array[] = [];
  let length = isFirst4 ? half / 4 : half;
  for (; length > 4 && length % 4 === 0; length /= 4) sets.push(radixTwiddles(length, 4));
  for (const radix of factors) {
    sets.push(radixTwiddles(length, radix));
    length /= radix;
  }
  const realTwiddles = new Float64Array(half + 2);
  for (let k = 0; 2 * k <= half; k++) {
    realTwiddles[2 * k] = Math.cos((2 * Math.PI * k) / nFft);
    realTwiddles[2 * k + 1] = -Math.sin((2 * Math.PI * k) / nFft);
  }
  const roots = factors.flatMap((radix) => [radix, ...rootPairs(radix)]);
  return {
    firstTwiddles: isFirst4 ? radixTwiddles(half, 4) : new Float64Array(0),
    twiddles: Float64Array.from(sets.flatMap((set) => [...set])),
    odd: Float64Array.from(factors.length > 0 ? [...new Float64Array(128), ...roots, 0] : []),
    realTwiddles,
  };
}
