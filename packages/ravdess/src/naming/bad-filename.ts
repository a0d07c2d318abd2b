import { RavdessError } from '../ravdess-error.js';

/**
 * The error for a name that says nothing about its recording.
 *
 * @param name The name as it came.
 * @param field What of it is wrong.
 * @param expected What the field must be, in words.
 * @param received What it is, in words.
 */
export function badFilename(
  name: unknown,
  field: RavdessError['field'],
  expected: string,
  received: string,
): RavdessError {
  const subject = typeof name === 'string' ? quoted(name) : received;
  const message = `${subject}: ${field} must be ${expected}; received ${received}`;
  return new RavdessError('BAD_FILENAME', message, { input: name, field, expected, received });
}

/** In quotes, with control characters escaped and cut to a length that fits a message of one line. */
export function quoted(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text);
}
