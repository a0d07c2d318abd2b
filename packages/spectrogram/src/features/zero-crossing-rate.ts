import type { Matrix } from '../matrix.js';
import { requireInteger, requireNotNegative, requireSamples } from '../require-argument.js';
import { frameCount, frameLayout, paddedIndex } from '../stft/frame-layout.js';

export interface ZeroCrossingRateOptions {
  /** Samples per frame. @default 2048 */
  frameLength?: number;
  /** Samples from one frame's start to the next's. @default 512 */
  hopLength?: number;
  /** Frame t is centred on sample t * hopLength, the first and last sample being repeated outside. @default true */
  center?: boolean;
  /** Samples of at most this magnitude are zero, and zero is positive. @default 1e-10 */
  threshold?: number;
}

/**
 * Share of the samples of each frame whose sign differs from the one before.
 *
 * @param samples Mono signal, not empty.
 * @returns (1, frames), from 0 to 1.
 * @throws TypeError when samples are no Float32Array.
 * @throws RangeError for samples that are empty or not finite, or an option out of range.
 * @see librosa.feature.zero_crossing_rate, 0.11.0
 * @example
 * zeroCrossingRate(sineOf440Hz).data[22]; // 0.0400390625 at 22,050 Hz: 82 crossings in 2,048 samples
 */
export function zeroCrossingRate(
  samples: Float32Array,
  { frameLength = 2048, hopLength = 512, center = true, threshold = 1e-10 }: ZeroCrossingRateOptions = {},
): Matrix {
  requireSamples('zeroCrossingRate', samples);
  requireInteger('zeroCrossingRate', 'frameLength', frameLength);
  requireNotNegative('zeroCrossingRate', 'threshold', threshold);
  const layout = frameLayout('zeroCrossingRate', {
    nFft: frameLength,
    hopLength,
    center,
    padMode: 'edge',
    window: 'rectangular',
  });
  const frames = frameCount('zeroCrossingRate', samples.length, layout);
  const { padding } = layout;
  // crossings[i]: how many there are before place i of the continued signal.
  const crossings = new Uint32Array(samples.length + 2 * padding + 1);
  let wasNegative = false;
  for (let i = 0; i < samples.length + 2 * padding; i++) {
    const isNegative = samples[paddedIndex(i - padding, samples.length, 'edge')] < -threshold;
    crossings[i + 1] = crossings[i] + (i > 0 && isNegative !== wasNegative ? 1 : 0);
    wasNegative = isNegative;
  }
  const data = new Float32Array(frames);
  for (let t = 0; t < frames; t++) {
    const start = t * hopLength;
    // A frame's first sample has none before it.
    data[t] = (crossings[start + frameLength] - crossings[start + 1]) / frameLength;
  }
  return { data, shape: [1, frames] };
}
