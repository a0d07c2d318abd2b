import '@tensorflow/tfjs-backend-cpu';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, test } from 'vitest';
import weights from '../../recognizer-weights/index.js';
import { createRecognizer, decodeAudio, type Recognition } from '../src/index.js';
import type { createRecognizerPool, RecognizerPool } from '../src/node.js';
import { saveRecognizer } from '../src/node.js';
import { card, knownModel } from './known-model.js';

const here = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));

let folder: string;
let create: typeof createRecognizerPool;
let pool: RecognizerPool;
beforeAll(async () => {
  // A thread runs no TypeScript: the entry is built as tsup builds it, where its packages are found.
  folder = await mkdtemp(here('../node_modules/.pool-test-'));
  await build({
    entryPoints: { node: here('../src/node.ts'), 'pool-worker': here('../src/node/pool-worker.ts') },
    outdir: folder,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'es2022',
    tsconfig: here('../../../tsconfig.json'),
    external: ['@tensorflow/*', '@wasm-audio-decoders/*', 'mpg123-decoder', 'ogg-opus-decoder', 'tinypool'],
    logLevel: 'error',
  });
  await saveRecognizer(join(folder, 'model'), { model: knownModel(), card });
  ({ createRecognizerPool: create } = await import(/* @vite-ignore */ pathToFileURL(join(folder, 'node.js')).href));
  pool = await create({ folder: join(folder, 'model'), threads: 2, backend: 'cpu' });
}, 120_000);
afterAll(async () => {
  await pool?.close();
  await rm(folder, { recursive: true, force: true });
});

test('two hundred mixed requests at once, garbage among them: each gets its own answer', async () => {
  const recognizer = createRecognizer({ model: knownModel(), card });
  const path = (ending: string) => here(`golden/tones.${ending}`);
  const wav = new Uint8Array(await readFile(path('wav')));
  const { samples, sampleRate } = await decodeAudio(wav);
  const expected = await recognizer.recognize(samples, sampleRate);
  const opus = await recognizer.recognizeBytes(new Uint8Array(await readFile(path('opus'))));
  const kinds: Array<[request: (i: number) => Promise<Recognition>, expected: (i: number) => unknown]> = [
    [() => pool.recognize(samples, sampleRate), () => expected],
    [() => pool.recognizeBytes(wav), () => expected],
    [() => pool.recognizeFile(path('flac')), () => expected],
    [() => pool.recognizeFile(path('opus')), () => opus],
    [
      (i) => pool.recognizeBytes(new TextEncoder().encode('no sound'), { name: `file ${i}` }),
      (i) => ({ name: 'RecognizerError', code: 'SOUND_UNREADABLE', path: `file ${i}` }),
    ],
    [
      (i) => pool.recognize(samples, 7000 + i),
      (i) => ({
        code: 'SAMPLE_RATE_TOO_LOW',
        message: `the sound: sampleRate must be at least minSampleRate = 8000 Hz; received ${7000 + i}`,
      }),
    ],
    [() => pool.recognizeFile('nowhere.wav'), () => ({ code: 'SOUND_MISSING', message: 'nowhere.wav: no such file' })],
    [() => pool.recognize(Float32Array.of(Number.NaN), 16000), () => ({ name: 'RangeError' })],
  ];
  const answers = await Promise.all(
    Array.from({ length: 200 }, (_, i) => kinds[i % kinds.length][0](i).catch((error) => error)),
  );
  for (const [i, answer] of answers.entries()) expect(answer).toMatchObject(kinds[i % kinds.length][1](i) as object);
}, 120_000);

test('a signal ends what runs and what waits, and the pool goes on', async () => {
  const reason = new Error('enough');
  const samples = new Float32Array(300 * 48000).fill(0.1);
  const controller = new AbortController();
  const aborted = Array.from({ length: 4 }, () =>
    pool.recognize(samples, 48000, { signal: controller.signal }).catch((error) => error),
  );
  controller.abort(reason);
  expect(await Promise.all(aborted)).toEqual([reason, reason, reason, reason]);
  await expect(pool.recognize(samples, 48000, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  const { label } = await pool.recognize(samples.subarray(0, 48000), 48000);
  expect(card.labels).toContain(label);
}, 120_000);

test('a folder without a model, and threads that are none, are refused', async () => {
  await expect(create({ folder: join(folder, 'nowhere'), threads: 1, backend: 'cpu' })).rejects.toMatchObject({
    code: 'CARD_MISSING',
    path: join(folder, 'nowhere/aver.json'),
  });
  for (const threads of [0, 1.5, Number.NaN, 257]) {
    await expect(create({ folder, threads })).rejects.toThrow(
      `createRecognizerPool: threads must be a whole number from 1 to 256; received ${threads}`,
    );
  }
});

test('without a folder its threads have the shipped model', async () => {
  const shipped = await create({ threads: 1, backend: 'wasm' });
  const { probabilities } = await shipped.recognizeFile(here('golden/voice.wav'));
  expect(probabilities.map(({ label }) => label)).toEqual(weights.card.labels);
  await shipped.close();
  await expect(shipped.recognizeFile('voice.wav')).rejects.toThrow('the shipped model: its pool is closed');
}, 120_000);

test('a closed pool fails what is asked of it', async () => {
  const other = await create({ folder: join(folder, 'model'), threads: 1, backend: 'cpu' });
  const long = other.recognize(new Float32Array(300 * 48000).fill(0.1), 48000).catch((error) => error);
  const waiting = other.recognize(new Float32Array(16000), 16000).catch((error) => error);
  await other.close();
  const message = `${join(folder, 'model')}: its pool is closed`;
  for (const error of await Promise.all([long, waiting])) expect(error).toMatchObject({ code: 'POOL_CLOSED', message });
  await expect(other.recognize(new Float32Array(16000), 16000)).rejects.toThrow(message);
});
