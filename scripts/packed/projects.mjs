import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { npm } from './npm.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const voice = join(root, 'packages/recognizer/test/golden/voice.wav');

/** All third-party projects that are kept here, as folders relative to the root: `consumers/esm` and so on. */
export function projects() {
  return ['consumers', 'examples'].flatMap((parent) =>
    readdirSync(join(root, parent), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => `${parent}/${name}`),
  );
}

/** Whether a project's test opens a browser. */
export function needsBrowser(project) {
  return 'playwright-core' in (manifestOf(join(root, project)).devDependencies ?? {});
}

/**
 * Copies a project out of the repository, with a `voice.wav` to be heard, installs it with plain npm from the tarballs, and runs its `npm test`.
 *
 * @param tarballs From each package's name to its tarball.
 * @param env Further environment variables of the test.
 * @returns What the test printed.
 * @throws Error with what npm printed, or when more than one copy of TensorFlow.js was installed.
 */
export async function tryProject(project, tarballs, env) {
  const folder = mkdtempSync(join(tmpdir(), 'aver-project-'));
  try {
    cpSync(join(root, project), folder, { recursive: true });
    cpSync(voice, join(folder, 'voice.wav'));
    const manifest = manifestOf(folder);
    const local = Object.fromEntries([...tarballs].map(([name, tarball]) => [name, `file:${tarball}`]));
    for (const name of Object.keys(manifest.dependencies)) {
      if (local[name]) manifest.dependencies[name] = local[name];
    }
    // What the project's packages of ours ask for comes from the tarballs too.
    manifest.overrides = local;
    writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
    await npm(folder, env, 'install', '--no-audit', '--no-fund', '--prefer-offline');
    requireOneCopy(folder, '@tensorflow/tfjs-core');
    return await npm(folder, env, 'test', '--silent');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function manifestOf(folder) {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
}

function requireOneCopy(folder, name) {
  const copies = readdirSync(join(folder, 'node_modules'), { recursive: true, encoding: 'utf8' }).filter((path) =>
    path.replaceAll('\\', '/').endsWith(`${name}/package.json`),
  );
  if (copies.length > 1) throw new Error(`${copies.length} copies of ${name}: ${copies.join(', ')}`);
}
