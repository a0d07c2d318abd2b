import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import * as tf from '@tensorflow/tfjs-core';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import weights from '../../recognizer-weights/index.js';
import { loadRecognizer as loadFrom } from '../src/index.js';
import { loadRecognizer } from '../src/node.js';

const here = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));

test('without an argument the shipped model is loaded, on a backend that is prepared once', async () => {
  expect(tf.getBackend()).toBeUndefined();
  const [first, second] = await Promise.all([loadRecognizer(), loadFrom()]);
  expect(tf.getBackend()).toBe('wasm');
  expect([first.name, second.name]).toEqual(['@aver/recognizer-weights', '@aver/recognizer-weights']);
  expect(first.card.labels).toEqual(weights.card.labels);
  const answer = await first.recognizeFile(here('golden/tones.mp3'));
  expect(answer.probabilities.map(({ label }) => label)).toEqual(weights.card.labels);
  expect(answer.probabilities.reduce((sum, { probability }) => sum + probability, 0)).toBeCloseTo(1, 5);
  expect(await second.recognizeBytes(new Uint8Array(await readFile(here('golden/tones.mp3'))))).toEqual(answer);
});

test('a backend that is in use stays', async () => {
  await import('@tensorflow/tfjs-backend-cpu');
  await tf.setBackend('cpu');
  (await loadRecognizer()).dispose();
  expect(tf.getBackend()).toBe('cpu');
});

describe('without the package of the weights', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'aver-no-weights-'));
    await mkdir(join(folder, 'node_modules'));
    for (const name of ['@tensorflow', 'tinypool']) {
      await symlink(here(`../node_modules/${name}`), join(folder, 'node_modules', name));
    }
    const contents =
      "import { loadRecognizer } from './node.js';" +
      "loadRecognizer().catch(({ name, code, path, message }) => console.log([name, code, path, message].join('|')));";
    const { warnings } = await build({
      stdin: { contents, resolveDir: here('../src') },
      outfile: join(folder, 'load.mjs'),
      bundle: true,
      format: 'esm',
      platform: 'node',
      tsconfig: here('../../../tsconfig.json'),
      external: ['@aver/recognizer-weights', '@tensorflow/*', '@wasm-audio-decoders/*', '*-decoder', 'tinypool'],
    });
    expect(warnings).toEqual([]);
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  test('one line says what to install', async () => {
    const { stdout, stderr } = await promisify(execFile)(process.execPath, [join(folder, 'load.mjs')]);
    const message = 'is not there; run npm install @aver/recognizer-weights, or name the folder of a model';
    expect([stdout, stderr]).toEqual([
      `RecognizerError|WEIGHTS_MISSING|@aver/recognizer-weights|@aver/recognizer-weights: ${message}\n`,
      '',
    ]);
  });
});
