import { readFile } from 'node:fs/promises';
import { RavdessError, readAudio, type WavAudio } from '@aver/ravdess';
import { CommandError } from '../terminal/command-error.js';

/**
 * Reads a WAV file.
 *
 * @throws CommandError that names the file and what is wrong with it.
 */
export async function readWav(path: string): Promise<WavAudio> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(path);
  } catch (error) {
    const reasons: Record<string, string> = {
      ENOENT: 'no such file',
      EISDIR: 'a folder, not a file',
      EACCES: 'not allowed to read it',
    };
    const reason = reasons[(error as NodeJS.ErrnoException).code ?? ''] ?? (error as Error).message;
    throw new CommandError(`${path}: expected a WAV file; ${reason}`, 2, { cause: error });
  }
  try {
    return readAudio(bytes);
  } catch (error) {
    if (error instanceof RavdessError) throw new CommandError(`${path}: ${error.message}`, 2, { cause: error });
    throw error;
  }
}
