import { type FramePairs, framePairs } from '../fft/frame-pairs.js';
import { type FrameLayout, frameCount, paddedIndex } from './frame-layout.js';

/**
 * Transforms the frames of a signal two at a time, where that is possible: see framePairs.
 *
 * @param visit Gets the transformed pair, the number of its first frame, and how many frames it holds (1 or 2).
 * @returns False, before any visit, where it is not possible.
 */
export function forEachFramePair(
  caller: string,
  samples: Float32Array,
  layout: FrameLayout,
  visit: (pair: FramePairs, frame: number, count: number) => void,
): boolean {
  // Float64 samples would be rounded on their way into the kernel.
  const pair =
    Object.prototype.toString.call(samples) === '[object Float32Array]' ? framePairs(layout.nFft) : undefined;
  if (!pair) return false;
  const frames = frameCount(caller, samples.length, layout);
  pair.window.set(layout.window);
  for (let t = 0; t < frames; t += 2) {
    const count = Math.min(2, frames - t);
    for (let f = 0; f < count; f++) {
      copyFrame(samples, (t + f) * layout.hopLength - layout.padding, layout, pair.frames[f]);
    }
    pair.transform();
    visit(pair, t, count);
  }
  return true;
}

// The nFft samples from `start` on, which may lie outside the signal.
function copyFrame(samples: Float32Array, start: number, { nFft, padMode }: FrameLayout, to: Float32Array): void {
  if (start >= 0 && start + nFft <= samples.length) {
    to.set(samples.subarray(start, start + nFft));
    return;
  }
  for (let n = 0; n < nFft; n++) {
    const place = paddedIndex(start + n, samples.length, padMode);
    to[n] = place < 0 ? 0 : samples[place];
  }
}
