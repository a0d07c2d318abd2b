import { recognizeBytes } from '../recognize-bytes.js';
import type { RecognizeOptions } from '../recognize-options.js';
import type { Recognition, Recognizer } from '../recognizer.js';
import { readSoundFile } from './read-sound-file.js';

/**
 * What a model says of a file on a disk.
 *
 * @param recognizer Whom to ask.
 * @param path Of a WAV, MP3, FLAC, Ogg Vorbis or Opus file.
 * @param options Limits, a signal, and what messages call the file: its path, where nothing else is said.
 * @throws RecognizerError `SOUND_MISSING` when it cannot be read, `SOUND_UNREADABLE`, `SOUND_TOO_LONG` or
 *   `SAMPLE_RATE_TOO_LOW`.
 * @throws The signal's reason when it is aborted.
 * @example
 * const { label, probability, notes } = await recognizeFile(recognizer, 'voice.mp3');
 */
export async function recognizeFile<Label extends string>(
  recognizer: Recognizer<Label>,
  path: string,
  options: RecognizeOptions = {},
): Promise<Recognition<Label>> {
  const { name = path, signal } = options;
  return recognizeBytes(recognizer, await readSoundFile(path, { name, signal }), { ...options, name });
}
