import { copyFile, cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import '@tensorflow/tfjs-backend-cpu';
import { readAudio } from '@aver/ravdess';
import { saveRecognizer } from '@aver/recognizer/node';
import weights from '@aver/recognizer-weights';
import { decodePng } from '@aver/spectrogram';
import * as tf from '@tensorflow/tfjs-core';
import { layers, sequential } from '@tensorflow/tfjs-layers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { averBench, averBenchProcess } from '../aver-bench.js';
import { tinyCorpus, wavOf } from '../tiny-corpus.js';

let folder: string;
let model: string;
let wavs: string[];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aver-files-'));
  wavs = [];
  for (const { name, bytes } of tinyCorpus()) {
    wavs.push(join(folder, name));
    await writeFile(join(folder, name), bytes);
  }
  const env = { AVER_CACHE: join(folder, 'cache') };
  const made = ['--rows', 'CNN-2D', '--epochs', '1', '--seeds', '1', '--out', join(folder, 'results')];
  expect((await averBench(['table3', '--data', folder, ...made], { env })).code).toBe(0);
  const [name] = (await readdir(join(folder, 'results/models'))).filter((one) => one.startsWith('cnn2d'));
  model = join(folder, 'results/models', name);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('aver-bench predict', () => {
  test('prints the emotion of each file, with the probability of each emotion', async () => {
    const { code, stdout } = await averBenchProcess(['predict', '--model', model, wavs[0], wavs[1]]);
    expect(code).toBe(0);
    const rows = ['happy    P', 'sad      P', 'angry    P', 'neutral  P'].map((row) => `  ${row}\n`).join('');
    const form = stdout.replaceAll(/(?<= {2})[01]\.\d\d$/gm, 'P').replaceAll(/: (happy|sad|angry|neutral)$/gm, ': E');
    expect(form).toBe(`${wavs[0]}: E\n${rows}${wavs[1]}: E\n${rows}`);
  });

  test("--sentences prints the paper's four sentences, word for word", async () => {
    const { code, stdout } = await averBench(['predict', '--model', model, wavs[0], '--sentences']);
    expect(code).toBe(0);
    const emotion = /your emotion is (\w+)\n/.exec(stdout)?.[1] ?? '';
    const category = ['happy', 'neutral'].includes(emotion) ? 'positive' : 'negative';
    expect(stdout).toBe(
      `Your emotion comes under ${category} category ... your emotion is ${emotion}\n` +
        'Emotion categories : Positive & Negative\n' +
        'Positive emotions : happy, neutral\n' +
        'Negative emotions : angry, sad\n',
    );
  });

  test('--json prints one entry for each file, with probabilities that agree with the trial', async () => {
    const { stdout } = await averBench(['predict', '--model', model, ...wavs, '--json']);
    const entries = JSON.parse(stdout);
    expect(entries.map(({ file }: { file: string }) => file)).toEqual(wavs);
    const [trial] = await Promise.all(
      (await readdir(join(folder, 'results/trials')))
        .filter((name) => model.endsWith(name.replace('.json', '')))
        .map(async (name) => JSON.parse(await readFile(join(folder, 'results/trials', name), 'utf8'))),
    );
    expect(trial.predictions.length).toBeGreaterThan(2);
    for (const { name, yPred, probabilities } of trial.predictions) {
      const entry = entries.find(({ file }: { file: string }) => file.endsWith(name));
      expect(entry.emotion).toBe(yPred);
      expect(Object.keys(entry.probabilities)).toEqual(['happy', 'sad', 'angry', 'neutral']);
      for (const [i, value] of Object.values<number>(entry.probabilities).entries()) {
        expect(value).toBeCloseTo(probabilities[i], 5);
      }
    }
  });

  test('a file that is missing or no WAV is named, the others are still classified', async () => {
    await writeFile(join(folder, 'notes.wav'), 'not a sound');
    const { code, stdout, stderr } = await averBenchProcess([
      'predict',
      '--model',
      model,
      'nowhere.wav',
      wavs[0],
      join(folder, 'notes.wav'),
      '--json',
    ]);
    expect(code).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject(
      [{ file: 'nowhere.wav', error: /no such file/ }, { emotion: /./ }, { error: /notes\.wav/ }].map((one) =>
        Object.fromEntries(
          Object.entries(one).map(([k, v]) => [k, v instanceof RegExp ? expect.stringMatching(v) : v]),
        ),
      ),
    );
    expect(stderr).toMatch(/^aver-bench: nowhere\.wav: .*no such file\naver-bench: .*notes\.wav: .*\n$/);
  });

  test('--csv is a table with a line a file, whatever came of it', async () => {
    const csv = join(folder, 'a, b.txt');
    await writeFile(csv, 'not a sound');
    const { code, stdout } = await averBench(['predict', '--model', model, csv, wavs[0], '--csv']);
    expect(code).toBe(2);
    const [header, bad, good, ...rest] = stdout.split('\n');
    expect(header).toBe('file,label,p(happy),p(sad),p(angry),p(neutral),notes,error');
    expect(bad.startsWith(`"${csv}",,,,,,,"${csv}: `)).toBe(true);
    const cells = good.split(',');
    expect(cells[0]).toBe(wavs[0]);
    expect(cells.slice(2, 6).reduce((sum, cell) => sum + Number(cell), 0)).toBeCloseTo(1, 5);
    expect(cells.slice(6)).toEqual(['', '']);
    expect(rest).toEqual(['']);
  });

  test('--timeline says when, of every format', async () => {
    const golden = fileURLToPath(new URL('../../../../packages/recognizer/test/golden/', import.meta.url));
    const files = ['tones.mp3', 'tones.flac', 'tones.ogg', 'tones.opus'].map((name) => golden + name);
    const { code, stdout } = await averBench(['predict', '--model', model, ...files, '--timeline', '--json']);
    expect(code).toBe(0);
    for (const { emotion, segments } of JSON.parse(stdout)) {
      expect(segments).toEqual([{ start: 0, end: expect.closeTo(0.5, 1), emotion, probabilities: expect.anything() }]);
    }
    const text = await averBench(['predict', '--model', model, files[1], '--timeline']);
    expect(text.stdout).toMatch(/\n {2}0:00\.0 to 0:00\.5 {2}\w+\n$/);
  });

  test.each([
    // A voice has 1/5 and 3/4; its odds, 1 to 4 and 3 to 1, by 2 to 3.
    ['no voice', Math.log(8), { speech: 3 / 11, voice: { threshold: 0.4 } }],
    ['not sure', Math.log(2 / 3), { speech: 9 / 11, voice: { threshold: 0.4 } }],
  ])('answers %s where the model does, in every form', async (label, bias, { speech, voice }) => {
    const own = await mkdtemp(join(folder, 'voice-'));
    const model = sequential({
      layers: [
        layers.flatten({ inputShape: [2, 2, 1] }),
        layers.dense({ units: 3, kernelInitializer: 'zeros', activation: 'softmax' }),
      ],
    });
    tf.tidy(() => model.setWeights([tf.zeros([4, 3]), tf.tensor1d([0, 0, bias])]));
    const sure = { threshold: 0.6, accuracy: 1, share: 0 };
    const input = { kind: 'picture', style: 'gray', size: 2 } as const;
    await saveRecognizer(own, { model, card: { labels: ['happy', 'sad'], input, inputScale: 1, voice, sure } });
    const run = async (...more: string[]) => (await averBench(['predict', '--model', own, wavs[0], ...more])).stdout;

    const text = `${wavs[0]}: ${label} (speech ${speech.toFixed(2)})\n  happy  0.50\n  sad    0.50\n`;
    expect(await run()).toBe(text);
    const seconds = (await run('--timeline')).slice(text.length);
    expect(seconds).toMatch(new RegExp(`^ {2}0:00\\.0 to 0:0\\d\\.\\d {2}${label}\\n$`));
    expect(await run('--sentences')).toBe(`${label}\n`);
    const [header, row] = (await run('--csv')).split('\n');
    expect(header).toBe('file,label,p(happy),p(sad),speech,notes,error');
    const cells = row.split(',');
    expect(cells).toEqual([wavs[0], label, '0.5', '0.5', expect.any(String), '', '']);
    expect(Number(cells[4])).toBeCloseTo(speech, 6);
    expect((await run('--csv', '--timeline')).split('\n')[1]).toContain(`,${label},0.5,0.5,${cells[4]},,`);
    const told = { emotion: label, probabilities: { happy: 0.5, sad: 0.5 }, speech: expect.closeTo(speech, 6) };
    expect(JSON.parse(await run('--json'))).toEqual([{ file: wavs[0], ...told }]);
    const [{ segments }] = JSON.parse(await run('--json', '--timeline'));
    expect(segments).toEqual([{ start: 0, end: expect.any(Number), ...told }]);
  });

  test('without --model the shipped one answers', async () => {
    const { code, stdout } = await averBenchProcess(['predict', wavs[0], wavs[1], '--json']);
    expect(code).toBe(0);
    const entries = JSON.parse(stdout);
    expect(entries.map(({ file }: { file: string }) => file)).toEqual(wavs.slice(0, 2));
    for (const { probabilities } of entries) expect(Object.keys(probabilities)).toEqual(weights.card.labels);
  });

  test('an unknown backend', async () => {
    const { code, stderr } = await averBench(['predict', '--model', model, wavs[0], '--backend', 'abacus']);
    expect(code).toBe(2);
    expect(stderr).toMatch(
      /^aver-bench: .*'abacus' is invalid\. Allowed choices are auto, node, wasm, wasm-relaxed, cpu\.\n$/,
    );
  });

  test('a folder without a model, and a model whose description is damaged', async () => {
    const none = await averBench(['predict', '--model', folder, wavs[0]]);
    expect(none).toMatchObject({
      code: 2,
      stdout: '',
      stderr: `aver-bench: ${folder}/aver.json: there is no description of a model (ENOENT)\n`,
    });
    const damaged = await mkdtemp(join(folder, 'damaged-'));
    await writeFile(join(damaged, 'aver.json'), '{"labels": ["happy"]}');
    const bad = await averBench(['predict', '--model', damaged, wavs[0]]);
    expect(bad).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringMatching(/aver\.json: not the description of a model: .*\n$/),
    });
  });

  test('a description that is that of another model: one line names the folder and the field', async () => {
    const other = await mkdtemp(join(folder, 'other-'));
    await cp(model, other, { recursive: true });
    const card = JSON.parse(await readFile(join(other, 'aver.json'), 'utf8'));
    expect(card.input.size).toBe(150);
    await writeFile(join(other, 'aver.json'), JSON.stringify({ ...card, input: { ...card.input, size: 100 } }));
    expect(await averBench(['predict', '--model', other, wavs[0]])).toMatchObject({
      code: 2,
      stdout: '',
      stderr:
        `aver-bench: ${other}/aver.json: input.size must give [150, 150, 1], which the model takes; ` +
        'received 100, which gives [100, 100, 1]\n',
    });
  });

  test('labels that no corpus has are answered as they are', async () => {
    const own = await mkdtemp(join(folder, 'own-'));
    await cp(model, own, { recursive: true });
    const card = JSON.parse(await readFile(join(own, 'aver.json'), 'utf8'));
    // The rate of its recordings, which a picture depends on, came with it.
    expect(card.sampleRate).toBe(readAudio(new Uint8Array(await readFile(wavs[0]))).sampleRate);
    const labels = ['glee', 'gloom', 'ire', 'none'];
    await writeFile(join(own, 'aver.json'), JSON.stringify({ ...card, labels }));
    const { code, stdout } = await averBench(['predict', '--model', own, wavs[0], '--sentences']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^(glee|gloom|ire|none)\n$/);
    const [prediction] = JSON.parse((await averBench(['predict', '--model', own, wavs[0], '--json'])).stdout);
    expect(Object.keys(prediction)).toEqual(['file', 'emotion', 'probabilities']);
    expect(Object.keys(prediction.probabilities)).toEqual(labels);
  });
});

