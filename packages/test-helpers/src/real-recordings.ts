import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/**
 * Where the real RAVDESS recordings are, or undefined where there are none: then a test is to be skipped with
 * `test.skipIf`, and this function has said so on stderr.
 */
export function realRecordings(): string | undefined {
  const beside = fileURLToPath(new URL('../../../../shared/data/ravdess-speech-subset.zip', import.meta.url));
  const found = [process.env.AVER_RAVDESS, beside].find((path) => path && existsSync(path));
  if (!found) console.error('SKIPPED: no real RAVDESS recordings; set AVER_RAVDESS to their zip or folder.');
  return found;
}
