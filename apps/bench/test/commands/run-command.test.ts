import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { corpora } from '@aver/ravdess';
import { synthesize } from '@aver/ravdess/synthetic';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TrialResult } from '../../src/compute/trial-result.js';
import type { TableDocument } from '../../src/tables/table-document.js';
import { averBench } from '../aver-bench.js';
import { tinyCorpus, wavOf } from '../tiny-corpus.js';

let folder: string;
let env: { AVER_CACHE: string };
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aver-run-'));
  env = { AVER_CACHE: join(folder, 'cache') };
  await mkdir(join(folder, 'ravdess'));
  for (const { name, bytes } of tinyCorpus()) await writeFile(join(folder, 'ravdess', name), bytes);
  // The same kind of voices under EMO-DB's names, and in folders named after labels.
  await mkdir(join(folder, 'emodb'));
  for (const label of ['happy', 'sad']) await mkdir(join(folder, 'folders', label), { recursive: true });
  for (const [i, speaker] of ['03', '08', '11'].entries()) {
    for (const [letter, emotion] of Object.entries({ F: 'happy', T: 'sad', W: 'angry', N: 'neutral' } as const)) {
      const fields = { modality: 'audio-only', vocalChannel: 'speech', intensity: 'normal', repetition: 1 } as const;
      const bytes = wavOf(synthesize({ ...fields, statement: 1, emotion, actor: i + 3 }, { sampleRate: 16000 }));
      await writeFile(join(folder, 'emodb', `${speaker}a01${letter}a.wav`), bytes);
      if (letter < 'U' && letter !== 'N') await writeFile(join(folder, 'folders', emotion, `anna${i}.wav`), bytes);
    }
  }
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const knn = { input: { kind: 'features', groups: ['mfcc'] }, model: { kind: 'knn', neighbours: 3 } };

async function run(name: string, experiment: object, ...more: string[]) {
  await writeFile(join(folder, `${name}.json`), JSON.stringify(experiment));
  const options = ['--backend', 'cpu', '--jobs', '1', '--out', join(folder, `${name}-results`), ...more];
  return averBench(['run', join(folder, `${name}.json`), ...options], { env });
}

async function trials(name: string): Promise<TrialResult[]> {
  const at = join(folder, `${name}-results`, 'trials');
  return Promise.all((await readdir(at)).map(async (file) => JSON.parse(await readFile(join(at, file), 'utf8'))));
}