describe('aver-bench render', () => {
  test('writes the picture that the model sees', async () => {
    const png = join(folder, 'picture.png');
    const { code, stdout } = await averBenchProcess(['render', wavs[0], '-o', png, '--size', '64']);
    expect({ code, stdout }).toEqual({ code: 0, stdout: `${png}: 64 x 64 pixels, gray\n` });
    const { shape, data } = decodePng(await readFile(png));
    expect(shape).toEqual([64, 64]);
    expect(new Set(data).size).toBeGreaterThan(20);

    await averBench(['render', wavs[0], '-o', png, '--size', '64', '--style', 'spek']);
    const spek = decodePng(await readFile(png));
    expect(spek.shape).toEqual([64, 64]);
    expect(spek.data).not.toEqual(data);
  });

  test.each([
    [['--size', '0'], /--size: expected a whole number of pixels from 1 to 8192; received 0/],
    [['--style', 'oil'], /--style: expected gray or spek; received oil/],
  ])('%j', async (more, message) => {
    const { code, stderr } = await averBench(['render', wavs[0], '-o', join(folder, 'no.png'), ...more]);
    expect(code).toBe(2);
    expect(stderr).toMatch(message);
  });

  test('a picture that cannot be written', async () => {
    const { code, stderr } = await averBench(['render', wavs[0], '-o', join(folder, 'no/where.png')]);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^aver-bench: .*no\/where\.png: cannot write the picture there/);
  });
});

