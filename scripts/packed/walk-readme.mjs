import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { npm, run } from './npm.mjs';

const voice = fileURLToPath(new URL('../../packages/recognizer/test/golden/voice.wav', import.meta.url));

/** What a model says of a voice is its own: of its answer the form alone is promised. */
const form = (text) => text.replace(/(?<=^ {2}label: )'[^']+'/m, 'LABEL').replace(/\d+\.\d+(e-\d+)?/g, 'NUMBER');

/**
 * Does what a newcomer does with a package's README: its `npm install` in an empty folder, from the tarballs, then its
 * example in the file that it names. Where the example hears `voice.wav`, a voice is there.
 *
 * @throws Error when npm or the example fails, or the example prints anything but what the README says.
 */
export async function walkReadme(path, tarballs) {
  const readme = readFileSync(path, 'utf8');
  const [, words] = /^npm install (.*)$/m.exec(readme) ?? [];
  const [, example, file, expected] = /^```js\n(\/\/ (\S+)\n.*?)```\n+```text\n(.*?)```$/ms.exec(readme) ?? [];
  if (!words || !file) throw new Error(`${path} lacks an install line, or an example in a named file with its output`);
  const folder = mkdtempSync(join(tmpdir(), 'aver-readme-'));
  try {
    const named = words.split(' ');
    const wanted = named.map((word) => tarballs.get(word) ?? word);
    // What packages of ours ask for is ours too, and lies in no registry yet.
    const others = [...tarballs].filter(([name]) => !named.includes(name));
    const overrides = Object.fromEntries(others.map(([name, tarball]) => [name, `file:${tarball}`]));
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, overrides }));
    await npm(folder, {}, 'install', '--no-audit', '--no-fund', '--prefer-offline', ...wanted);
    writeFileSync(join(folder, file), example);
    const hears = example.includes("'voice.wav'");
    if (hears) copyFileSync(voice, join(folder, 'voice.wav'));
    const printed = await run(process.execPath, [file], { cwd: folder });
    if (hears ? form(printed) !== form(expected) : printed !== expected)
      throw new Error(`the example printed\n${printed}instead of\n${expected}`);
    return 'installed, and its example printed what it says';
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
