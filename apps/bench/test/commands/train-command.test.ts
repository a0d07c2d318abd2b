import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { paperEmotions } from '@aver/ravdess';
import { readModelCard } from '@aver/recognizer';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TrialResult } from '../../src/compute/trial-result.js';
import { averBench, averBenchProcess, startAverBench } from '../aver-bench.js';
import { tinyCorpus } from '../tiny-corpus.js';

let folder: string;
let env: { AVER_CACHE: string };
const at = (path: string) => join(folder, path);
const common = (...more: string[]) => ['--data', at('corpus'), '--backend', 'wasm', '--out', at('results'), ...more];
const run = (command: string, ...more: string[]) => averBench([command, ...common(...more)], { env });

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aver-train-'));
  env = { AVER_CACHE: at('cache') };
  await mkdir(at('corpus'));
  for (const { name, bytes } of tinyCorpus()) await writeFile(join(at('corpus'), name), bytes);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const readText = (path: string) => readFile(at(path), 'utf8');
async function trials(out = 'results'): Promise<TrialResult[]> {
  const names = (await readdir(at(`${out}/trials`))).filter((name) => name.endsWith('.json'));
  return Promise.all(names.map(async (name) => JSON.parse(await readText(`${out}/trials/${name}`))));
}

describe('aver-bench train', () => {
  let document: { model: string; trial: string; recordings: number; evaluation: { accuracy: { mean: number } } };

  test('trains on all recordings, measures the recipe on unheard speakers, and leaves a folder with a card', async () => {
    const { code, stdout, stderr } = await run('train', '--epochs', '2', '-o', at('models/mine'), '--json');
    expect(stderr).toMatch(/Training 3 models/);
    expect(code).toBe(0);
    document = JSON.parse(stdout);
    expect(document).toMatchObject({ model: at('models/mine'), recordings: 12, evaluation: { folds: 2 } });

    const all = await trials();
    const whole = all.find(({ trial }) => trial.split.kind === 'none');
    expect(whole).toMatchObject({ key: document.trial, trainCount: 12, testCount: 0, predictions: [] });
    const tested = all.filter(({ trial }) => trial.split.kind === 'speakers').flatMap((one) => one.predictions);
    expect(tested).toHaveLength(12);

    // Nothing beside the folder: it was written whole.
    expect(await readdir(at('models'))).toEqual(['mine']);
    const read = (file: string) => readFile(join(at('models/mine'), file));
    const card = await readModelCard({ name: 'mine', read });
    expect(card).toMatchObject({ labels: [...paperEmotions], input: { kind: 'voice' }, inputScale: 1 });
    expect(card.standardization?.mean).toHaveLength(859);
    expect(card.note).toMatch(/^Learned from 12 recordings of 2 speakers \(RAVDESS\)\..*CC BY-NC-SA 4\.0/);
    const description = JSON.parse(await readText('models/mine/aver.json'));
    expect(description.evaluation).toEqual(document.evaluation);
    const readme = await readText('models/mine/README.md');
    expect(readme).toMatch(/^---\nlicense: cc-by-nc-sa-4\.0\n/);
    expect(readme).toContain(`| accuracy | ${document.evaluation.accuracy.mean.toFixed(2)} |`);
    expect(readme).toMatch(/^# .*: Voice network$/m);
    expect(readme).not.toContain('- It hears loudness');
    for (const text of ['| happy |', '| male |', '| female |', 'CC BY-NC-SA 4.0', '"weightDecay"', '## Limits']) {
      expect(readme).toContain(text);
    }
    expect(readme).toMatch(/aver-bench train --data \S+ --epochs 2 --backend wasm --seed 0 -o FOLDER\n/);
  });

  test('predict takes the folder', async () => {
    const wav = join(at('corpus'), tinyCorpus()[0].name);
    const { code, stdout } = await averBench(['predict', '--model', at('models/mine'), wav, '--json'], { env });
    expect(code).toBe(0);
    const [{ probabilities }] = JSON.parse(stdout);
    expect(Object.keys(probabilities)).toEqual([...paperEmotions]);
    expect(Object.values<number>(probabilities).reduce((sum, one) => sum + one)).toBeCloseTo(1, 5);
  });

  test('its folds are those of the table, whose command the card names; and nothing is trained twice', async () => {
    const readme = await readText('models/mine/README.md');
    const [command] = /^aver-bench enhanced .*$/m.exec(readme) ?? [''];
    expect(command).toMatch(
      /--rows 'Voice network' --recipe notebook --profile paper --split speakers --seeds 1 --epochs 2 --backend wasm$/,
    );
    const args = ['--epochs', '2', '--rows', 'Voice network', '--split', 'speakers', '--profile', 'paper'];
    const table = await run('enhanced', ...args, '--seeds', '1', '--json');
    expect(table.stderr).not.toMatch(/Training/);
    const [{ accuracy }] = JSON.parse(table.stdout).rows;
    expect(document.evaluation.accuracy.mean).toBe(accuracy.mean);
    expect(document.evaluation.accuracy).toMatchObject({ low: accuracy.low, high: accuracy.high });
    // One row for the report, whichever of the two commands came first.
    expect(await readdir(at('results/rows'))).toHaveLength(1);
  });

  test('a model that is there is not overwritten unless --force says so, and something else never', async () => {
    const before = await readdir(at('models/mine'));
    const again = ['--epochs', '2', '--no-evaluation'];
    const refused = await run('train', ...again, '-o', at('models/mine'));
    expect(refused).toMatchObject({ code: 2, stdout: '' });
    expect(refused.stderr).toMatch(/^aver-bench: -o: expected a new folder; .*mine holds a model \(--force replaces/);

    const forced = await run('train', ...again, '-o', at('models/mine'), '--force');
    expect(forced.code).toBe(0);
    expect(forced.stderr).not.toMatch(/Training/);
    expect(forced.stdout).toMatch(/^Model: .*mine \([\d,]+ weights\), learned from 12 recordings of 2 speakers/);
    // The weights' file is named by its content.
    expect(await readdir(at('models/mine'))).toEqual(before);
    expect(await readText('models/mine/README.md')).toContain('Not measured');
    expect(await readdir(at('models'))).toEqual(['mine']);

    const home = await run('train', ...again, '-o', at('corpus'), '--force');
    expect(home).toMatchObject({ code: 2, stderr: expect.stringMatching(/corpus holds something else\n$/) });
  });

  test('two networks asked together are one model, which answers with the mean of theirs', async () => {
    const args = ['--row', 'CNN + voice network', '--epochs', '1', '-o', at('models/both')];
    const { code, stdout } = await run('train', ...args, '--json');
    expect(code).toBe(0);
    const { evaluation, commands } = JSON.parse(stdout);
    expect(evaluation).toMatchObject({ folds: 2, recordings: 12 });
    expect(commands.evaluate).toContain("--rows 'CNN + voice network'");
    const card = await readModelCard({ name: 'both', read: (file) => readFile(join(at('models/both'), file)) });
    expect(card).toMatchObject({ input: { kind: 'several', inputs: [{ kind: 'logMel' }, { kind: 'voice' }] } });
    const readme = await readText('models/both/README.md');
    expect(readme).toMatch(/Two small networks asked together .* as a log-mel spectrogram and as 859 values/);
    expect(readme.match(/^```json$/gm)).toHaveLength(2);

    const whole = (await trials()).filter(({ trial }) => trial.split.kind === 'none' && trial.training.epochs === 1);
    const members = whole.map(({ key, trial }) => at(`results/models/${trial.model.kind}-${key}`));
    expect(members).toHaveLength(2);
    const wav = join(at('corpus'), tinyCorpus()[0].name);
    const [both, ...answers] = await Promise.all(
      [at('models/both'), ...members].map(async (model) => {
        const asked = await averBench(['predict', '--model', model, wav, '--json'], { env });
        return Object.values<number>(JSON.parse(asked.stdout)[0].probabilities);
      }),
    );
    for (const [i, one] of both.entries()) expect(one).toBeCloseTo((answers[0][i] + answers[1][i]) / 2, 5);
    expect(both).not.toEqual(answers[0]);
  });

  // A folder that says it can be written and cannot, as a full or read-only disk.
  test.runIf(process.platform === 'linux')(
    'a place where no folder can be made is told before the training',
    async () => {
      const { code, stdout, stderr } = await run('train', ...common('--epochs', '5000', '-o', '/proc/model'));
      expect([code, stdout]).toEqual([1, '']);
      expect(stderr).toMatch(/^aver-bench: \/proc\/model: cannot write a model there: [^\n]+\n$/);
    },
  );

  test('Ctrl-C ends with 130 and one line, and leaves no folder', async () => {
    const args = ['train', ...common('--epochs', '5000', '--no-evaluation', '-o', at('interrupted'))];
    const { child, outcome } = startAverBench(args, { env });
    await new Promise<void>((resolve) => {
      child.stderr?.on('data', (text) => String(text).includes('Training') && resolve());
    });
    await sleep(300);
    process.kill(-(child.pid as number), 'SIGINT');
    const { code, stderr } = await outcome;
    const told = /\naver-bench: interrupted; all but the last minute is kept, .*\n$/;
    expect({ code, stderr }).toEqual({ code: 130, stderr: expect.stringMatching(told) });
    expect((await readdir(folder)).filter((name) => name.includes('interrupted'))).toEqual([]);
  });

  test.each([
    [[], /required option '-o, --output <folder>' not specified/],
    [['-o', 'x', '--seed', '-1'], /Expected a whole number from 0 to 4294967295/],
    [['-o', 'x', '--epochs', '0'], /whole number above 0/],
    [['-o', 'x', '--row', 'MLP'], /Allowed choices are Voice network, Spectrogram CNN, CNN \+ voice network/],
    [['-o', 'x', '--data', 'nowhere'], /nowhere does not exist/],
  ])('%j is refused in one line', async (more, message) => {
    const { code, stdout, stderr } = await averBenchProcess(['train', ...more], { env, cwd: folder });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(message);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    expect(existsSync(at('x'))).toBe(false);
  });
});

describe('aver-bench enhanced', () => {
  test('has its rows, beside which the paper prints nothing, in table, report and figures', async () => {
    const { code, stdout } = await run('enhanced', '--epochs', '1', '--seeds', '1', '--json');
    expect(code).toBe(0);
    const { rows, comparisons, report } = JSON.parse(stdout);
    const paper = ['MLP', 'MLP, standardised', 'CNN-1D', 'CNN-2D, 50 epochs'];
    const names = [...paper, 'Spectrogram CNN', 'SVM, voice features', 'Voice network', 'CNN + voice network'];
    expect(rows.map(({ row, paper }: { row: string; paper: null }) => [row, paper])).toEqual(
      names.map((name) => [name, null]),
    );
    expect(comparisons.map((one: { reference: string }) => one.reference)).toEqual(
      Array(7).fill('CNN + voice network'),
    );
    const page = await readFile(report, 'utf8');
    expect(page).toContain('Enhanced, recipe notebook, split random');
    for (const name of names) expect(page).toContain(`confusion matrix of ${name};`);
  });

  test('a standardised MLP answers recordings as they are, as it did in its trial', async () => {
    const standardised = (await trials()).find(
      ({ trial }) => trial.model.kind === 'mlp' && trial.standardize,
    ) as TrialResult;
    const model = at(`results/models/mlp-${standardised.key}`);
    const wavs = standardised.predictions.map(({ name }) => join(at('corpus'), name));
    const { stdout } = await averBench(['predict', '--model', model, ...wavs, '--json'], { env });
    for (const [i, { probabilities }] of JSON.parse(stdout).entries()) {
      for (const [j, value] of Object.values<number>(probabilities).entries()) {
        expect(value).toBeCloseTo(standardised.predictions[i].probabilities[j], 5);
      }
    }
  });

  test('a voice network is asked with the standardisation of its card, as it was in its trial', async () => {
    const found = (await trials()).find(
      ({ trial }) => trial.model.kind === 'voice-network' && trial.split.kind === 'random',
    ) as TrialResult;
    const model = at(`results/models/voice-network-${found.key}`);
    const wavs = found.predictions.map(({ name }) => join(at('corpus'), name));
    const { stdout } = await averBench(['predict', '--model', model, ...wavs, '--json'], { env });
    const asked = JSON.parse(stdout);
    expect(asked).toHaveLength(found.predictions.length);
    for (const [i, { probabilities }] of asked.entries()) {
      const values = Object.values<number>(probabilities);
      for (const [j, value] of values.entries()) expect(value).toBeCloseTo(found.predictions[i].probabilities[j], 4);
    }
  });

  test('learns labels of your own from folders, in one command, also by the Spectrogram CNN', async () => {
    const bytes = tinyCorpus();
    for (const [l, label] of ['awake', 'tired'].entries()) {
      await mkdir(at(`own/${label}`), { recursive: true });
      for (const [i, speaker] of ['anna', 'ben', 'anna', 'ben'].entries()) {
        await writeFile(at(`own/${label}/${speaker}_${i}.wav`), bytes[4 * l + i].bytes);
      }
    }
    const own = ['--data', at('own'), '--corpus', 'folders', '--backend', 'wasm', '--out', at('own-results')];
    const network = ['--row', 'Spectrogram CNN', '--epochs', '1'];
    const { code, stderr } = await averBench(['train', ...own, ...network, '-o', at('models/own')], { env });
    expect([code, stderr]).toEqual([0, expect.stringContaining('Training 3 models')]);
    const card = await readModelCard({ name: 'own', read: (file) => readFile(join(at('models/own'), file)) });
    expect(card).toMatchObject({ labels: ['awake', 'tired'], input: { kind: 'logMel' }, inputScale: 1 / 40 });
    const readme = await readText('models/own/README.md');
    expect(readme).toMatch(/^# .*: Spectrogram CNN$/m);
    expect(readme).toMatch(/aver-bench train .* --row 'Spectrogram CNN' --epochs 1 /);
    expect(readme).toContain('- It hears loudness');
    expect(card.note).toMatch(/^Learned from 8 recordings of 2 speakers \(recordings of your own\)/);
    const asked = await averBench(['predict', '--model', at('models/own'), at('own/tired/ben_1.wav'), '--json']);
    expect(['awake', 'tired']).toContain(JSON.parse(asked.stdout)[0].emotion);

    const chosen = await averBench(['train', ...own, '--emotions', 'happy,sad', '-o', at('models/other')], { env });
    expect([chosen.code, chosen.stderr]).toEqual([
      2,
      expect.stringContaining('--emotions: expected nothing with --corpus folders'),
    ]);
  });
});
