import { RavdessError } from '../ravdess-error.js';
import { parseFilename } from './parse-filename.js';
import type { RecordingFields } from './recording-fields.js';

/** Either the fields of a good name or what is wrong with a bad one. */
export type SafeParseResult = { ok: true; fields: RecordingFields } | { ok: false; error: RavdessError };

/**
 * What a RAVDESS name says about its recording, or why it says nothing; {@link parseFilename} without the throw.
 *
 * @param name A file's name or path.
 * @returns `{ ok: true, fields }` or `{ ok: false, error }`.
 *
 * @example
 * const result = safeParseFilename('03-01-09-01-01-01-20.wav');
 * if (!result.ok) result.error.field; // 'emotion'
 */
export function safeParseFilename(name: string): SafeParseResult {
  try {
    return { ok: true, fields: parseFilename(name) };
  } catch (error) {
    if (error instanceof RavdessError) return { ok: false, error };
    throw error;
  }
}
