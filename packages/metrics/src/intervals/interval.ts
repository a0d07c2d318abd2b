/** A lower and an upper bound. */
export interface Interval {
  low: number;
  high: number;
}

/**
 * Fails unless confidence lies strictly between 0 and 1.
 *
 * @param caller The function whose name the message carries.
 * @throws RangeError otherwise.
 */
export function requireConfidence(caller: string, confidence: number): void {
  if (!(confidence > 0 && confidence < 1)) {
    throw new RangeError(`${caller}: confidence must be between 0 and 1, exclusive; received ${confidence}`);
  }
}
