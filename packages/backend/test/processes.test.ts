import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';

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

describe('where packages are missing', () => {
  const modules = fileURLToPath(new URL('../node_modules/@tensorflow/', import.meta.url));
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'aver-absent-'));
    await mkdir(join(folder, 'node_modules/@tensorflow'), { recursive: true });
    const link = (name: string) => symlink(join(modules, name), join(folder, 'node_modules/@tensorflow', name));
    for (const name of ['tfjs-core', 'tfjs-layers']) await link(name);
    const contents =
      "import { prepareBackend } from './index.js';" +
      "prepareBackend(process.argv[2]).catch(({ name, code, message }) => console.log([name, code, message].join(' ')));";
    await build({
      stdin: { contents, resolveDir: fileURLToPath(new URL('../src', import.meta.url)) },
      outfile: join(folder, 'prepare.mjs'),
      bundle: true,
      format: 'esm',
      platform: 'node',
      external: ['@tensorflow/*'],
    });
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  test.each([
    ['wasm', 'WASM_ABSENT the wasm backend is not installed; run npm install @tensorflow/tfjs-backend-wasm@4.22.0'],
    [
      'auto',
      'CPU_ABSENT the cpu backend is not installed; run npm install @tensorflow/tfjs-backend-cpu@4.22.0 ' +
        '@tensorflow/tfjs-backend-wasm@4.22.0',
    ],
  ])('%s says in one line what to install', async (name, message) => {
    const { stdout } = await promisify(execFile)(process.execPath, [join(folder, 'prepare.mjs'), name]);
    expect(stdout).toBe(`BackendError ${message}\n`);
  });
});

test('the same training gives the same bits in two processes', async () => {
  const [first, second] = [await run('train.ts'), await run('train.ts')];
  expect(first.stdout.split('\n')).toHaveLength(7);
  expect(second.stdout).toBe(first.stdout);
});
