// The commands of a fresh clone: installs what is missing, builds what changed, then does the job.
//   npm run bench [-- OPTIONS]        Table 3 on the built-in corpus, quick profile
//   npm test [-- VITEST OPTIONS]      the whole test suite, against the sources
//   npm run web [-- VITE OPTIONS]     the page, built and served on this machine alone
//   npm run --silent aver-bench -- COMMAND OPTIONS
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const [job, ...args] = process.argv.slice(2);

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  fail(`Node >= 20.19 is needed; this is ${process.version}`);
}
install();
if (job === 'test') {
  run('node_modules/vitest/vitest.mjs', ['run', ...args], root);
} else if (job === 'web') {
  build('@aver/web');
  // Vite is the app's own dependency. It prints the address.
  run('apps/web/node_modules/vite/bin/vite.js', ['preview', 'apps/web', '--host', '127.0.0.1', ...args], root);
} else {
  build('@aver/bench');
  const command = job === 'bench' ? ['table3', '--data', 'synthetic', '--profile', 'quick', ...args] : args;
  // npm changes into the root; the caller's relative paths are meant from where npm was called.
  // What it prints for pasting must run here.
  const env = { ...process.env, AVER_BENCH_COMMAND: 'npm run --silent aver-bench --' };
  run('apps/bench/dist/cli.js', command, process.env.INIT_CWD ?? process.cwd(), env);
}

function install() {
  const lock = createHash('sha256')
    .update(readFileSync(`${root}pnpm-lock.yaml`))
    .digest('hex');
  const stamp = `${root}node_modules/.aver-installed`;
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return;
  process.stderr.write('Installing dependencies (once, about 20 s) ...\n');
  const { devDependencies } = JSON.parse(readFileSync(`${root}package.json`, 'utf8'));
  // CI=true: without a terminal pnpm may refuse to clear an old node_modules.
  quietly('npx', ['-y', `pnpm@${devDependencies.pnpm}`, 'install', '--frozen-lockfile'], { CI: 'true' });
  writeFileSync(stamp, lock);
}

/** Builds an app and the packages that it needs. */
function build(app) {
  if (!existsSync(`${root}apps/${app.slice('@aver/'.length)}/dist`))
    process.stderr.write('Building (once, about 20 s) ...\n');
  // Through npm, since turbo looks for pnpm on the PATH that npm sets. What is up to date costs under a second.
  quietly('npm', ['run', 'build', '--', `--filter=${app}...`], { TURBO_TELEMETRY_DISABLED: '1' });
}

/** Runs a step whose output matters only when it fails. */
function quietly(command, commandArgs, env) {
  const { status, stdout, stderr, error } = spawnSync(command, commandArgs, {
    cwd: root,
    env: { ...process.env, ...env },
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
    shell: process.platform === 'win32',
  });
  if (status !== 0) fail(`${stdout ?? ''}${stderr ?? ''}${error ?? ''}\n"${command} ${commandArgs.join(' ')}" failed`);
}

function run(script, scriptArgs, cwd, env = process.env) {
  const child = spawn(process.execPath, [root + script, ...scriptArgs], { cwd, env, stdio: 'inherit' });
  // Ctrl-C reaches the child by itself, which ends in its own way; a signal sent to this process alone is handed on.
  process.on('SIGINT', () => {});
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => process.exit(signal ? 1 : code));
}

function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}
