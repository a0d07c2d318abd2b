import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { tfjsNode } from '@aver/test-helpers';
import { expect, test } from 'vitest';

test.each(tfjsNode() ? ['wasm', 'node'] : ['wasm'])(
  '2,000 steps of trainModel on %s leave all memory as it was, and the same bits in two processes at once',
  async (backend) => {
    const [{ before, after, weights }, other] = await Promise.all([trainLong(backend), trainLong(backend)]);
    const { objectMegabytes: objects, residentMegabytes: resident, ...counts } = after;
    const { objectMegabytes: objectsBefore, residentMegabytes: residentBefore, ...countsBefore } = before;
    expect(counts).toEqual(countsBefore);
    // 1 kB of objects left behind by each step would be 2 MB. Resident memory moves by itself, as code is compiled and
    // the heap is laid out anew: it shows what lies outside of both, above 20 kB per step.
    expect(objects - objectsBefore).toBeLessThan(2);
    expect(resident - residentBefore).toBeLessThan(40);
    expect(other.weights).toBe(weights);
  },
  300_000,
);

interface Held {
  objectMegabytes: number;
  residentMegabytes: number;
}

async function trainLong(backend: string): Promise<{ before: Held; after: Held; weights: string }> {
  const script = fileURLToPath(new URL('processes/train-long.ts', import.meta.url));
  const cwd = fileURLToPath(new URL('..', import.meta.url)); // Where tsx finds the packages' sources.
  const args = ['--expose-gc', '--import', 'tsx', script, backend];
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd });
  return JSON.parse(stdout.trim().split('\n').at(-1) as string);
}
