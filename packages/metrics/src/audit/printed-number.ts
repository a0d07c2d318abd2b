import { show } from '../classification/labels.js';

/** A number as a report prints it: every value from (2 units - 1) / 2 scale to (2 units + 1) / 2 scale rounds to it. */
export interface PrintedNumber {
  /** The characters. */
  text: string;
  /** The digits as a whole number: 70 for "0.70". */
  units: number;
  /** 10 to the number of digits after the point: 100 for "0.70". */
  scale: number;
}

/**
 * Reads "0.70", ".70", "1" or "70.0%": the number of digits after the point is what the report was rounded to.
 *
 * @param where What the message calls the number.
 * @throws TypeError when it is not a string: a number no longer knows its last zeros.
 * @throws RangeError when it is not such a number, lies above 1, or has more than nine digits after the point.
 */
export function printedNumber(where: string, text: unknown): PrintedNumber {
  if (typeof text !== 'string') {
    throw new TypeError(`auditReport: ${where} must be a string as printed, such as "0.70"; received ${show(text)}`);
  }
  const [, whole, decimals = '', percent] = /^(\d*)(?:\.(\d*))?\s*(%?)$/.exec(text.trim()) ?? [];
  const digits = decimals.length + (percent ? 2 : 0);
  const units = Number(`${whole}${decimals}`);
  if (whole === undefined || whole + decimals === '' || digits > 9 || units > 10 ** digits) {
    throw new RangeError(
      `auditReport: ${where} must be a number from 0 to 1 with at most nine digits after the point; received ${show(text.slice(0, 40))}`,
    );
  }
  return { text: text.trim(), units, scale: 10 ** digits };
}

/**
 * Whether part / whole may be printed so. Exactly half a unit away counts on both sides: half-up, half-even and the
 * binary fraction below or above a decimal tie are all met in practice.
 */
export function rounds(part: number, whole: number, { units, scale }: PrintedNumber): boolean {
  return Math.abs(2 * scale * part - 2 * units * whole) <= whole;
}

/** The whole numbers k, from first to last, for which k / whole may be printed so. */
export function roundingParts(whole: number, { units, scale }: PrintedNumber): { first: number; last: number } {
  // The products stay below 2^53, where floor and ceil of a quotient of whole numbers are exact.
  return {
    first: Math.max(0, Math.ceil((whole * (2 * units - 1)) / (2 * scale))),
    last: Math.floor((whole * (2 * units + 1)) / (2 * scale)),
  };
}

/** The whole numbers n, from first to last, for which part / n may be printed so; part > 0. */
export function roundingWholes(part: number, { units, scale }: PrintedNumber): { first: number; last: number } {
  return {
    first: Math.ceil((2 * scale * part) / (2 * units + 1)),
    last: units === 0 ? Number.POSITIVE_INFINITY : Math.floor((2 * scale * part) / (2 * units - 1)),
  };
}
