import { type DecibelScale, decibelScale } from './decibels-of-float.js';

/** What decibels of an array need to know besides its values. */
export interface DecibelLevels {
  scale: DecibelScale;
  /** Values that are not above it, a float32 of at least 2^-126, give `floor`. */
  lowest: number;
  /** dB, relative to the reference. */
  floor: number;
}

/** The smallest positive normal float32. */
const tiny = 2 ** -126;

/**
 * For factor * log10(max(amin, |x|) / max(amin, ref)), clipped at topDb below its maximum.
 *
 * @param max The array's largest value.
 */
export function decibelLevels(
  max: number,
  factor: 10 | 20,
  ref: number | 'max',
  amin: number,
  topDb: number | null,
): DecibelLevels {
  const perLog = factor / Math.LN10;
  const reference = perLog * Math.log(Math.max(amin, ref === 'max' ? max : Math.abs(ref)));
  const top = Math.max(amin, max);
  const lowest = Math.max(tiny, amin, topDb === null ? 0 : top * 10 ** (-topDb / factor));
  const floor =
    topDb === null ? perLog * Math.log(amin) : Math.max(perLog * Math.log(amin), perLog * Math.log(top) - topDb);
  return {
    scale: decibelScale(factor, reference),
    lowest: Math.fround(lowest),
    floor: Math.fround(floor - reference),
  };
}
