import '@tensorflow/tfjs-backend-cpu';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { decodeAudio } from '../src/index.js';
import { decodeFile, type FileRecognizer, loadRecognizer, saveRecognizer } from '../src/node.js';
import { card, knownModel } from './known-model.js';

const golden = fileURLToPath(new URL('golden', import.meta.url));

let folder: string;
let recognizer: FileRecognizer;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aver-recognize-file-'));
  await saveRecognizer(folder, { model: knownModel(), card });
  recognizer = await loadRecognizer(folder);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test.each(['wav', 'flac', 'mp3', 'ogg', 'opus'])('a file of %s is heard as its samples are', async (ending) => {
  const path = `${golden}/tones.${ending}`;
  const bytes = new Uint8Array(await readFile(path));
  const { samples, sampleRate } = await decodeAudio(bytes);
  expect(await decodeFile(path)).toEqual({ samples, sampleRate, notes: [] });
  const expected = await recognizer.recognize(samples, sampleRate);
  expect(await recognizer.recognizeBytes(bytes)).toEqual(expected);
  expect(await recognizer.recognizeFile(path)).toEqual(expected);
});

test('notes of the file come before those of the sound', async () => {
  const silent = new Uint8Array(await readFile(`${golden}/tones.wav`)).fill(0, 44).subarray(0, -10);
  expect((await recognizer.recognizeBytes(silent)).notes).toEqual([
    'cut off: its header promises 48000 bytes of sound, 47990 are there',
  ]);
});

test('limits hold, and messages name the file', async () => {
  const path = `${golden}/tones.wav`;
  const bytes = new Uint8Array(await readFile(path));
  new DataView(bytes.buffer).setUint32(24, 1000, true);
  await expect(recognizer.recognizeBytes(bytes, { name: 'slow.wav' })).rejects.toMatchObject({
    code: 'SAMPLE_RATE_TOO_LOW',
    message: 'slow.wav: sampleRate must be at least minSampleRate = 8000 Hz; received 1000',
  });
  await expect(recognizer.recognizeFile(path, { maxSeconds: 0.1 })).rejects.toMatchObject({
    code: 'SOUND_TOO_LONG',
    message: `${path}: its length must be at most maxSeconds = 0.1 s; received 0.5 s`,
  });
  const signal = AbortSignal.abort(new Error('enough'));
  await expect(recognizer.recognizeFile(path, { signal })).rejects.toThrow('enough');
});

test('a file that is not there, and a folder, are named', async () => {
  await expect(recognizer.recognizeFile('nowhere.wav')).rejects.toMatchObject({
    code: 'SOUND_MISSING',
    message: 'nowhere.wav: no such file',
  });
  await expect(recognizer.recognizeFile(golden)).rejects.toThrow(`${golden}: a folder, not a file`);
  await expect(recognizer.recognizeFile(`${golden}/sounds.json`)).rejects.toMatchObject({
    code: 'SOUND_UNREADABLE',
    message: expect.stringMatching(/sounds\.json: .*a JSON text/),
  });
});
