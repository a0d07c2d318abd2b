// The whole study of docs/REPRODUCTION.md: the commands of steps.json one after another, cheapest and most telling
// first, into one folder. It can be stopped at any time (Ctrl-C, --minutes) and goes on where it was: what is stored is
// not computed again. --data is the speech archive; steps on speech and song need the song archive, too, and
// are passed over without it.
//   npm run study -- [--data PATH] [--song PATH] [--out FOLDER] [--backend NAME] [--jobs N] [--minutes N] [--list]
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const cli = fileURLToPath(new URL('../../apps/bench/dist/cli.js', import.meta.url));
const steps = JSON.parse(readFileSync(new URL('steps.json', import.meta.url), 'utf8'));
const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    song: { type: 'string' },
    out: { type: 'string', default: 'aver-study' },
    backend: { type: 'string', default: 'auto' },
    jobs: { type: 'string' },
    minutes: { type: 'string' },
    list: { type: 'boolean', default: false },
  },
});
const { song, out, backend, jobs, minutes, list } = values;
const data = values.data ?? process.env.AVER_RAVDESS;
const limit = minutes === undefined ? Number.POSITIVE_INFINITY : Number(minutes) * 60_000;
if (!list && !data) fail('expected the recordings: --data PATH or AVER_RAVDESS, the speech archive of RAVDESS');
if (!(limit > 0)) fail(`--minutes: expected a number above 0; received ${minutes}`);
if (!list && !existsSync(cli)) fail('expected a build; run npm run build first');

const started = Date.now();
let child;
let stopped = false;
// Ctrl-C reaches the command by itself.
process.on('SIGINT', () => {
  stopped = true;
});
process.on('SIGTERM', stop);
const timer = limit < 2 ** 31 ? setTimeout(stop, limit) : undefined;

for (const [i, step] of steps.entries()) {
  if (!list && needsSong(step) && !song) {
    process.stdout.write(`[${i + 1}/${steps.length}] passed over: speech and song need --song\n`);
    continue;
  }
  const args = argumentsOf(step);
  const shown = args.map((arg) => (/^[\w./,:@=+-]+$/.test(arg) ? arg : `'${arg}'`)).join(' ');
  process.stdout.write(
    `${list ? '' : `[${i + 1}/${steps.length}, ${minutesSince(started)} min] `}aver-bench ${shown}\n`,
  );
  if (list) continue;
  const code = await run(args);
  if (stopped) break;
  if (code !== 0) fail(`the command above ended with code ${code}`);
}
clearTimeout(timer);
if (!list) {
  const state = stopped ? 'Stopped; the same command goes on from here.' : 'The study is complete.';
  process.stdout.write(`${state} Now \`npm run study:docs -- ${out}\` brings the docs up to date.\n`);
}

function argumentsOf({ table, rows, recipe, split, channels, testFraction, seeds }) {
  const chosen = rows ? ['--rows', rows.join(';')] : [];
  const common = ['--profile', 'paper', '--split', split, '--seeds', String(seeds), '--backend', backend];
  const share = testFraction ? ['--test-fraction', String(testFraction)] : [];
  const both = needsSong({ split, channels }) && song ? ['--data', song] : [];
  const where = [...(data ? ['--data', data] : []), ...both, '--out', out, ...(jobs ? ['--jobs', jobs] : [])];
  return [table, ...chosen, '--recipe', recipe, ...common, ...share, ...where];
}

function needsSong({ split, channels }) {
  return split === 'notebook' || channels === 'both';
}

function run(args) {
  return new Promise((resolve) => {
    // What it prints is in the report; its progress is of interest here.
    child = spawn(process.execPath, [cli, ...args, '--json'], { stdio: ['ignore', 'ignore', 'inherit'] });
    child.on('exit', (code) => resolve(code));
  });
}

function stop() {
  stopped = true;
  child?.kill('SIGINT');
}

function minutesSince(time) {
  return ((Date.now() - time) / 60_000).toFixed(1);
}

function fail(message) {
  process.stderr.write(`study: ${message}\n`);
  process.exit(1);
}
