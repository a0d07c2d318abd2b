/**
 * Guards a sample rate: below 8000 Hz the third formant has no place.
 *
 * @throws RangeError when it is not a number from 8000 to 192000.
 */
export function requireSampleRate(caller: string, sampleRate: number): void {
  if (!(sampleRate >= 8000 && sampleRate <= 192000)) {
    throw new RangeError(`${caller}: sampleRate must be from 8000 to 192000 Hz; received ${String(sampleRate)}`);
  }
}
