// How fast an archive is read and decoded, beside Python's zipfile and soundfile: see README.md beside this file.
import { execFileSync } from 'node:child_process';
import { loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const { values } = parseArgs({
  options: {
    data: { type: 'string', default: process.env.AVER_RAVDESS },
    python: { type: 'string', default: process.env.AVER_PYTHON ?? 'python3' },
    rounds: { type: 'string', default: '7' },
    ahead: { type: 'string', default: '8' },
    json: { type: 'boolean', default: false },
  },
});
if (!values.data) throw new Error('run: --data or AVER_RAVDESS must be an archive of recordings; received none');

interface Pass {
  wall: number;
  processor: number;
  frames: number;
  residentMegabytes?: number;
}

const here = (name: string) => fileURLToPath(new URL(name, import.meta.url));
const node = (ahead: string) => [process.execPath, here('read.mjs'), values.data as string, '2', ahead];
const readers: Record<string, string[]> = {
  'Python, zipfile + soundfile': [values.python, here('read.py'), values.data, '2'],
  'aver, one by one': node('0'),
  [`aver, readAhead (${values.ahead})`]: node(values.ahead),
};
const passes = Object.fromEntries(Object.keys(readers).map((name) => [name, [[], []] as [Pass[], Pass[]]]));
// Every reader once a round, so that whatever else the machine does disturbs all of them alike.
for (let round = 0; round < Number(values.rounds); round++) {
  for (const [name, [command, ...args]] of Object.entries(readers)) {
    const lines = execFileSync(command, args, { encoding: 'utf8' }).trim().split('\n');
    lines.forEach((line, pass) => void passes[name][pass].push(JSON.parse(line)));
  }
}

const baseline = passes['Python, zipfile + soundfile'];
const results = Object.entries(passes).flatMap(([name, both]) =>
  both.map((list, pass) => ({
    name,
    pass: pass === 0 ? 'first' : 'second',
    frames: list[0].frames,
    wallSeconds: median(list.map(({ wall }) => wall)),
    processorSeconds: median(list.map(({ processor }) => processor)),
    timesPython: median(list.map(({ wall }, round) => baseline[pass][round].wall / wall)),
    residentMegabytes: list[0].residentMegabytes && Math.max(...list.map((one) => one.residentMegabytes as number)),
  })),
);
if (values.json) console.log(JSON.stringify({ load: loadavg(), results }, null, 2));
else {
  for (const { name, pass, wallSeconds, processorSeconds, timesPython, frames, residentMegabytes } of results) {
    console.log(
      `${name}, ${pass} pass: ${wallSeconds.toFixed(3)} s wall, ${processorSeconds.toFixed(3)} s processor, ` +
        `${timesPython.toFixed(2)} x Python${residentMegabytes ? `, ${residentMegabytes.toFixed(0)} MB resident` : ''}; ${frames} frames`,
    );
  }
  console.log(
    `load ${loadavg()
      .map((load) => load.toFixed(1))
      .join(' ')}`,
  );
}

function median(numbers: number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
