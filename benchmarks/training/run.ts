// How long a training step takes, on every backend that is present and in its peers: see README.md beside this file.
import { execFile } from 'node:child_process';
import { availableParallelism, cpus, loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import { coreLimit } from './core-limit.js';
import type { Measurement } from './measure.js';
import { workloads } from './workloads.js';

const { values } = parseArgs({
  options: {
    workloads: { type: 'string', default: Object.keys(workloads).join(',') },
    contestants: { type: 'string' },
    repetitions: { type: 'string', default: '3' },
    steps: { type: 'string', default: '5' },
    minutes: { type: 'string', default: '10' },
    'tfjs-node': { type: 'string' },
    json: { type: 'boolean', default: false },
  },
});

/** What takes part, by the name that is printed, and whether it can be had here. */
interface Contestant {
  name: string;
  /** Measures one workload in a process of its own. */
  measure(workload: string): Promise<Partial<Measurement> & { times: number[] }>;
}

/** No process takes as long unless something is wrong. */
const timeout = 180_000;

const cores = availableParallelism();
const chosen = values.workloads.split(',');
const unknown = chosen.find((name) => !(name in workloads));
if (unknown) throw new RangeError(`--workloads must be some of ${Object.keys(workloads)}; received ${unknown}`);
const python = process.env.AVER_PYTHON;
const contestants: Contestant[] = [
  ours('wasm', ['--backend', 'wasm']),
  ours('wasm-relaxed', ['--backend', 'wasm-relaxed']),
  ours('wasm, model.fit', ['--backend', 'wasm', '--loop', 'fit']),
  ...(values['tfjs-node']
    ? [
        ours('node', ['--backend', 'node']),
        ours('node, 1 thread', ['--backend', 'node'], { TF_NUM_INTRAOP_THREADS: '1', OMP_NUM_THREADS: '1' }),
        ours('node, stock model.fit', ['--backend', 'node', '--loop', 'fit']),
      ]
    : []),
  ...(python
    ? [
        peer(`keras, ${cores} threads`, 'keras', 0),
        peer('keras, 1 thread', 'keras', 1),
        peer(`torch, ${cores} threads`, 'torch', 0),
        peer('torch, 1 thread', 'torch', 1),
      ]
    : []),
  ours('cpu, model.fit', ['--backend', 'cpu', '--loop', 'fit']),
].filter(({ name }) => values.contestants === undefined || values.contestants.split(';').includes(name));

const say = (line: string) => void (values.json ? process.stderr : process.stdout).write(`${line}\n`);
say(`${cpus()[0].model}, ${cores} cores, Node.js ${process.version}, load ${load()}`);
if (!values['tfjs-node']) say('node is left out: name a package.json that finds @tensorflow/tfjs-node by --tfjs-node');
if (!python) say('Keras and PyTorch are left out: set AVER_PYTHON to a Python that has them');
const limits = { plain: await coreLimit('wasm'), fused: await coreLimit('wasm-relaxed') };
say(
  `Products and sums of four float32, one core, at best: ${limits.plain.toFixed(0)} GFLOP/s, fused ${limits.fused.toFixed(0)}`,
);

const results: object[] = [{ limits }];
const started = performance.now();
// The whole machine's throughput, measured last, has for all networks together the time of two of them.
const shares = chosen.length + (values.contestants === undefined ? 2 : 0);
for (const [place, workload] of chosen.entries()) {
  const { title, per } = workloads[workload];
  say(`\n${title}: milliseconds per ${per}`);
  const times = new Map<string, number[]>();
  const last = new Map<string, Partial<Measurement>>();
  const failed = new Set<string>();
  // In turn, so that what else the machine does meets all alike.
  for (let repetition = 0; repetition < Number(values.repetitions); repetition++) {
    for (const { name, measure } of contestants.filter(({ name }) => !failed.has(name))) {
      // Plain JavaScript takes seconds per picture: once tells enough.
      if (name.startsWith('cpu') && repetition > 0) continue;
      if (!isTimeFor(place + 1)) {
        if (repetition === 0) say(`  ${name}: left out, since the time is over`);
        continue;
      }
      try {
        const measurement = await measure(workload);
        times.set(name, [...(times.get(name) ?? []), quantile(measurement.times, 0.5)]);
        last.set(name, measurement);
      } catch (error) {
        failed.add(name);
        say(`  ${name}: ${firstError(error)}`);
      }
    }
  }
  for (const [name, medians] of times) {
    const measurement = last.get(name) ?? {};
    const [low, median, high] = [0, 0.5, 1].map((share) => quantile(medians, share));
    results.push({ workload, name, median, low, high, processes: medians.length, ...measurement, load: loadavg()[0] });
    say(
      `  ${name.padEnd(22)} ${format(median)}  (${format(low)} to ${format(high)}, ${medians.length} x)${details(measurement)}`,
    );
    for (const { kernel, milliseconds, calls } of measurement.kernels?.slice(0, 6) ?? []) {
      say(`    ${format(milliseconds)} ${kernel} x ${calls.toFixed(0)}`);
    }
  }
  say(`  load ${load()}`);
}
if (values.contestants === undefined) {
  for (const [place, workload] of chosen.entries()) {
    await throughput(workload, chosen.length + (2 * (place + 1)) / chosen.length).catch((error) =>
      say(`  ${firstError(error)}`),
    );
  }
}
if (values.json) console.log(JSON.stringify(results, null, 2));

/** Whether the time of this and all shares before it is not used up yet. */
function isTimeFor(share: number): boolean {
  return performance.now() - started < (Number(values.minutes) * 60_000 * share) / shares;
}

/** What the whole machine trains: as many processes of wasm as there are cores, on one thread each, and others with all cores. */
async function throughput(workload: string, share: number): Promise<void> {
  const { per, batchSize, title } = workloads[workload];
  say(`\n${title}: ${per}s per second of the whole machine`);
  const alone = contestants.filter(({ name }) => /^(wasm|wasm-relaxed)$/.test(name));
  const others = contestants.filter(
    ({ name }) => /^(node|(keras|torch), \d+ threads)$/.test(name) && !name.endsWith(' 1 threads'),
  );
  const speeds = new Map<string, number[]>();
  const add = (name: string, speed: number) => void speeds.set(name, [...(speeds.get(name) ?? []), speed]);
  for (let repetition = 0; repetition < Number(values.repetitions) && isTimeFor(share); repetition++) {
    for (const { name, measure } of alone) {
      const atOnce = await Promise.all(Array.from({ length: cores }, () => measure(workload)));
      add(
        `${name}, ${cores} processes`,
        atOnce.reduce((sum, { times }) => sum + 1000 / quantile(times, 0.5), 0),
      );
    }
    for (const { name, measure } of others) add(name, 1000 / quantile((await measure(workload)).times, 0.5));
  }
  for (const [name, all] of speeds) {
    const [low, median, high] = [0, 0.5, 1].map((one) => quantile(all, one));
    results.push({ workload, name, perSecond: median, low, high, per, batchSize });
    say(`  ${name.padEnd(26)} ${median.toFixed(0)}  (${low.toFixed(0)} to ${high.toFixed(0)}, ${all.length} x)`);
  }
  say(`  load ${load()}`);
}

function ours(name: string, args: string[], env: NodeJS.ProcessEnv = {}): Contestant {
  return {
    name,
    async measure(workload) {
      const script = ['--import', 'tsx', fileURLToPath(new URL('measure.ts', import.meta.url)), '--workload', workload];
      // Plain JavaScript takes seconds per picture: one step of few samples is enough to see that.
      const isSmall = args.includes('cpu');
      const size = isSmall
        ? ['--steps', '1', '--batch', workloads[workload].per === 'image' ? '1' : String(workloads[workload].batchSize)]
        : ['--steps', String(stepsOf(workload))];
      const node = values['tfjs-node'] ? ['--tfjs-node', values['tfjs-node']] : [];
      return JSON.parse(await run(process.execPath, [...script, ...args, ...size, ...node], env));
    },
  };
}

function peer(name: string, framework: string, threads: number): Contestant {
  return {
    name,
    async measure(workload) {
      const script = fileURLToPath(new URL('peers.py', import.meta.url));
      const args = [script, framework, workload, String(stepsOf(workload)), String(threads)];
      const { times } = JSON.parse(await run(python as string, args));
      const { per, batchSize } = workloads[workload];
      return { times: (times as number[]).map((time) => (per === 'image' ? time / batchSize : time)) };
    },
  };
}

/** Steps that are measured in one process: of short ones more. */
function stepsOf(workload: string): number {
  return Number(values.steps) * (workloads[workload].per === 'step' ? 8 : 1);
}

/** The last line that a process prints. */
async function run(command: string, args: string[], env: NodeJS.ProcessEnv = {}): Promise<string> {
  const options = { maxBuffer: 2 ** 24, timeout, env: { ...process.env, ...env } };
  const { stdout } = await promisify(execFile)(command, args, options);
  return stdout.trim().split('\n').at(-1) as string;
}

function details(measurement: Partial<Measurement>): string {
  const { gigaflops, matMulGigaflops, heapMegabytes, residentMegabytes, newTensors } = measurement;
  if (gigaflops === undefined || matMulGigaflops === undefined || residentMegabytes === undefined) return '';
  return (
    `; ${gigaflops.toFixed(0)} dense GFLOP/s, MatMul ${matMulGigaflops.toFixed(0)}; ` +
    `${heapMegabytes ? `wasm heap ${heapMegabytes.toFixed(0)} MB, ` : ''}resident ${residentMegabytes.toFixed(0)} MB` +
    (newTensors ? `, ${newTensors} tensors left` : '')
  );
}

function format(milliseconds: number): string {
  return milliseconds.toFixed(2).padStart(8);
}

function load(): string {
  return loadavg()[0].toFixed(1);
}

function quantile(numbers: number[], share: number): number {
  return [...numbers].sort((a, b) => a - b)[Math.round((numbers.length - 1) * share)];
}

/** The line that names the error: a failed process prints its source and its stack around it. */
function firstError(error: unknown): string {
  const { stderr, message, killed } = error as { stderr?: string; message: string; killed?: boolean };
  if (killed) return `stopped after ${timeout / 1000} seconds`;
  return stderr?.split('\n').find((line) => /^\w*Error\b/.test(line)) ?? message;
}
