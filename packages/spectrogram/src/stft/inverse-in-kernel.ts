import { kernel, largestPiece, reserve } from '../kernel/kernel.js';
import type { FrameLayout } from './frame-layout.js';
import type { ComplexMatrix } from './stft.js';
import { isKernelSize, tables } from './transform-in-kernel.js';

/**
 * Adds up the windowed inverse transforms of a matrix's first frames in WebAssembly, where that is possible, to the bits
 * that realFft gives.
 *
 * @param sums hopLength (frames - 1) + nFft zeros: from the first frame's first sample on.
 * @returns False where there is no kernel, or none of the size.
 */
export function inverseInKernel(
  { real, imaginary, shape: [bins, columns] }: ComplexMatrix,
  { nFft, hopLength: hop, window }: FrameLayout,
  frames: number,
  sums: Float64Array,
): boolean {
  const wasm = isKernelSize(nFft) && kernel();
  if (!wasm) return false;
  const stripFrames = Math.min(frames, Math.max(1, Math.floor(Math.min(largestPiece / bins, largestPiece / hop))));
  const { firstTwiddles, twiddles, odd, realTwiddles } = tables(nFft);
  const matrixBytes = 4 * bins * stripFrames;
  const lists = [firstTwiddles, twiddles, odd, realTwiddles, window];
  const places = reserve(wasm, [
    ...lists.map((list) => 8 * list.length),
    matrixBytes,
    matrixBytes,
    16 * nFft,
    16 * nFft,
    8 * ((stripFrames - 1) * hop + nFft),
  ]);
  const { buffer } = wasm.memory;
  lists.forEach((list, i) => {
    new Float64Array(buffer, places[i], list.length).set(list);
  });
  const [firstPlace, twiddlePlace, oddPlace, realTwiddlePlace, windowPlace, re, im, a, b, sumPlace] = places;
  for (let start = 0; start < frames; start += stripFrames) {
    const count = Math.min(stripFrames, frames - start);
    for (const [values, place] of [
      [real, re],
      [imaginary, im],
    ] as const) {
      const strip = new Float32Array(buffer, place, bins * count);
      if (count === columns) strip.set(values);
      else {
        for (let row = 0; row < bins; row++) {
          const from = row * columns + start;
          strip.set(values.subarray(from, from + count), row * count);
        }
      }
    }
    // What earlier strips left here comes first, as if there were one strip.
    const strip = new Float64Array(buffer, sumPlace, (count - 1) * hop + nFft);
    strip.set(sums.subarray(start * hop, start * hop + strip.length));
    wasm.inverse(
      ...([nFft, hop, count, count, re, im, a, b] as const),
      ...([firstPlace, twiddlePlace, odd.length > 0 ? oddPlace : 0, realTwiddlePlace, windowPlace, sumPlace] as const),
    );
    sums.set(strip, start * hop);
  }
  return true;
}
