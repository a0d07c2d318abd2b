// npm run release:rehearse
// What a release will do, in a copy outside of this repository: one changeset more for one package must give every
// public package one new version and a changelog, and all of them must be ready to publish. Nothing leaves this machine.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { publicPackages } from './pack.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const copy = mkdtempSync(join(tmpdir(), 'aver-release-'));
const packages = publicPackages().map(({ folder, manifest }) => ({
  name: manifest.name,
  before: manifest.version,
  path: relative(root, folder),
}));
try {
  copyRepository();
  const sentence = 'The rehearsal of a release.';
  writeFileSync(join(copy, '.changeset/rehearsal.md'), `---\n'@aver/metrics': patch\n---\n\n${sentence}\n`);
  // A changelog names the commit of each change, so there must be a history.
  run('git', 'init', '--quiet');
  run('git', 'add', '.changeset');
  run('git', '-c', 'user.name=rehearsal', '-c', 'user.email=rehearsal@localhost', 'commit', '--quiet', '-m', sentence);
  run(process.execPath, 'node_modules/@changesets/cli/bin.js', 'version');

  const released = packages.map(({ name, before, path }) => ({ name, before, path, now: read(path).version }));
  const [{ now: version }] = released;
  for (const { name, before, path, now } of released) {
    require(now !== before, `${name} stayed at ${before}`);
    require(now === version, `${name} became ${now}, ${released[0].name} ${version}: all share one version`);
    const changelog = readFileSync(join(copy, path, 'CHANGELOG.md'), 'utf8');
    require(changelog.includes(`## ${version}\n`), `${path}/CHANGELOG.md does not name ${version}`);
    require(name !== '@aver/metrics' || changelog.includes(sentence), `${path}/CHANGELOG.md lacks the change`);
  }

  const pnpm = join(root, 'node_modules/pnpm/bin/pnpm.cjs');
  run(process.execPath, pnpm, 'publish', '--recursive', '--dry-run', '--no-git-checks', '--report-summary');
  const { publishedPackages } = JSON.parse(readFileSync(join(copy, 'pnpm-publish-summary.json'), 'utf8'));
  const published = publishedPackages.map((one) => `${one.name} ${one.version}`).sort();
  const expected = packages.map(({ name }) => `${name} ${version}`).sort();
  require(published.join() === expected.join(), `published would be ${published.join(', ')}`);
  console.log(`ok    release: ${published.length} packages would be published as ${version}, each with a changelog`);
} catch (error) {
  console.log(`FAIL  release: ${error.message}\n${error.stdout ?? ''}${error.stderr ?? ''}`);
  process.exitCode = 1;
} finally {
  rmSync(copy, { recursive: true, force: true });
}

/** Copies everything, with what is built; of what is installed only the links between the workspace's packages. */
function copyRepository() {
  const left = ['node_modules', '.git', '.turbo', 'coverage', 'aver-results'];
  const filter = (path) => !left.includes(basename(path)) && path !== join(root, 'docs/api');
  cpSync(root, copy, { recursive: true, verbatimSymlinks: true, filter });
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'), 'junction');
  for (const { path } of packages) {
    const links = join(path, 'node_modules/@aver');
    cpSync(join(root, links), join(copy, links), { recursive: true, verbatimSymlinks: true });
  }
}

function read(path) {
  return JSON.parse(readFileSync(join(copy, path, 'package.json'), 'utf8'));
}

function run(command, ...args) {
  const options = { cwd: copy, env: { ...process.env, CI: 'true' }, stdio: 'pipe', encoding: 'utf8' };
  return execFileSync(command, args, options);
}

function require(holds, message) {
  if (!holds) throw new Error(message);
}
