import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';

const attw = fileURLToPath(new URL('../../node_modules/@arethetypeswrong/cli/dist/index.js', import.meta.url));

/** What publint --strict and are-the-types-wrong say against a tarball: one line each, none when it is good. */
export async function complaints(tarball) {
  const bytes = readFileSync(tarball);
  const { messages, pkg } = await publint({ pack: { tarball: new Uint8Array(bytes).buffer }, strict: true });
  const found = messages.map((message) => `publint: ${formatMessage(message, pkg, { color: false })}`);
  try {
    // ESM only is a decision: CommonJS loads these packages with require of ESM, which the consumers below prove.
    await promisify(execFile)(process.execPath, [
      attw,
      tarball,
      '--profile',
      'esm-only',
      '--format',
      'ascii',
      '--no-color',
      '--no-emoji',
    ]);
  } catch (error) {
    found.push(`are-the-types-wrong:\n${error.stdout || error.stderr}`);
  }
  return found;
}