describe('aver-bench features', () => {
  test('prints 193 named values of each file', async () => {
    const { code, stdout } = await averBenchProcess(['features', wavs[0], wavs[1], '--tuning', '0', '--json']);
    expect(code).toBe(0);
    const documents = JSON.parse(stdout);
    expect(documents).toHaveLength(2);
    for (const { file, sampleRate, names, values } of documents) {
      expect(wavs).toContain(file);
      expect(sampleRate).toBe(16000);
      expect(new Set(names).size).toBe(193);
      expect(values).toHaveLength(193);
      expect(values.every(Number.isFinite)).toBe(true);
    }
    expect(documents[0].values).not.toEqual(documents[1].values);
  });

  test('a file that cannot be used costs no other: it is named, and the exit code is 2', async () => {
    await writeFile(join(folder, 'page.wav'), '<!doctype html>');
    const { code, stdout, stderr } = await averBench([
      'features',
      join(folder, 'page.wav'),
      'no.wav',
      wavs[0],
      '--json',
    ]);
    expect(code).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject([
      { file: join(folder, 'page.wav'), error: expect.stringContaining('page.wav: ') },
      { file: 'no.wav', error: expect.stringContaining('no such file') },
      { file: wavs[0], sampleRate: 16000 },
    ]);
    expect(stderr).toMatch(/^aver-bench: .*page\.wav: .*\naver-bench: no\.wav: .*no such file\n$/);
  });

  test('a rate without room for a group goes without it, and says so; --strict refuses', async () => {
    const low = join(folder, 'low.wav');
    const samples = Float32Array.from({ length: 8000 }, (_, t) => ((t * 7919) % 1000) / 2000 - 0.25);
    await writeFile(low, wavOf({ samples, sampleRate: 8000 }));
    const { code, stdout, stderr } = await averBench(['features', low, wavs[0], '--json']);
    expect(code).toBe(0);
    const [first, second] = JSON.parse(stdout);
    expect(first).toMatchObject({ sampleRate: 8000, leftOut: ['contrast'] });
    expect(first.names).toHaveLength(186);
    expect(second).not.toHaveProperty('leftOut');
    expect(stderr).toBe(`${low}: left out: contrast: 8000 Hz has no room for it\n`);
    const some = await averBench(['features', low, '--groups', 'tonnetz, mfcc', '--strict', '--json']);
    expect(some).toMatchObject({ code: 0, stderr: '' });
    expect(JSON.parse(some.stdout)[0].names).toHaveLength(46);
    const strict = await averBench(['features', low, '--strict']);
    expect(strict).toMatchObject({
      code: 2,
      stdout: '',
      stderr: `aver-bench: ${low}: 8000 Hz has no room for contrast\n`,
    });
    expect(await averBench(['features', low, '--groups', 'contrast'])).toMatchObject({ code: 2, stdout: '' });
    expect((await averBench(['features', low, '--groups', 'mfcc,x'])).stderr).toBe(
      'aver-bench: --groups: expected some of mfcc, chroma, mel, contrast, tonnetz; received x\n',
    );
  });

  test('a folder is all its WAV files, many of them in worker processes, with the same numbers in the same order', async () => {
    const many = join(folder, 'many');
    await mkdir(join(many, 'inner'), { recursive: true });
    const names = Array.from({ length: 70 }, (_, i) => join(many, i % 2 ? 'inner' : '', `${100 + i}.wav`));
    await Promise.all(names.map((name, i) => copyFile(wavs[i % 2], name)));
    await writeFile(join(many, '150.WAV'), 'no sound');
    await writeFile(join(many, 'notes.txt'), 'no sound either');
    const all = await averBench(['features', many, '--groups', 'mfcc', '--jobs', '2', '--json']);
    expect(all.code).toBe(2);
    expect(all.stderr).toContain('150.WAV: ');
    const documents: Array<{ file: string; values?: number[] }> = JSON.parse(all.stdout);
    expect(documents.map(({ file }) => file)).toEqual(
      [
        ...names.filter((name) => !name.includes('inner')),
        join(many, '150.WAV'),
        ...names.filter((name) => name.includes('inner')),
      ].sort(),
    );
    const [first, second] = JSON.parse(
      (await averBench(['features', wavs[0], wavs[1], '--groups', 'mfcc', '--json'])).stdout,
    );
    for (const { file, values } of documents.filter(({ values }) => values)) {
      expect(values).toEqual((file.includes('inner') ? second : first).values);
    }
    const table = (await averBench(['features', many, '--groups', 'tonnetz', '--csv'])).stdout.trimEnd().split('\n');
    expect(table).toHaveLength(72);
    expect(table[0]).toMatch(/^file,sampleRate,tonnetzFifthX,.*,problem$/);
    expect(table.filter((line) => /\.wav,16000(,-?[\d.e-]+){6},$/.test(line))).toHaveLength(70);
    const empty = join(folder, 'empty');
    await mkdir(empty, { recursive: true });
    expect(await averBench(['features', empty])).toMatchObject({
      code: 2,
      stderr: `aver-bench: ${empty}: expected a folder with WAV files; found none\n`,
    });
  });

  test('a silent file is named, and refused with --strict', async () => {
    const silent = join(folder, 'silent.wav');
    await writeFile(silent, wavOf({ samples: new Float32Array(16000), sampleRate: 16000 }));
    const { code, stdout, stderr } = await averBench(['features', silent, '--groups', 'mfcc', '--json']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: `${silent}: silent: all its samples are 0\n` });
    expect(JSON.parse(stdout)[0].problem).toBe('silent: all its samples are 0');
    expect((await averBench(['features', silent, '--strict'])).code).toBe(2);
  });
});

