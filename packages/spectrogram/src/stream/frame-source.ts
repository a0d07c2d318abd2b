import { realFft } from '../fft/real-fft.js';
import { loadFrame } from '../stft/for-each-spectrum.js';
import { type FrameLayout, frameCount } from '../stft/frame-layout.js';

/** Cuts a signal that arrives in chunks into frames and transforms them, keeping no more samples than a frame needs. */
export interface FrameSource {
  /** Takes as many samples of the chunk, from `from` on, as there is room for; returns how many. */
  take(chunk: Float32Array, from: number): number;
  /** No more samples will come: what is left is continued as the layout says. */
  finish(): void;
  /**
   * The next frame's spectrum, interleaved re, im, or undefined until more samples are taken. It is overwritten by any other
   * transform of the same size, so it is to be used at once.
   */
  next(): Float64Array | undefined;
}

export function createFrameSource(caller: string, layout: FrameLayout): FrameSource {
  const { nFft, hopLength, padding, padMode } = layout;
  const fft = realFft(nFft);
  const buffer = new Float32Array(4 * nFft + 4096);
  let total = 0; // samples taken so far
  let base = 0; // place in the signal of buffer[0]
  let frame = 0;
  let frames = Number.POSITIVE_INFINITY;

  const isReady = (start: number): boolean => {
    if (frames !== Number.POSITIVE_INFINITY) return frame < frames;
    // A mirrored start needs one sample more than it is long.
    return start + nFft <= total && (padMode === 'constant' || -start < total);
  };

  function dropUsed(): void {
    // The signal's end may be mirrored, which needs the last samples once more.
    const keepFrom = Math.max(base, Math.min(frame * hopLength - padding, total - padding - 1));
    buffer.copyWithin(0, keepFrom - base, total - base);
    base = keepFrom;
  }

  return {
    take(chunk, from) {
      if (total - base === buffer.length) dropUsed();
      const count = Math.min(buffer.length - (total - base), chunk.length - from);
      buffer.set(chunk.subarray(from, from + count), total - base);
      total += count;
      return count;
    },
    finish() {
      frames = frameCount(caller, total, layout);
    },
    next() {
      const start = frame * hopLength - padding;
      if (!isReady(start)) return undefined;
      loadFrame(fft, buffer, start, layout, base, total);
      fft.forward();
      frame++;
      return fft.spectrum;
    },
  };
}
