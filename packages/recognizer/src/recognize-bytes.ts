import { decodeAudio } from './decode-audio.js';
import type { RecognizeOptions } from './recognize-options.js';
import type { Recognition, Recognizer } from './recognizer.js';

/**
 * What a model says of a file of sound: `decodeAudio`, then `recognize`.
 *
 * @param recognizer Whom to ask.
 * @param bytes The whole file: WAV, MP3, FLAC, Ogg Vorbis, Opus; in a browser what that knows, too.
 * @param options Limits, a signal, and what messages call the file.
 * @throws TypeError when bytes are no Uint8Array.
 * @throws RecognizerError `SOUND_UNREADABLE`, `SOUND_TOO_LONG` or `SAMPLE_RATE_TOO_LOW`.
 * @throws The signal's reason when it is aborted.
 * @example
 * const { label } = await recognizeBytes(recognizer, new Uint8Array(await file.arrayBuffer()), { name: file.name });
 */
export async function recognizeBytes<Label extends string>(
  recognizer: Recognizer<Label>,
  bytes: Uint8Array,
  { name = 'the file', ...options }: RecognizeOptions = {},
): Promise<Recognition<Label>> {
  const { samples, sampleRate, notes } = await decodeAudio(bytes, { ...options, name });
  const answer = await recognizer.recognize(samples, sampleRate, { ...options, name });
  return { ...answer, notes: [...notes, ...answer.notes] };
}
