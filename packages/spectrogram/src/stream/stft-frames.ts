import { requireSamples } from '../require-argument.js';
import { type FrameOptions, frameLayout } from '../stft/frame-layout.js';
import { createFrameSource } from './frame-source.js';

/** One column of a short-time Fourier transform. */
export interface StftFrame {
  /** Number of the frame, from 0. */
  index: number;
  /** Real parts of the 1 + nFft / 2 frequencies. */
  real: Float32Array;
  /** Imaginary parts. */
  imaginary: Float32Array;
}

/**
 * The frames of `stft`, one after the other, of a signal that arrives in chunks of any size; memory does not grow with
 * the signal. Chunks that arrive later, as from a file, go through createStftStream.
 *
 * @param chunks Parts of a mono signal, in order.
 * @param options As for stft; hopLength is winLength / 4 unless given.
 * @returns The frames. It is always the same object with the same arrays: copy what is to be kept.
 * @throws TypeError when a chunk is no Float32Array.
 * @throws RangeError for samples that are not finite, an option out of range, or a signal shorter than nFft where center
 * is false.
 * @see librosa.stft, 0.11.0
 * @example
 * for (const { index, real, imaginary } of stftFrames(chunks)) console.log(index, Math.hypot(real[1], imaginary[1]));
 */
export function* stftFrames(chunks: Iterable<Float32Array>, options: FrameOptions = {}): Generator<StftFrame> {
  const layout = frameLayout('stftFrames', options);
  const source = createFrameSource('stftFrames', layout);
  const bins = Math.floor(layout.nFft / 2) + 1;
  const frame: StftFrame = { index: -1, real: new Float32Array(bins), imaginary: new Float32Array(bins) };
  for (const chunk of chunks) {
    requireSamples('stftFrames', chunk);
    for (let taken = 0; taken < chunk.length; ) {
      taken += source.take(chunk, taken);
      for (let spectrum = source.next(); spectrum; spectrum = source.next()) yield loadFrameFrom(spectrum, frame);
    }
  }
  source.finish();
  for (let spectrum = source.next(); spectrum; spectrum = source.next()) yield loadFrameFrom(spectrum, frame);
}

export interface StftStream {
  /** The next samples of the signal. */
  push(chunk: Float32Array): void;
  /** No more samples will come: the last frames are made. */
  finish(): void;
}

/**
 * The frames of `stft` of a signal that is pushed in chunks of any size, as they become complete.
 *
 * @param visit Gets each frame; always the same object with the same arrays: copy what is to be kept.
 * @param options As for stft; hopLength is winLength / 4 unless given.
 * @returns push and finish, which call visit; push throws as stftFrames does.
 * @throws RangeError for an option out of range; from finish, for a signal shorter than nFft where center is false.
 * @see librosa.stft, 0.11.0
 * @example
 * const stream = createStftStream(({ index }) => console.log(index));
 * for await (const chunk of chunksOfAFile) stream.push(chunk);
 * stream.finish();
 */
export function createStftStream(visit: (frame: StftFrame) => void, options: FrameOptions = {}): StftStream {
  const layout = frameLayout('createStftStream', options);
  const source = createFrameSource('createStftStream', layout);
  const bins = Math.floor(layout.nFft / 2) + 1;
  const frame: StftFrame = { index: -1, real: new Float32Array(bins), imaginary: new Float32Array(bins) };
  const visitReady = (): void => {
    for (let spectrum = source.next(); spectrum; spectrum = source.next()) visit(loadFrameFrom(spectrum, frame));
  };
  return {
    push(chunk) {
      requireSamples('createStftStream', chunk);
      for (let taken = 0; taken < chunk.length; ) {
        taken += source.take(chunk, taken);
        visitReady();
      }
    },
    finish() {
      source.finish();
      visitReady();
    },
  };
}

function loadFrameFrom(spectrum: Float64Array, frame: StftFrame): StftFrame {
  const { real, imaginary } = frame;
  for (let k = 0; k < real.length; k++) {
    real[k] = spectrum[2 * k];
    imaginary[k] = spectrum[2 * k + 1];
  }
  frame.index++;
  return frame;
}
