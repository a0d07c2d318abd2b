import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openResultStore } from '../../src/runs/result-store.js';
import { aResult } from '../a-result.js';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'aver-store-'));
});
afterEach(() => rm(directory, { recursive: true }));

test('a result comes back as it was written, and nothing else is left', async () => {
  const store = await openResultStore(directory);
  const result = aResult();
  await store.write(result);
  expect(await store.read(result.key)).toEqual(result);
  expect(await readdir(join(directory, 'trials'))).toEqual([`${result.key}.json`]);
});

test('a missing, empty, cut or misnamed file is no result', async () => {
  const store = await openResultStore(directory);
  const result = aResult();
  const file = join(directory, 'trials', `${result.key}.json`);
  expect(await store.read(result.key)).toBeUndefined();
  for (const text of ['', JSON.stringify(result).slice(0, -5), JSON.stringify({ ...result, key: 'other' }), 'null']) {
    await writeFile(file, text);
    expect(await store.read(result.key)).toBeUndefined();
  }
});

test('a folder that cannot be made is named in one clear error', async () => {
  await writeFile(join(directory, 'file'), '');
  await expect(openResultStore(join(directory, 'file', 'below'))).rejects.toThrow(
    /file\/below: cannot write results there/,
  );
});
