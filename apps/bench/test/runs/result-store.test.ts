import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openResultStore, readResult } from '../../src/runs/result-store.js';
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

test('an edited result is named with its file, and computed again', async () => {
  const store = await openResultStore(directory);
  const result = aResult();
  const file = join(directory, 'trials', `${result.key}.json`);
  for (const [edited, problem] of [
    [{ ...result, history: null }, 'history: expected object, received null'],
    [{ ...result, trial: { ...result.trial, seed: 9 } }, 'the trial that it names is'],
    [{ ...result, predictions: [{ ...result.predictions[0], yTrue: 3 }] }, 'predictions.0.yTrue: expected string'],
    [{ ...result, predictions: result.predictions.slice(1) }, 'testCount is 4, and there are 3 predictions'],
  ] as const) {
    await writeFile(file, JSON.stringify(edited));
    await expect(readResult(directory, result.key)).rejects.toThrow(
      `${file}: expected the result of trial ${result.key}; ${problem}`,
    );
    expect(await store.read(result.key)).toBeUndefined();
  }
});
