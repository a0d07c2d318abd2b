import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Exploration } from '../../src/exploration/exploration.js';
import { averBench } from '../aver-bench.js';
import { tinyCorpus, wavOf } from '../tiny-corpus.js';

let folder: string;
let env: { AVER_CACHE: string };
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aver-explore-'));
  env = { AVER_CACHE: join(folder, 'cache') };
  await mkdir(join(folder, 'corpus'));
  for (const { name, bytes } of tinyCorpus()) await writeFile(join(folder, 'corpus', name), bytes);
  const silence = wavOf({ samples: new Float32Array(16_000), sampleRate: 16_000 });
  await writeFile(join(folder, 'corpus', '03-01-08-01-01-01-24.wav'), silence);
  await mkdir(join(folder, 'own', 'tired'), { recursive: true });
  await mkdir(join(folder, 'own', 'rested'));
  for (const [i, { bytes }] of tinyCorpus().slice(0, 4).entries()) {
    await writeFile(join(folder, 'own', i % 2 ? 'tired' : 'rested', `anna_${i}.wav`), bytes);
  }
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('tells what is there and what is left out, as JSON, text and a page', async () => {
  const page = join(folder, 'page.html');
  const first = await averBench(['explore', join(folder, 'corpus'), '--json', '--jobs', '1', '-o', page], { env });
  expect(first.code).toBe(0);
  const found: Exploration = JSON.parse(first.stdout);
  expect(found).toMatchObject({ name: 'corpus', corpus: 'ravdess', recordings: 12 });
  expect(found.leftOut).toMatchObject([{ name: '03-01-08-01-01-01-24.wav', reason: expect.stringMatching(/silent/) }]);
  expect(found.emotions.map(({ name, recordings }) => [name, recordings])).toEqual(
    ['angry', 'happy', 'neutral', 'sad'].map((name) => [name, 3]),
  );
  expect(found.sampleRates.map(({ name }) => name)).toEqual(['16000 Hz']);
  expect(await readFile(page, 'utf8')).toContain('<title>What is in corpus</title>');

  const text = await averBench(['explore', join(folder, 'corpus'), '--jobs', '1'], { env });
  expect(text.stdout).toMatch(/^corpus: 12 recordings, /);
  expect(text.stdout.split('\n').filter((line) => line.length > 80)).toEqual([]);
});

test('folders are labels', async () => {
  const options = ['--corpus', 'folders', '--json', '--jobs', '1'];
  const { code, stdout } = await averBench(['explore', join(folder, 'own'), ...options], { env });
  expect(code).toBe(0);
  const found: Exploration = JSON.parse(stdout);
  expect(found.emotions.map(({ name, recordings }) => [name, recordings])).toEqual([
    ['rested', 2],
    ['tired', 2],
  ]);
  expect(found.speakers.map(({ name }) => name)).toEqual(['anna']);
  expect(found.sexes).toEqual([]);
});

test.each([
  [['explore', 'nowhere'], /expected a folder or zip with RAVDESS recordings, or "synthetic"; nowhere does not exist/],
  [['explore', '--corpus', 'folders'], /--corpus folders: expected --data with a folder or zip/],
  [['explore', '-o', ''], /Expected a path; received nothing/],
])('%j is refused in one line', async (args, message) => {
  const { code, stdout, stderr } = await averBench(args, { env });
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toMatch(message);
  expect(stderr.trimEnd().split('\n')).toHaveLength(1);
});
