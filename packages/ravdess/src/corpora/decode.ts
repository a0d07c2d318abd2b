import { badFilename, quoted } from '../naming/bad-filename.js';
import type { RavdessError } from '../ravdess-error.js';

/**
 * What a code in a name stands for.
 *
 * @param base The name, for the error.
 * @param field Which part of it.
 * @param code The part's characters.
 * @param codes Every code with what it stands for.
 * @throws RavdessError (`BAD_FILENAME`) when there is no such code.
 */
export function decode<T extends string>(
  base: string,
  field: RavdessError['field'],
  code: string,
  codes: Record<string, T>,
): T {
  if (!Object.hasOwn(codes, code)) {
    const known = Object.entries(codes).map(([one, meaning]) => (one === meaning ? one : `${one} (${meaning})`));
    throw badFilename(base, field, `one of ${known.join(', ')}`, quoted(code));
  }
  return codes[code];
}

/** Codes that stand for themselves. */
export function plainCodes(...codes: string[]): Record<string, string> {
  return Object.fromEntries(codes.map((code) => [code, code]));
}

/** The code of what is meant: the inverse of {@link decode}. */
export function encode(field: string, meaning: string, codes: Record<string, string>): string {
  const found = Object.keys(codes).find((code) => codes[code] === meaning);
  if (found === undefined) {
    const known = Object.values(codes).join(', ');
    throw new RangeError(`formatName: fields.${field} must be one of ${known}; received ${String(meaning)}`);
  }
  return found;
}
