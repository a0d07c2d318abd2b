import '@tensorflow/tfjs-backend-cpu';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BackendError } from '@aver/backend';
import { createLcg } from '@aver/test-helpers';
import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createRecognizer, loadRecognizer as loadFrom, RecognizerError, readModelCard } from '../src/index.js';
import { loadRecognizer, saveRecognizer } from '../src/node.js';
import { card, input, knownModel } from './known-model.js';

const samples = Float32Array.from(createLcg(4).array(8000), (value) => value / 10);

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aver-recognizer-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** A folder with a model and whatever its card is to say. */
async function folderWith(name: string, content: string): Promise<string> {
  const path = join(folder, name);
  await saveRecognizer(path, { model: knownModel(), card });
  await writeFile(join(path, 'aver.json'), content);
  return path;
}

describe('saveRecognizer and loadRecognizer', () => {
  test('give back a recognizer that answers the same', async () => {
    const path = join(folder, 'deep', 'model');
    const standardization = { mean: [0, 0.1, 0.2, 0.3], deviation: [1, 2, 3, 4] };
    const whole = { ...card, standardization, note: 'Has heard nobody.' };
    const model = knownModel();
    await saveRecognizer(path, { model, card: whole, more: { trial: { seed: 3 } } });
    expect((await readdir(path)).map((name) => name.replace(/-.*\./, '.')).sort()).toEqual([
      'aver.json',
      'model.json',
      'weights.bin',
    ]);
    expect(JSON.parse(await readFile(join(path, 'aver.json'), 'utf8')).trial).toEqual({ seed: 3 });

    const loaded = await loadRecognizer(path);
    expect(loaded.name).toBe(path);
    expect(loaded.card).toEqual(whole);
    const expected = await createRecognizer({ model, card: whole }).recognize(samples, 16000);
    expect(await loaded.recognize(samples, 16000)).toEqual(expected);
  });

  test('work over HTTP', async () => {
    const path = join(folder, 'served');
    await saveRecognizer(path, { model: knownModel(), card });
    const server = createServer(async ({ url }, response) => {
      const content = await readFile(join(path, String(url).replace('/best/', ''))).catch(() => undefined);
      response.writeHead(content ? 200 : 404).end(content);
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const { port } = server.address() as { port: number };
    try {
      for (const url of [`http://127.0.0.1:${port}/best`, new URL(`http://127.0.0.1:${port}/best/`)]) {
        expect((await loadFrom(url)).card).toEqual(card);
      }
      await expect(loadFrom(`http://127.0.0.1:${port}/worst`)).rejects.toMatchObject({
        code: 'CARD_MISSING',
        message: `http://127.0.0.1:${port}/worst/aver.json: there is no description of a model (the server answers 404)`,
      });
    } finally {
      server.close();
    }
  });

  test('a card that is none, or that of another model, is not saved, and nothing is written', async () => {
    const path = join(folder, 'unwritten');
    const save = (more: object) => saveRecognizer(path, { model: knownModel(), card: { ...card, ...more } });
    await expect(save({ inputScale: 0 })).rejects.toMatchObject({ code: 'CARD_INVALID', field: 'inputScale' });
    await expect(save({ input: { ...input, size: 3 } })).rejects.toMatchObject({
      code: 'CARD_UNFIT',
      field: 'input.size',
    });
    await expect(readdir(path)).rejects.toThrow(/ENOENT/);
  });

  test('a place that cannot be written is named', async () => {
    const file = join(folder, 'a-file');
    await writeFile(file, '');
    await expect(saveRecognizer(file, { model: knownModel(), card })).rejects.toThrow(BackendError);
    const path = join(folder, 'taken');
    await mkdir(join(path, 'aver.json'), { recursive: true });
    await expect(saveRecognizer(path, { model: knownModel(), card })).rejects.toMatchObject({
      code: 'CARD_UNWRITABLE',
      message: expect.stringContaining(`${path}/aver.json: cannot be written: `),
    });
    expect((await readdir(path)).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  test('a card of another model names folder and field, and leaves no tensor', async () => {
    const path = await folderWith('unfit', JSON.stringify({ ...card, input: { ...input, size: 3 } }));
    const before = tf.memory().numTensors;
    await expect(loadRecognizer(path)).rejects.toThrow(
      `${path}/aver.json: input.size must give [2, 2, 1], which the model takes; received 3, which gives [3, 3, 1]`,
    );
    expect(tf.memory().numTensors).toBe(before);
  });

  test('a folder without weights is a BackendError', async () => {
    const path = join(folder, 'no-model');
    await mkdir(path);
    await writeFile(join(path, 'aver.json'), JSON.stringify(card));
    await expect(loadRecognizer(path)).rejects.toThrow(BackendError);
  });

  test('a folder that is not there', async () => {
    await expect(loadRecognizer(join(folder, 'nowhere'))).rejects.toMatchObject({
      code: 'CARD_MISSING',
      path: join(folder, 'nowhere/aver.json'),
      message: `${join(folder, 'nowhere/aver.json')}: there is no description of a model (ENOENT)`,
    });
  });
});

describe('readModelCard', () => {
  const read = (text: string) =>
    readModelCard({ name: 'models/best', read: async () => new TextEncoder().encode(text) });
  const four = { mean: [0, 0, 0, 0], deviation: [1, 1, 1, 1] };

  test.each([
    ['null', null, 'labels', 'two or more different texts; received nothing'],
    ['one label', { ...card, labels: ['sad'] }, 'labels', 'received ["sad"]'],
    ['a label twice', { ...card, labels: ['sad', 'sad'] }, 'labels', 'received ["sad","sad"]'],
    ['a label without a letter', { ...card, labels: ['sad', ''] }, 'labels', 'received ["sad",""]'],
    ['a number for a label', { ...card, labels: ['sad', 1] }, 'labels', 'received ["sad",1]'],
    ['labels as a text', { ...card, labels: 'ab' }, 'labels', 'received "ab"'],
    [
      'no input',
      { ...card, input: undefined },
      'input.kind',
      'features, picture, logMel, voice or several; received nothing',
    ],
    ['another input', { ...card, input: { kind: 'smell' } }, 'input.kind', 'received "smell"'],
    [
      'half a pixel',
      { ...card, input: { ...input, size: 0.5 } },
      'input.size',
      'a whole number from 1 to 4096; received 0.5',
    ],
    ['no scale', { ...card, inputScale: 0 }, 'inputScale', 'a number above 0; received 0'],
    ['a scale as text', { ...card, inputScale: '1' }, 'inputScale', 'a number above 0; received "1"'],
    [
      'no means',
      { ...card, standardization: {} },
      'standardization.mean',
      '4 numbers, as input has values; received nothing',
    ],
    ['null for it', { ...card, standardization: null }, 'standardization.mean', 'received nothing'],
    [
      'three means',
      { ...card, standardization: { ...four, mean: [0, 0, 0] } },
      'standardization.mean',
      'received [0,0,0]',
    ],
    [
      'a deviation of 0',
      { ...card, standardization: { ...four, deviation: [1, 1, 1, 0] } },
      'standardization.deviation',
      '4 numbers above 0, as input has values; received [1,1,1,0]',
    ],
    ['an answer that is none as a label', { ...card, labels: ['sad', 'no voice'] }, 'labels', 'received ["no voice"]'],
    ['voice without a threshold', { ...card, voice: {} }, 'voice.threshold', 'from 0 to 1; received nothing'],
    ['null for voice', { ...card, voice: null }, 'voice.threshold', 'received nothing'],
    ['a threshold above 1', { ...card, voice: { threshold: 50 } }, 'voice.threshold', 'received 50'],
    ['a temperature of 0', { ...card, temperature: 0 }, 'temperature', 'a number above 0; received 0'],
    ['half of sure', { ...card, sure: { threshold: 0.5 } }, 'sure.accuracy', 'from 0 to 1; received nothing'],
    ['a text for sure', { ...card, sure: 'yes' }, 'sure.threshold', 'received nothing'],
    ['a share below 0', { ...card, sure: { threshold: 0, accuracy: 1, share: -1 } }, 'sure.share', 'received -1'],
    ['a note that is no text', { ...card, note: 1 }, 'note', 'a text; received 1'],
  ])('refuses %s', async (_, damaged, field, message) => {
    const error = await read(JSON.stringify(damaged)).catch((caught) => caught);
    expect(error).toBeInstanceOf(RecognizerError);
    expect(error).toMatchObject({ code: 'CARD_INVALID', path: 'models/best/aver.json', field });
    expect(error.message).toContain(`models/best/aver.json: not the description of a model: ${field} must be `);
    expect(error.message).toContain(message);
  });

  test('keeps a message to one line that can be read', async () => {
    const error = await read(JSON.stringify({ ...card, labels: new Array(1000).fill('sad') })).catch(
      (caught) => caught,
    );
    expect(error.message.length).toBeLessThan(250);
  });

  test('gives the fields of a card, and nothing beside', async () => {
    const sure = { threshold: 0.5, accuracy: 0.9, share: 0.4 };
    const how = { voice: { threshold: 0.3 }, temperature: 1.5, sure };
    const whole = { ...card, standardization: four, ...how, note: 'Has heard nobody.' };
    expect(await read(JSON.stringify({ ...whole, sure: { ...sure, of: 24 }, trial: { seed: 0 } }))).toEqual(whole);
  });

  test('refuses what is not JSON', async () => {
    await expect(read('{')).rejects.toMatchObject({
      code: 'CARD_INVALID',
      message: expect.stringMatching(/aver\.json: is not JSON: /),
    });
  });
});
