import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { transformSync } from 'esbuild';

const numeric = ['backend', 'models', 'optim', 'random', 'ravdess', 'spectrogram'];

/**
 * All that a result depends on, as folders under the project's root: the room compute/, and the packages that compute.
 * Nothing else can change a number, so that a better page never makes a day of computing void.
 */
export const resultSources = ['apps/bench/src/compute', ...numeric.map((name) => `packages/${name}/src`)];

/** All that an input depends on, which changes less often. */
export const inputSources = [
  ...['random', 'ravdess', 'spectrogram', 'backend'].map((name) => `packages/${name}/src`),
  // Voice features hear by it.
  'packages/models/src/speech-embedding',
];

/**
 * A hash of what the sources in some folders do: without comments, blank space and types.
 *
 * @param root The project's root.
 * @param folders Under it.
 * @returns Eight hexadecimal digits.
 */
export function sourceHash(root: string, folders: string[]): string {
  const hash = createHash('sha256');
  for (const path of folders.flatMap((folder) => sourcesOf(resolve(root, folder))).sort()) {
    hash
      .update(relative(root, path))
      .update('\0')
      .update(stripped(readFileSync(path, 'utf8')))
      .update('\0');
  }
  return hash.digest('hex').slice(0, 8);
}

const known = new Map<string, string>();

/** A source without comments, blank space and types; each is worked out once, since a test asks for hundreds a dozen times. */
function stripped(source: string): string {
  const code =
    known.get(source) ?? transformSync(source, { loader: 'ts', minifyWhitespace: true, legalComments: 'none' }).code;
  known.set(source, code);
  return code;
}

function sourcesOf(folder: string): string[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return files.filter((file) => file.endsWith('.ts')).map((file) => join(folder, file));
}
