import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CorpusName, corpora, type Emotion } from '@aver/ravdess';
import { synthesize } from '@aver/ravdess/synthetic';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TrialResult } from '../../src/compute/trial-result.js';
import { chooseDataSource, openData } from '../../src/inputs/data-source.js';
import { averBench } from '../aver-bench.js';
import { wavOf } from '../tiny-corpus.js';

const speakers = { '03': 1, '08': 2, '11': 3 };
const sounds: Record<string, Emotion> = { F: 'happy', T: 'sad', W: 'angry', N: 'neutral', L: 'calm' };

let folder: string;
let data: string;
let env: { AVER_CACHE: string };
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aver-corpus-'));
  data = join(folder, 'wav');
  env = { AVER_CACHE: join(folder, 'cache') };
  await mkdir(data);
  // Made-up recordings under EMO-DB's names: three speakers, two sentences, five emotions.
  for (const [speaker, actor] of Object.entries(speakers)) {
    for (const [i, text] of ['a01', 'b09'].entries()) {
      for (const [letter, emotion] of Object.entries(sounds)) {
        const fields = { modality: 'audio-only', vocalChannel: 'speech', intensity: 'normal', repetition: 1 } as const;
        const sound = synthesize({ ...fields, statement: i ? 2 : 1, emotion, actor }, { sampleRate: 16000 });
        await writeFile(join(data, `${speaker}${text}${letter}a.wav`), wavOf(sound));
      }
    }
  }
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const run = (out: string, ...more: string[]) =>
  averBench(
    [
      ...['table3', '--corpus', 'emodb', '--data', data, '--rows', 'MLP', '--epochs', '2', '--seeds', '1'],
      ...['--backend', 'wasm', '--jobs', '1', '--out', join(folder, out), ...more],
    ],
    { env },
  );

async function trials(out: string): Promise<TrialResult[]> {
  const names = await readdir(join(folder, out, 'trials'));
  return Promise.all(names.map(async (name) => JSON.parse(await readFile(join(folder, out, 'trials', name), 'utf8'))));
}

describe('aver-bench --corpus emodb', () => {
  test('at random: labels come from the names, title and report name the corpus and do not compare it with the paper', async () => {
    const { code, stdout, stderr } = await run('random');
    expect(stderr).toMatch(/Data: wav \(--data\), 24 recordings/);
    expect(code).toBe(0);
    expect(stdout).toMatch(/Table 3 on wav \(EMO-DB\): 24 recordings, 16 to train, 8 to test/);
    expect(stdout).toMatch(/Not comparable with the paper: the recordings are those of EMO-DB, not of RAVDESS/);
    expect(stdout).toMatch(/aver-bench table3 --data \S+ --corpus emodb /);
    const [result] = await trials('random');
    expect(result.trial.data.corpus).toBe('emodb');
    for (const { name, yTrue } of result.predictions) expect(yTrue).toBe(corpora.emodb.parseName(name).emotion);
    expect(await readFile(join(folder, 'random', 'report.html'), 'utf8')).toContain('EMO-DB');
  });

  test('unheard speakers, and an emotion that RAVDESS has not: a fold each, and a model that predicts it', async () => {
    const { code, stdout } = await run('speakers', '--split', 'speakers', '--emotions', 'happy,bored', '--json');
    expect(code).toBe(0);
    const table = JSON.parse(stdout);
    expect(table.setting.corpus).toBe('emodb');
    expect(table.data).toMatchObject({ name: 'wav', chosenBy: '--data', duplicates: [] });
    expect(table.rows[0].accuracy).toMatchObject({ interval: 'Student t, over the speaker folds' });
    expect(table.rows[0].confusion.labels.slice(0, 2)).toEqual(['happy', 'bored']);
    const results = await trials('speakers');
    const tested = results.map(({ predictions }) => predictions.map(({ name }) => name));
    expect(tested.map((names) => [...new Set(names.map((name) => name.slice(0, 2)))].join()).sort()).toEqual(
      Object.keys(speakers).sort(),
    );
    expect(new Set(tested.flat()).size).toBe(12);
    const [model] = await readdir(join(folder, 'speakers', 'models'));
    const predicted = await averBench(
      ['predict', '--model', join(folder, 'speakers', 'models', model), join(data, '03a01La.wav'), '--json'],
      { env },
    );
    expect(predicted.code).toBe(0);
    const [{ emotion, category, probabilities }] = JSON.parse(predicted.stdout);
    expect(Object.keys(probabilities)).toEqual(['happy', 'bored']);
    expect(category).toBe(emotion === 'bored' ? 'negative' : 'positive');
  });
});

describe('recordings of other corpora', () => {
  test('are never those of the built-in corpus, of AVER_RAVDESS or of fetch', () => {
    const message = '--corpus emodb: expected --data with a folder or zip of EMO-DB recordings; received ';
    expect(() => chooseDataSource(undefined, true, 'emodb')).toThrow(`${message}none`);
    expect(() => chooseDataSource([''], true, 'emodb')).toThrow(`${message}none`);
    expect(() => chooseDataSource(['synthetic'], true, 'emodb')).toThrow(`${message}synthetic`);
  });

  test('have the corpus’s emotions and names', async () => {
    const source = (corpus: CorpusName) => ({ kind: 'path', paths: [data], corpus, chosenBy: '--data' }) as const;
    await expect(openData(source('emodb'), ['happy', 'calm'])).rejects.toThrow(
      /^--emotions: expected emotions of EMO-DB: angry, bored, .*; received calm$/,
    );
    await expect(openData(source('tess'), ['happy', 'sad'])).rejects.toThrow(
      /wav: expected at least one TESS recording of the kinds asked for; /,
    );
    const { recordings } = await openData(source('emodb'), ['bored']);
    expect(recordings.map(({ name }) => name)).toEqual(
      Object.keys(speakers)
        .flatMap((speaker) => [`${speaker}a01La.wav`, `${speaker}b09La.wav`])
        .sort(),
    );
  });
});
