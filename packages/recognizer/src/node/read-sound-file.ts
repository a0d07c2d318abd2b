import { readFile } from 'node:fs/promises';
import { RecognizerError } from '../recognizer-error.js';

const REASONS: Record<string, string> = {
  ENOENT: 'no such file',
  EISDIR: 'a folder, not a file',
  EACCES: 'not allowed to read it',
};

/**
 * The bytes of a file.
 *
 * @throws RecognizerError `SOUND_MISSING` with the reason in words.
 * @throws The signal's reason when it is aborted.
 */
export async function readSoundFile(
  path: string,
  { name, signal }: { name: string; signal?: AbortSignal },
): Promise<Uint8Array> {
  try {
    return await readFile(path, { signal });
  } catch (cause) {
    signal?.throwIfAborted();
    const { code = '', message } = cause as NodeJS.ErrnoException;
    throw new RecognizerError('SOUND_MISSING', name, REASONS[code] ?? message, { cause });
  }
}
