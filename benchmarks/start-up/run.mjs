// node benchmarks/start-up/run.mjs [--runs 15]     (after `npm run build`)
// How long importing each entry takes, in a new process each time, beside an empty module. Goal: under 20 ms for
// @aver/metrics and @aver/ravdess. Then the command line from its start to its end, in processor time too, which is what
// compares on a machine that does other work. Goals: --help 150 ms, predict of one file 400 ms.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';

const { values } = parseArgs({ options: { runs: { type: 'string', default: '15' } } });
const packages = fileURLToPath(new URL('../../packages', import.meta.url));
const entries = readdirSync(packages)
  .map((name) => ({ name, manifest: JSON.parse(readFileSync(`${packages}/${name}/package.json`, 'utf8')) }))
  .filter(({ manifest }) => !manifest.private)
  .flatMap(({ name, manifest }) =>
    Object.entries(manifest.exports)
      .filter(([path]) => path !== './package.json')
      .map(([path, { default: file }]) => ({
        entry: manifest.name + path.slice(1),
        url: pathToFileURL(`${packages}/${name}/${file}`).href,
      })),
  );
entries.unshift({ entry: 'an empty module', url: 'data:text/javascript,' });

const times = new Map(entries.map(({ entry }) => [entry, []]));
// In turn, so that what else the machine does meets all of them.
for (let run = 0; run < Number(values.runs); run++) {
  for (const { entry, url } of entries) times.get(entry).push(importTime(url));
}
console.log(
  `Node ${process.version}, ${cpus()[0].model}, load ${loadavg()[0].toFixed(1)}, median of ${values.runs} runs`,
);
for (const [entry, all] of times) {
  const sorted = all.sort((a, b) => a - b);
  console.log(`${sorted[sorted.length >> 1].toFixed(1).padStart(8)} ms  ${entry}`);
}

const folder = mkdtempSync(join(tmpdir(), 'aver-start-up-'));
const file = join(folder, 'tone.wav');
writeFileSync(file, wav(48000, 3));
const cli = fileURLToPath(new URL('../../apps/bench/dist/cli.js', import.meta.url));
const commands = {
  'node alone': ['-e', '0'],
  'aver-bench --help': [cli, '--help'],
  'aver-bench predict': [cli, 'predict', file],
};
const commandTimes = Object.keys(commands).map((name) => ({ name, wall: [], cpu: [] }));
for (let run = 0; run < Number(values.runs); run++) {
  for (const { name, wall, cpu } of commandTimes) {
    const taken = commandTime(commands[name]);
    wall.push(taken.wall);
    cpu.push(taken.cpu);
  }
}
rmSync(folder, { recursive: true });
const median = (all) => all.sort((a, b) => a - b)[all.length >> 1].toFixed(0);
for (const { name, wall, cpu } of commandTimes) {
  console.log(`${median(wall).padStart(8)} ms  ${name} (processor ${median(cpu)} ms)`);
}

// A process says at its end what it has taken of the processor, with all its threads.
function commandTime(args) {
  const code = `process.on('exit', () => {
    const { user, system } = process.cpuUsage();
    process.stderr.write('\\n' + (user + system) / 1000);
  });`;
  const start = performance.now();
  const { status, stderr } = spawnSync(process.execPath, ['--import', `data:text/javascript,${code}`, ...args], {
    encoding: 'utf8',
  });
  const wall = performance.now() - start;
  if (status !== 0) throw new Error(`${args.join(' ')}: ${stderr}`);
  return { wall, cpu: Number(stderr.slice(stderr.lastIndexOf('\n') + 1)) };
}

/** A mono WAV file of 16 bits with a tone that comes and goes. */
function wav(sampleRate, seconds) {
  const samples = Int16Array.from(
    { length: sampleRate * seconds },
    (_, n) => 9000 * Math.sin(n / 40) * Math.sin(n / 7000),
  );
  const header = Buffer.alloc(44);
  header.write('RIFF', 0);
  header.writeUInt32LE(36 + samples.byteLength, 4);
  header.write('WAVEfmt ', 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(sampleRate, 24);
  header.writeUInt32LE(2 * sampleRate, 28);
  header.writeUInt16LE(2, 32);
  header.writeUInt16LE(16, 34);
  header.write('data', 36);
  header.writeUInt32LE(samples.byteLength, 40);
  return Buffer.concat([header, Buffer.from(samples.buffer)]);
}

function importTime(url) {
  const code = `const t = performance.now(); await import(${JSON.stringify(url)}); console.log(performance.now() - t);`;
  return Number(spawnSync(process.execPath, ['--input-type=module', '-e', code], { encoding: 'utf8' }).stdout);
}