describe('aver-bench run', () => {
  test('learns from one corpus and tests another, as the report tells', async () => {
    // Two labels of the files become one class.
    const labels = { angry: 'upset', sad: 'upset' };
    const experiment = {
      ...knn,
      name: 'crossed',
      data: 'ravdess',
      testData: 'emodb',
      testCorpus: 'emodb',
      seeds: 1,
      labels,
    };
    const { code, stdout, stderr } = await run('crossed', experiment, '--json');
    expect(stderr).toMatch(/Data: ravdess to emodb \(--data\), 24 recordings/);
    expect(code).toBe(0);
    const table: TableDocument & { command: string } = JSON.parse(stdout);
    expect(table.setting).toMatchObject({ table: 'experiment', corpus: 'ravdess to emodb', split: 'corpus', labels });
    expect(table.setting.emotions).toEqual(['happy', 'upset', 'neutral']);
    expect(table.rows).toMatchObject([{ row: 'crossed', model: 'kNN', train: 12, test: 12, paper: null }]);
    expect(table.command).toMatch(/^aver-bench run \S+crossed\.json --backend cpu$/);
    const [result] = await trials('crossed');
    expect(result.predictions).toHaveLength(12);
    for (const { name, yTrue } of result.predictions) {
      expect(name).toMatch(/^test\/\d\da01[FTWN]a\.wav$/);
      const { emotion } = corpora.emodb.parseName(name);
      expect(['angry', 'sad'].includes(emotion) ? 'upset' : emotion).toBe(yTrue);
    }
    // Folds are no splits of this kind: one accuracy, with Wilson's interval.
    expect(table.rows[0].accuracy.interval).toMatch(/Wilson/);
    const again = await averBench(['report', join(folder, 'crossed-results')], { env });
    expect({ code: again.code, stderr: again.stderr }).toEqual({ code: 0, stderr: '' });
    const page = await readFile(join(folder, 'crossed-results', 'report.html'), 'utf8');
    const title = 'Experiment on ravdess to emodb (RAVDESS to EMO-DB): 24 recordings, 12 to train, 12 to test';
    expect([page.includes(title), page.includes('Experiment, recipe')]).toEqual([true, false]);
  });

  test('folders are labels, speakers are kept apart, an SVM is asked, YAML is read', async () => {
    const text = [
      'data: folders',
      'corpus: folders',
      'labels: { happy: good, sad: bad }',
      'input: features',
      'model: { kind: svm, kernel: linear }',
      'classWeights: balanced',
      'split: { kind: speakers, folds: 3 }',
      'seeds: 1',
    ].join('\n');
    await writeFile(join(folder, 'own.yaml'), text);
    const options = ['--backend', 'cpu', '--jobs', '1', '--out', join(folder, 'own-results')];
    const { code, stdout } = await averBench(['run', join(folder, 'own.yaml'), ...options], { env });
    expect(code).toBe(0);
    expect(stdout).toMatch(/^Experiment on folders \(folder\): 6 recordings, 4 to train, 2 to test in the first/m);
    expect(stdout).toMatch(/^SVM +ours +\d\.\d\d /m);
    const results = await trials('own');
    expect(results.map(({ trial }) => trial.split)).toHaveLength(3);
    for (const { trial, predictions } of results) {
      expect(trial.data.emotions).toEqual(['good', 'bad']);
      expect(trial).not.toHaveProperty('optimizer');
      expect(new Set(predictions.map(({ name }) => name.replace(/.*\//, ''))).size).toBe(1);
      for (const { name, yTrue, probabilities } of predictions) {
        expect(name.startsWith(`${yTrue === 'good' ? 'happy' : 'sad'}/anna`)).toBe(true);
        expect([...probabilities].sort()).toEqual([0, 1]);
      }
    }
    // No folder of a model for what is no network, and so nothing is trained again.
    const again = await averBench(['run', join(folder, 'own.yaml'), ...options], { env });
    expect(again.stderr).not.toMatch(/Training/);
  });

  test('the experiment of a built-in row gives the trial of that row', async () => {
    const { stdout } = await averBench(['run', '--print', 'MLP', '--recipe', 'notebook']);
    const experiment = { ...JSON.parse(stdout), data: 'ravdess', seeds: 1, epochs: 2 };
    expect((await run('mlp', experiment)).code).toBe(0);
    const row = ['table3', '--rows', 'MLP', '--recipe', 'notebook', '--profile', 'paper', '--epochs', '2'];
    const where = ['--data', join(folder, 'ravdess'), '--out', join(folder, 'row-results'), '--jobs', '1'];
    expect((await averBench([...row, ...where, '--seeds', '1', '--backend', 'cpu'], { env })).code).toBe(0);
    const [ours, theirs] = [await trials('mlp'), await trials('row')];
    expect(ours.map(({ key }) => key)).toEqual(theirs.map(({ key }) => key));
    expect(ours[0].predictions).toEqual(theirs[0].predictions);
  });

  test.each([
    [['run'], /run: expected the file of an experiment, or --print ROW/],
    [['run', 'nowhere.json'], /nowhere\.json: expected an experiment, JSON or YAML; ENOENT/],
    [['run', 'x.json', '--print', 'MLP'], /run: expected a file or --print; received both/],
    [['run', '--print', 'CNN-3D'], /--print: expected one of MLP; /],
  ])('%j is refused in one line', async (args, message) => {
    const { code, stdout, stderr } = await averBench(args, { env });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(message);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  });

  test('workers of a queue have one corpus: two are refused', async () => {
    const experiment = { ...knn, data: 'ravdess', testData: 'emodb', testCorpus: 'emodb' };
    const { code, stderr } = await run('queued', experiment, '--queue', 'redis://localhost:1');
    expect(code).toBe(2);
    expect(stderr).toBe('aver-bench: run: --queue: expected an experiment on one corpus; received one with testData\n');
  });

  test('what is learned beside the answers is neither tested nor answered', async () => {
    const network = {
      model: { kind: 'mlp', hiddenUnits: 4 },
      optimizer: { name: 'adam', learningRate: 0.01 },
      epochs: 2,
    };
    const words = { emotions: ['happy', 'sad'], auxiliary: ['angry', 'upset'], labels: { neutral: 'upset' } };
    const split = { kind: 'speakers', folds: 2 };
    const experiment = { ...knn, ...network, ...words, data: 'ravdess', split, seeds: 1 };
    const { code, stdout } = await run('beside', experiment, '--json');
    expect(code).toBe(0);
    const { setting, data, rows }: TableDocument = JSON.parse(stdout);
    expect(setting).toMatchObject(words);
    expect(data.recordings).toBe(12);
    expect(rows[0].confusion.labels).toEqual(['happy', 'sad']);
    const results = await trials('beside');
    const predictions = results.flatMap((result) => result.predictions);
    expect(results.map(({ trainCount, testCount }) => [trainCount, testCount]).sort()).toEqual([
      [4, 4],
      [8, 2],
    ]);
    expect(predictions.map(({ yTrue }) => yTrue).sort()).toEqual(['happy', 'happy', 'happy', 'sad', 'sad', 'sad']);
    for (const { probabilities } of predictions) expect(probabilities[0] + probabilities[1]).toBeCloseTo(1, 5);
    // The report reads the results again.
    const report = await averBench(['report', join(folder, 'beside-results')], { env });
    expect({ code: report.code, stderr: report.stderr }).toEqual({ code: 0, stderr: '' });
    const page = await readFile(join(folder, 'beside-results', 'report.html'), 'utf8');
    expect(page).toContain('emotions happy, sad; learned beside them: angry, upset');
  });

  test.each([
    [['angry', 'angry'], /beside\.json:1: auxiliary: expected each label once/],
    [['happy'], /beside\.json:1: auxiliary: expected none of emotions/],
    [['calm'], /ravdess: expected recordings of happy, sad, calm; found none of calm/],
    [['tired'], /--auxiliary: expected emotions of RAVDESS: neutral, .*; received tired/],
  ])('%j beside the answers is refused in one line', async (auxiliary, message) => {
    const { code, stderr } = await run('beside', { ...knn, data: 'ravdess', emotions: ['happy', 'sad'], auxiliary });
    expect(code).toBe(2);
    expect(stderr.trimEnd().split('\n').at(-1)).toMatch(message);
  });

  test('labels that are not there are refused before anything is computed', async () => {
    const { code, stderr } = await run('tired', {
      ...knn,
      data: 'folders',
      corpus: 'folders',
      emotions: ['sad', 'tired'],
    });
    expect(code).toBe(2);
    expect(stderr).toMatch(/expected emotions of folder: happy, sad; received tired/);
  });
});
