import { requireInteger, requireOneOf } from '../require-argument.js';
import { getWindow, type WindowName } from './get-window.js';

/** How a signal is continued beyond its ends: by zeros, mirrored without repeating the last sample, or by the last sample. */
export type PadMode = 'constant' | 'reflect' | 'edge';

/** How a signal is cut into frames. The names and defaults are librosa's. */
export interface FrameOptions {
  /** Samples per transform, any size. @default 2048 */
  nFft?: number;
  /** Samples from one frame's start to the next's. @default 512; in `stft`, `istft`, `estimateTuning` and the streams winLength / 4 */
  hopLength?: number;
  /** Samples under the window, which lies in the middle of the nFft samples. @default nFft */
  winLength?: number;
  /** A periodic window by name, or winLength values. @default 'hann' */
  window?: WindowName | ArrayLike<number>;
  /** Frame t is centred on sample t * hopLength, the signal being continued by nFft / 2 samples at both ends. @default true */
  center?: boolean;
  /** How the signal is continued where frames are centred. @default 'constant' */
  padMode?: PadMode;
}

/** Frame options with every value settled, whatever the signal. */
export interface FrameLayout {
  nFft: number;
  hopLength: number;
  /** nFft values: the window with zeros around it. */
  window: Float64Array;
  /** First and last + 1 of the samples of a frame that the window may leave other than zero. */
  windowStart: number;
  windowEnd: number;
  /** Samples before the signal's start at which the first frame starts. */
  padding: number;
  padMode: PadMode;
}

/**
 * Checks frame options and fills in the defaults.
 *
 * @throws RangeError when a size is not a positive integer, the window does not fit, or a name is unknown.
 */
export function frameLayout(
  caller: string,
  { nFft = 2048, winLength = nFft, hopLength, window = 'hann', center = true, padMode = 'constant' }: FrameOptions,
): FrameLayout {
  requireInteger(caller, 'nFft', nFft);
  requireInteger(caller, 'winLength', winLength);
  if (winLength > nFft) {
    throw new RangeError(`${caller}: winLength must be at most nFft = ${nFft}; received ${winLength}`);
  }
  const hop = hopLength ?? Math.floor(winLength / 4);
  requireInteger(caller, 'hopLength', hop);
  requireOneOf(caller, 'padMode', padMode, ['constant', 'reflect', 'edge']);

  const windowStart = Math.floor((nFft - winLength) / 2);
  const padded = paddedWindow(caller, window, winLength, nFft, windowStart);
  return {
    nFft,
    hopLength: hop,
    window: padded,
    windowStart,
    windowEnd: windowStart + winLength,
    padding: center ? Math.floor(nFft / 2) : 0,
    padMode,
  };
}

const cache = new Map<string, Float64Array>();

function paddedWindow(
  caller: string,
  window: WindowName | ArrayLike<number>,
  winLength: number,
  nFft: number,
  start: number,
): Float64Array {
  const key = typeof window === 'string' ? `${window} ${winLength} ${nFft}` : undefined;
  const known = key && cache.get(key);
  if (known) return known;
  const values = typeof window === 'string' ? getWindow(window, winLength) : window;
  if (values.length !== winLength) {
    throw new RangeError(`${caller}: window must be of winLength = ${winLength} values; received ${values.length}`);
  }
  const padded = new Float64Array(nFft);
  padded.set(values, start);
  if (key) {
    // A bound on what stays in memory, for callers that go through many sizes.
    if (cache.size >= 16) cache.clear();
    cache.set(key, padded);
  }
  return padded;
}

/**
 * Number of frames of a signal of `length` samples.
 *
 * @throws RangeError when frames are not centred and the signal is shorter than one, or when an empty signal is to be
 * continued by its own samples.
 */
export function frameCount(caller: string, length: number, { nFft, hopLength, padding, padMode }: FrameLayout): number {
  const padded = length + 2 * padding;
  if (padded < nFft - (padding > 0 ? 1 : 0)) {
    throw new RangeError(
      `${caller}: samples must be at least nFft = ${nFft} where center is false; received ${length} samples`,
    );
  }
  if (length === 0 && padMode !== 'constant') {
    throw new RangeError(`${caller}: samples must not be empty with padMode '${padMode}'; received 0 samples`);
  }
  // An odd nFft is padded by one sample less than itself, so that the shortest signals still have one frame.
  return 1 + Math.max(0, Math.floor((padded - nFft) / hopLength));
}

/** The place in a signal of `length` samples that continues it at `index`, or -1 for a zero. */
export function paddedIndex(index: number, length: number, padMode: PadMode): number {
  if (index >= 0 && index < length) return index;
  if (padMode === 'constant') return -1;
  if (padMode === 'edge' || length === 1) return index < 0 ? 0 : length - 1;
  const period = 2 * (length - 1);
  const place = ((index % period) + period) % period;
  return place < length ? place : period - place;
}
