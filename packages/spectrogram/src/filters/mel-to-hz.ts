import { requireNotNegative } from '../require-argument.js';
import { type MelScaleOptions, slaney } from './hz-to-mel.js';

/**
 * Frequency of a place on the mel scale; the inverse of hzToMel.
 *
 * @param mel Mel, at least 0.
 * @returns Hz.
 * @throws RangeError when mel is negative or not finite.
 * @see librosa.mel_to_hz, 0.11.0
 * @example
 * melToHz(15); // 1000
 */
export function melToHz(mel: number, { htk = false }: MelScaleOptions = {}): number {
  requireNotNegative('melToHz', 'mel', mel);
  if (htk) return 700 * (10 ** (mel / 2595) - 1);
  if (mel < slaney.breakMel) return mel * slaney.hzPerMel;
  return slaney.breakHz * Math.exp(slaney.logStep * (mel - slaney.breakMel));
}
