import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, test, vi } from 'vitest';

// Each test starts processes, which takes long on a machine that is busy.
vi.setConfig({ testTimeout: 120_000 });

/** Runs a script of processes/ in a process of its own. */
async function run(script: string, ...args: string[]): Promise<{ stdout: string; stderr: string }> {
  const path = fileURLToPath(new URL(`processes/${script}`, import.meta.url));
  const cwd = fileURLToPath(new URL('../../..', import.meta.url)); // Where tsx finds the packages' sources.
  return promisify(execFile)(process.execPath, ['--import', 'tsx', path, ...args], { cwd });
}

describe('in a fresh process', () => {
  test.each([
    ['auto', 'wasm, SIMD, own training kernels; tfjs-node is not installed'],
    ['wasm', 'wasm, SIMD, own training kernels; asked for by name'],
    ['cpu', 'cpu, plain JavaScript; asked for by name'],
  ])('%s finds what it needs and prints nothing of its own', async (name, reason) => {
    expect(await run('prepare.ts', name)).toEqual({ stdout: `${reason}\n`, stderr: '' });
  });

  test('.wasm files that are not where wasmPaths says are one clear error', async () => {
    const { stdout } = await run('prepare.ts', 'wasm', '/nowhere/');
    const { name, code, message } = JSON.parse(stdout);
    expect([name, code]).toEqual(['BackendError', 'WASM_FAILED']);
    expect(message).toMatch(
      /^the wasm backend did not start \(.*\); check that the \.wasm files are where wasmPaths says$/,
    );
  });

  test('auto falls back to cpu when wasm does not start', async () => {
    const { stdout } = await run('prepare.ts', 'auto', '/nowhere/');
    expect(stdout).toMatch(
      /^cpu, plain JavaScript; tfjs-node is not installed; the wasm backend did not start \(.*\)\n$/,
    );
  });
});

test('the same training gives the same bits in two processes', async () => {
  const [first, second] = [await run('train.ts'), await run('train.ts')];
  expect(first.stdout.split('\n')).toHaveLength(7);
  expect(second.stdout).toBe(first.stdout);
});
