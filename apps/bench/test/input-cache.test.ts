import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readInputs, writeInputs } from '../src/data/input-cache.js';

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aver-cache-'));
  path = join(folder, 'inputs', 'one.bin');
});
afterEach(() => rm(folder, { recursive: true }));

const floats = {
  table: { names: ['a', 'b'], shape: [2, 1], data: Float32Array.of(1.5, -2, Number.MIN_VALUE, 3e38) },
  leftOut: [{ name: 'c', reason: 'cut' }],
};

test('what was written comes back, bit for bit', async () => {
  await writeInputs(path, floats);
  expect(await readInputs(path)).toEqual(floats);
  const bytes = { table: { names: ['a'], shape: [3, 1], data: Uint8Array.of(10, 0, 255) }, leftOut: [] };
  await writeInputs(path, bytes);
  expect(await readInputs(path)).toEqual(bytes);
});

test('nothing but the file itself is left behind', async () => {
  await writeInputs(path, floats);
  expect(await readdir(join(path, '..'))).toEqual(['one.bin']);
});

test('a file that is missing, empty, cut or changed in one byte gives nothing', async () => {
  expect(await readInputs(path)).toBeUndefined();
  await writeInputs(path, floats);
  const whole = await readFile(path);
  for (const damaged of [
    whole.subarray(0, 0),
    whole.subarray(0, 20),
    whole.subarray(0, -1),
    flipped(whole, whole.length - 3),
  ]) {
    await writeFile(path, damaged);
    expect(await readInputs(path)).toBeUndefined();
  }
});

function flipped(bytes: Uint8Array, at: number): Uint8Array {
  const copy = Uint8Array.from(bytes);
  copy[at] ^= 1;
  return copy;
}