describe('numbers that nobody can mean are refused before anything is done', () => {
  test.each([
    [
      ['table3', '--seeds', '1e9'],
      /--seeds <n>' argument '1e9' is invalid. Expected a whole number above 0, at most 1000\./,
    ],
    [['table3', '--epochs', '100001'], /Expected a whole number above 0, at most 100000\./],
    [['train', '-o', 'x', '--epochs', '1e9'], /Expected a whole number above 0, at most 100000\./],
    [['table3', '--jobs', '257'], /Expected a whole number above 0, at most 256\./],
    [['worker', '--queue', 'redis://127.0.0.1:1', '--jobs', '1e6'], /Expected a whole number above 0, at most 256\./],
    [
      ['worker', '--queue', 'redis://127.0.0.1:1', '--lease', '1e9'],
      /Expected a whole number above 0, at most 86400\./,
    ],
    [['table3', '--test-fraction', '0.999999'], /from 0\.01 to 0\.99\./],
    [['table3', '--out', ''], /--out <folder>' argument '' is invalid. Expected a path; received nothing\./],
    [['train', '-o', ' '], /Expected a path; received nothing\./],
    [['render', 'x.wav', '-o', ''], /Expected a path; received nothing\./],
    [['render', 'x.wav', '-o', 'x.png', '--size', '1e9'], /--size: expected a whole number of pixels from 1 to 8192/],
    [['fetch', '--to', ''], /Expected a path; received nothing\./],
  ])('%j', async (args, message) => {
    const { code, stdout, stderr } = await averBench(args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(message);
    expect(stderr.split('\n')).toHaveLength(2);
  });
});
