import { brokenDesignRule } from './broken-design-rule.js';
import { filenameCodes, filenameFields } from './filename-codes.js';
import type { RecordingFields } from './recording-fields.js';

/**
 * The name of the recording with these fields: seven two-digit codes joined by hyphens, and `.wav`.
 *
 * The inverse of {@link parseFilename}. The ending is `.wav` for every modality, since this package reads sound.
 *
 * @param fields All seven fields.
 * @returns The base name, such as `03-01-03-01-01-01-20.wav`.
 * @throws RangeError when a field has no code, when neutral is strong, when disgust or surprised is sung.
 * @see RAVDESS, file naming convention (https://zenodo.org/records/1188976).
 *
 * @example
 * formatFilename(parseFilename('Actor_20/03-01-03-01-01-01-20.WAV')); // '03-01-03-01-01-01-20.wav'
 */
export function formatFilename(fields: RecordingFields): string {
  const codes = filenameFields.map((field) => {
    const values: readonly (string | number)[] = filenameCodes[field];
    const index = values.indexOf(fields[field]);
    if (index < 0) {
      const expected = field === 'actor' ? 'an integer from 1 to 24' : `one of ${values.join(', ')}`;
      throw new RangeError(`formatFilename: fields.${field} must be ${expected}; received ${String(fields[field])}`);
    }
    return String(index + 1).padStart(2, '0');
  });
  const broken = brokenDesignRule(fields);
  if (broken) {
    throw new RangeError(
      `formatFilename: fields.${broken.field} must be ${broken.expected}; received ${fields[broken.field]}`,
    );
  }
  return `${codes.join('-')}.wav`;
}
