import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { chunk, fmt, pcm, wavFile } from '../wav/wav-builder.js';

/** A small recording whose sound tells it from others: 1,000 samples of `level` / 128. */
export function recordingBytes(level: number): Uint8Array {
  return wavFile([fmt(), chunk('data', pcm(new Array(1000).fill(level / 128), 16))]);
}

/** Two actors, four emotions (one of them calm), in the official layout, and what else lies about in such a folder. */
export const corpus: Record<string, Uint8Array> = {
  'Actor_01/03-01-01-01-01-01-01.wav': recordingBytes(1),
  'Actor_01/03-01-02-01-01-01-01.wav': recordingBytes(2),
  'Actor_01/03-01-03-01-01-01-01.wav': recordingBytes(3),
  'Actor_02/03-01-03-01-01-01-02.wav': recordingBytes(4),
  'Actor_02/03-02-04-02-01-01-02.wav': recordingBytes(5),
};

/** A folder that is gone when the test is over. */
export async function temporaryFolder(files: Record<string, Uint8Array | string> = {}): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'ravdess-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
  return folder;
}
