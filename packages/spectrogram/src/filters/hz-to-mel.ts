import { requireNotNegative } from '../require-argument.js';

export interface MelScaleOptions {
  /** HTK's formula instead of Slaney's. @default false */
  htk?: boolean;
}

/** Slaney's scale: linear below 1,000 Hz (15 mel), then 27 mel for each factor of 6.4. */
export const slaney = { hzPerMel: 200 / 3, breakHz: 1000, breakMel: 15, logStep: Math.log(6.4) / 27 };

/**
 * Frequency on the mel scale. Slaney: 3 f / 200 below 1,000 Hz, 15 + 27 ln(f / 1000) / ln 6.4 above;
 * HTK: 2595 log10(1 + f / 700).
 *
 * @param hz Frequency in Hz, at least 0.
 * @returns Mel.
 * @throws RangeError when hz is negative or not finite.
 * @see librosa.hz_to_mel, 0.11.0
 * @example
 * hzToMel(1000); // 15
 */
export function hzToMel(hz: number, { htk = false }: MelScaleOptions = {}): number {
  requireNotNegative('hzToMel', 'hz', hz);
  if (htk) return 2595 * Math.log10(1 + hz / 700);
  if (hz < slaney.breakHz) return hz / slaney.hzPerMel;
  return slaney.breakMel + Math.log(hz / slaney.breakHz) / slaney.logStep;
}
