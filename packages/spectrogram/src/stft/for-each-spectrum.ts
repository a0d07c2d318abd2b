import { type RealFft, realFft } from '../fft/real-fft.js';
import { type FrameLayout, frameCount, paddedIndex } from './frame-layout.js';

/**
 * Transforms every frame of a signal and shows each spectrum to `visit`.
 *
 * @param visit Gets the frame's spectrum, interleaved re, im (overwritten by the next frame), and the frame's number.
 * @returns Number of frames.
 */
export function forEachSpectrum(
  caller: string,
  samples: Float32Array,
  layout: FrameLayout,
  visit: (spectrum: Float64Array, frame: number) => void,
): number {
  const frames = frameCount(caller, samples.length, layout);
  const fft = realFft(layout.nFft);
  for (let t = 0; t < frames; t++) {
    loadFrame(fft, samples, t * layout.hopLength - layout.padding, layout);
    fft.forward();
    visit(fft.spectrum, t);
  }
  return frames;
}

/**
 * Puts the window times the nFft samples from `start` on (which may lie outside the signal) into the plan's input.
 *
 * @param samples The signal, or the part of it that is at hand.
 * @param base Place in the signal of samples[0].
 * @param length Samples of the whole signal.
 */
export function loadFrame(
  fft: RealFft,
  samples: Float32Array,
  start: number,
  { nFft, window, windowStart, windowEnd, padMode }: FrameLayout,
  base = 0,
  length = samples.length,
): void {
  const { input } = fft;
  if (windowStart > 0 || windowEnd < nFft) input.fill(0);
  if (start + windowStart >= 0 && start + windowEnd <= length) {
    const offset = start - base;
    for (let n = windowStart; n < windowEnd; n++) input[n] = samples[offset + n] * window[n];
    return;
  }
  for (let n = windowStart; n < windowEnd; n++) {
    const place = paddedIndex(start + n, length, padMode);
    input[n] = place < 0 ? 0 : samples[place - base] * window[n];
  }
}
