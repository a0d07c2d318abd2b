import { resample } from '@aver/spectrogram';

/** How far the filter of `resample` reaches, in samples at the lower of the two rates; it has 96 zeros and a little more. */
const reach = 110;

/**
 * Windows of a sound that goes on, at another rate: each to the bit what `resample` gives of the window alone, while what
 * windows share is resampled once.
 *
 * @param fromRate Hz.
 * @param toRate Hz.
 * @returns A function of a window's samples and of where it begins in the sound, not before the last one.
 */
export function windowResampler(
  fromRate: number,
  toRate: number,
): (window: Float32Array, from: number) => Float32Array {
  const divisor = greatestCommonDivisor(fromRate, toRate);
  const [up, down] = [toRate / divisor, fromRate / divisor];
  /** Beyond it from the end of a part its end is not heard; in whole periods, so that results fall on samples. */
  const periods = Math.ceil((reach * Math.max(1, fromRate / toRate)) / down);
  const [margin, madeMargin] = [periods * down, periods * up];
  let shared = new Float32Array(0);
  let sharedFrom = 0;

  return (window, from) => {
    const part = (start: number, end: number) => resample(window.subarray(start - from, end - from), fromRate, toRate);
    const { length } = window;
    const end = from + length;
    // The last place, in whole periods, that does not hear where the window ends.
    const innerEnd = from + Math.floor((length - margin) / down) * down;
    if (from % down !== 0 || innerEnd < from + 2 * margin) return part(from, end);

    const [made, madeInnerEnd] = [(from / down) * up, (innerEnd / down) * up];
    const known = sharedFrom + shared.length;
    const missing = Math.max(known, made + madeMargin);
    if (missing < madeInnerEnd) {
      const start = (missing / up) * down;
      const more = part(start - margin, innerEnd + margin).subarray(madeMargin, madeMargin + madeInnerEnd - missing);
      const kept = missing === known ? shared.subarray(Math.max(0, made - sharedFrom)) : shared.subarray(shared.length);
      sharedFrom = missing - kept.length;
      shared = new Float32Array(kept.length + more.length);
      shared.set(kept);
      shared.set(more, kept.length);
    }
    const result = new Float32Array(Math.ceil((length * up) / down));
    result.set(shared.subarray(made - sharedFrom + madeMargin, madeInnerEnd - sharedFrom), madeMargin);
    result.set(part(from, from + 2 * margin).subarray(0, madeMargin));
    result.set(part(innerEnd - margin, end).subarray(madeMargin), madeInnerEnd - made);
    return result;
  };
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
