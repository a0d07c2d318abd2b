import type { DecibelLevels } from './decibel-levels.js';

/** The numbers behind `factor * log10(x / reference)` in single precision. */
export interface DecibelScale {
  /** dB per power of two, in two parts: with the first, multiples by whole numbers and `reference` are exact. */
  perOctave: number;
  perOctaveRest: number;
  /** dB per unit of the natural logarithm. */
  scale: number;
  /** dB of what is 0 dB, in two parts. */
  reference: number;
  referenceRest: number;
}

const steps = 2 ** 12;
/** The bits of sqrt(1/2). */
const rootOfHalf = 0x3f3504f3;
const { fround } = Math;

/**
 * @param factor 10 for power, 20 for amplitude.
 * @param reference dB of what is 0 dB.
 */
export function decibelScale(factor: 10 | 20, reference: number): DecibelScale {
  const perOctave = factor * Math.log10(2);
  const coarse = Math.round(perOctave * steps) / steps;
  const coarseReference = Math.round(reference * steps) / steps;
  return {
    perOctave: coarse,
    perOctaveRest: fround(perOctave - coarse),
    scale: fround(factor / Math.LN10),
    reference: coarseReference,
    referenceRest: fround(reference - coarseReference),
  };
}

/**
 * Decibels of a positive normal float32 (from 1.2e-38 up), to one unit in the last place of the result or 1e-6 dB.
 *
 * 2^e m with m from sqrt(1/2) to sqrt(2), and ln m by a polynomial. All of it in single precision and in
 * this order, so that the kernel, which does the same with four numbers at once, gives the same bits.
 *
 * @param bits The number's 32 bits.
 */
export function decibelsOfFloat(bits: number, scale: DecibelScale): number {
  const octaves = (bits - rootOfHalf) >> 23;
  mantissaBits[0] = bits - (octaves << 23);
  const f = fround(mantissa[0] - 1);
  const z = fround(f * f);
  const low = fround(c[0] + fround(f * c[1]));
  const middle = fround(c[2] + fround(f * c[3]));
  const high = fround(c[4] + fround(f * c[5]));
  const p = fround(low + fround(z * fround(middle + fround(z * high))));
  const log = fround(f + fround(fround(fround(f * z) * p) - fround(z * 0.5)));
  const rest = fround(fround(fround(octaves * scale.perOctaveRest) + fround(log * scale.scale)) - scale.referenceRest);
  return fround(fround(fround(octaves * scale.perOctave) - scale.reference) + rest);
}

/** The kernel's table: these numbers and the constants above in the order that it reads them. */
export function decibelTable({ scale: numbers, lowest, floor }: DecibelLevels): Float32Array {
  const { perOctave, perOctaveRest, scale, reference, referenceRest } = numbers;
  const head = [perOctave, perOctaveRest, scale, reference, referenceRest, lowest, floor, ...c];
  const table = Float32Array.of(...head, 0, 1, 0.5);
  new Int32Array(table.buffer)[head.length] = rootOfHalf;
  return table;
}

const mantissa = /* @__PURE__ */ new Float32Array(1);
const mantissaBits = /* @__PURE__ */ new Int32Array(mantissa.buffer);
// ln(1 + f) = f - f^2 / 2 + f^3 p(f), the error of ln being at most 7e-8: a minimax fit.
const c = /* @__PURE__ */ Float32Array.of(
  0.333346909,
  -0.249805732,
  0.199102427,
  -0.171669253,
  0.161411405,
  -0.10224084,
);
