/**
 * Share of the frames that have a voice: those whose frequency is above 0.
 *
 * @param f0 Hz per frame, with NaN or 0 where there is no voice, as `pyin` gives it.
 * @returns From 0 to 1; NaN without a frame.
 * @throws RangeError for a frequency that is infinite or below 0.
 * @example
 * voicedShare([110, 112, NaN, 0]); // 0.5
 */
export function voicedShare(f0: ArrayLike<number>): number {
  requireF0('voicedShare', f0);
  let voiced = 0;
  for (let t = 0; t < f0.length; t++) if (f0[t] > 0) voiced++;
  return voiced / f0.length;
}

/** @throws RangeError unless each value is NaN or a finite number of at least 0. */
export function requireF0(caller: string, f0: ArrayLike<number>): void {
  for (let t = 0; t < f0.length; t++) {
    if (f0[t] < 0 || f0[t] === Number.POSITIVE_INFINITY) {
      throw new RangeError(
        `${caller}: f0 must be NaN or a finite number of at least 0; received ${f0[t]} at index ${t}`,
      );
    }
  }
}
