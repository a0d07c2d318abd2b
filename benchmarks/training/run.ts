// How long training takes, on every backend that is present: see README.md beside this file.
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import type { Measurement } from './measure.js';
import { workloads } from './workloads.js';

const { values } = parseArgs({
  options: {
    backends: { type: 'string', default: 'node,wasm' },
    workloads: { type: 'string', default: Object.keys(workloads).join(',') },
    steps: { type: 'string', default: '7' },
    'tfjs-node': { type: 'string' },
    json: { type: 'boolean', default: false },
  },
});

const results: Array<Measurement & { workload: string }> = [];
for (const workload of values.workloads.split(',')) {
  if (!values.json) console.log(`\n${workloads[workload].title}`);
  for (const backend of values.backends.split(',')) {
    try {
      const measurement = await measure(workload, backend);
      results.push({ workload, ...measurement });
      if (!values.json) print(workload, measurement);
    } catch (error) {
      if (!values.json) console.log(`  ${backend}: ${firstError(error)}`);
    }
  }
}
if (values.json) console.log(JSON.stringify(results, null, 2));

async function measure(workload: string, backend: string): Promise<Measurement> {
  const args = ['--import', 'tsx', fileURLToPath(new URL('measure.ts', import.meta.url))];
  args.push('--backend', backend, '--workload', workload);
  // Plain JavaScript takes seconds per picture: one step of few samples is enough to see that.
  if (backend === 'cpu') args.push('--steps', '1', '--batch', workloads[workload].per === 'image' ? '1' : '20');
  else args.push('--steps', values.steps);
  if (values['tfjs-node']) args.push('--tfjs-node', values['tfjs-node']);
  const { stdout } = await promisify(execFile)(process.execPath, args, { maxBuffer: 2 ** 24 });
  return JSON.parse(stdout.trim().split('\n').at(-1) as string);
}

function print(workload: string, result: Measurement): void {
  const { backend, times, processorTime, gigaflops, matMulGigaflops, heapMegabytes, residentMegabytes, newTensors } =
    result;
  const [low, median, high] = [0.25, 0.5, 0.75].map((share) => quantile(times, share).toFixed(2));
  const heap = heapMegabytes ? `wasm heap ${heapMegabytes.toFixed(0)} MB, ` : '';
  console.log(
    `  ${backend}: ${median} ms per ${workloads[workload].per} (p25 ${low}, p75 ${high}, ${times.length} steps, processor ${processorTime.toFixed(2)}); ` +
      `${gigaflops.toFixed(1)} dense GFLOP/s, MatMul ${matMulGigaflops.toFixed(1)}; ` +
      `${heap}resident ${residentMegabytes.toFixed(0)} MB, new tensors ${newTensors}`,
  );
  for (const { kernel, milliseconds, calls } of result.kernels.slice(0, 8)) {
    console.log(`    ${milliseconds.toFixed(2).padStart(8)} ms  ${kernel} x ${calls.toFixed(0)}`);
  }
}

function quantile(values: number[], share: number): number {
  return [...values].sort((a, b) => a - b)[Math.round((values.length - 1) * share)];
}

/** The line that names the error: a failed process prints its source and its stack around it. */
function firstError(error: unknown): string {
  const { stderr, message } = error as { stderr?: string; message: string };
  return stderr?.split('\n').find((line) => /^\w*Error\b/.test(line)) ?? message;
}
