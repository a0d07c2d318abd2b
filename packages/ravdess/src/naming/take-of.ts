import { formatFilename } from './format-filename.js';
import { parseFilename } from './parse-filename.js';

/**
 * The moment in front of the microphone that a RAVDESS recording shows, whatever its modality: `01-01-...` (sound and
 * picture), `02-...` (picture alone) and `03-...` (sound alone) of one take give the same answer. What a leak check
 * compares where recordings of several modalities come together.
 *
 * @param name A file's name or path.
 * @returns The six fields behind the modality, such as `01-03-01-01-01-20`.
 * @throws RavdessError (`BAD_FILENAME`) as {@link parseFilename}.
 *
 * @example
 * takeOf('01-01-03-01-01-01-20.mp4') === takeOf('Actor_20/03-01-03-01-01-01-20.wav'); // true
 */
export function takeOf(name: string): string {
  return formatFilename(parseFilename(name)).slice('03-'.length, -'.wav'.length);
}
