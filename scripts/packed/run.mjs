// npm run packed [-- PROJECT...]
// Packs every public package, judges each tarball (publint --strict, are-the-types-wrong), then tries the tarballs with
// plain npm outside of this repository: in the projects of consumers/ and examples/, and as the READMEs say.
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { complaints } from './gates.mjs';
import { packAll, publicPackages } from './pack.mjs';
import { needsBrowser, projects, tryProject } from './projects.mjs';
import { walkReadme } from './walk-readme.mjs';

const wanted = process.argv.slice(2);
/** Minutes of installing and building, which begin first. */
const longest = ['consumers/next', 'consumers/bundlers', 'consumers/runtimes'];
const chromium = [process.env.AVER_CHROMIUM, '/usr/bin/chromium', '/usr/bin/google-chrome'].find(
  (path) => path && existsSync(path),
);
const directory = mkdtempSync(join(tmpdir(), 'aver-packed-'));
let failures = 0;
try {
  const tarballs = await packAll(directory);
  const gates =
    wanted.length > 0
      ? []
      : [...tarballs].map(
          ([name, tarball]) =>
            () =>
              report(name, judge(tarball)),
        );
  const tries = projects()
    .filter((project) => wanted.length === 0 || wanted.includes(project))
    .sort((a, b) => longest.includes(b) - longest.includes(a))
    .map((project) => () => report(project, attempt(project, tarballs)));
  const walks = publicPackages()
    // A command line has commands to copy instead of an example in a file; consumers/command-line does those.
    .filter(({ manifest }) => wanted.length === 0 && !manifest.bin)
    .map(({ folder, manifest }) => () => {
      return report(`README of ${manifest.name}`, walkReadme(join(folder, 'README.md'), tarballs));
    });
  // Three at a time: much of each is waiting for npm.
  const tasks = [...tries, ...walks, ...gates].values();
  await Promise.all([work(tasks), work(tasks), work(tasks)]);
} finally {
  rmSync(directory, { recursive: true, force: true });
}
process.exitCode = failures > 0 ? 1 : 0;

async function work(tasks) {
  for (const task of tasks) await task();
}

async function judge(tarball) {
  const found = await complaints(tarball);
  if (found.length > 0) throw new Error(found.join('\n'));
  return 'publint --strict and are-the-types-wrong find nothing';
}

async function attempt(project, tarballs) {
  if (needsBrowser(project) && !chromium) {
    if (process.env.AVER_REQUIRE_BROWSER)
      throw new Error('Chromium is missing; install it, or name it in AVER_CHROMIUM');
    return 'SKIPPED: Chromium is missing; install it, or name it in AVER_CHROMIUM';
  }
  return tryProject(project, tarballs, { AVER_CHROMIUM: chromium });
}

/** Prints one line for a task that is over, and all that it said where it failed. */
async function report(name, task) {
  const started = performance.now();
  try {
    const said = (await task).trim().split('\n').at(-1);
    console.log(`ok    ${name}: ${said} (${((performance.now() - started) / 1000).toFixed(0)} s)`);
  } catch (error) {
    failures++;
    console.log(`FAIL  ${name}: ${error.message}`);
  }
}
