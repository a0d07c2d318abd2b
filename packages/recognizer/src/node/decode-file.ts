import { type DecodeAudioOptions, type DecodedAudio, decodeAudio } from '../decode-audio.js';
import { readSoundFile } from './read-sound-file.js';

/**
 * Decodes a file on a disk: `decodeAudio` of its bytes.
 *
 * @param path Of a WAV, MP3, FLAC, Ogg Vorbis or Opus file.
 * @param options Limits, a signal, and what messages call the file: its path, where nothing else is said.
 * @throws RecognizerError `SOUND_MISSING` when it cannot be read, `SOUND_UNREADABLE` or `SOUND_TOO_LONG`.
 * @throws The signal's reason when it is aborted.
 * @example
 * const { samples, sampleRate } = await decodeFile('lecture.mp3', { maxSeconds: 7200 });
 */
export async function decodeFile(path: string, options: DecodeAudioOptions = {}): Promise<DecodedAudio> {
  const { name = path, signal } = options;
  return decodeAudio(await readSoundFile(path, { name, signal }), { ...options, name });
}
