import type { FilenameField } from './filename-codes.js';
import type { RecordingFields } from './recording-fields.js';

/** A field whose value does not go with the others. */
export interface BrokenDesignRule {
  field: FilenameField;
  expected: string;
}

/**
 * Which rule of the corpus's design the fields break, if any: each value alone is fine, but RAVDESS never recorded
 * them together, so a name that says so is a mislabelled file. (The songs of actor 18 are another matter: they belong
 * to the design and happen not to be published, so their names are good names.)
 */
export function brokenDesignRule({ vocalChannel, emotion, intensity }: RecordingFields): BrokenDesignRule | undefined {
  if (emotion === 'neutral' && intensity === 'strong') {
    return { field: 'intensity', expected: '01 (normal), since neutral has no strong intensity' };
  }
  if (vocalChannel === 'song' && (emotion === 'disgust' || emotion === 'surprised')) {
    return { field: 'emotion', expected: '01 to 06, since disgust and surprised are not sung' };
  }
  return undefined;
}
