import { copyFile, cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { type Emotion, paperEmotions } from '@aver/ravdess';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { averBenchProcess } from '../../../bench/test/aver-bench.js';
import { dropFiles } from '../drop-files.js';
import { close, folder, open, says, site, small, writeVoice } from '../shared-site.js';

/** An entry of what `aver-bench predict --json` prints. */
interface Prediction {
  emotion: Emotion;
  category: string;
  probabilities: Record<string, number>;
}

/** What one answers is what the command line answers; sounds and models go on from test to test. */
export function answers(): void {
  let page: Page;
  let pictureModel: string;
  let featuresModel: string;
  let logMelModel: string;
  let bothModel: string;
  const files: Record<'single' | 'several' | 'features', string[]> = { single: [], several: [], features: [] };
  let expected: Record<keyof typeof files | 'logMel' | 'both', Prediction[]>;

  beforeAll(async () => {
    [pictureModel, featuresModel, logMelModel, bothModel] = [
      ...[small.picture, small.features, small.logMel, small.both],
    ].map((path) => join(site.directory, path));
    files.single = [await writeVoice('sad', 3, { sampleRate: 48_000 }), await writeVoice('happy', 3)];
    files.several = await Promise.all(paperEmotions.map((emotion) => writeVoice(emotion, 4)));
    files.features = [await writeVoice('sad', 7)];
    [page, expected] = await Promise.all([open({ query: `?model=${small.picture}` }), askCommandLine()]);
  });
  afterAll(() => close(page));

  /** What the command line says of the files that the page is asked for, in the same order. */
  async function askCommandLine(): Promise<typeof expected> {
    const [pictures, features, logMel, both] = await Promise.all([
      predict(pictureModel, [...files.single, ...files.several]),
      predict(featuresModel, files.features),
      predict(logMelModel, files.features),
      predict(bothModel, files.features),
    ]);
    return { single: pictures.slice(0, 2), several: pictures.slice(2), features, logMel, both };
  }

  /** What the page answers last: the probabilities as programs read them. */
  async function answerOfPage() {
    return page.evaluate(() => ({
      name: document.querySelector('#answer-name')?.textContent,
      sentence: document.querySelector('#sentence')?.textContent,
      probabilities: Object.fromEntries(
        [...document.querySelectorAll<HTMLElement>('#probabilities li')].map((row) => [
          row.dataset.emotion,
          Number(row.querySelector('data')?.value),
        ]),
      ),
    }));
  }

  test('answers a dropped WAV as aver-bench predict does, in the words of the paper', async () => {
    for (const [i, file] of files.single.entries()) {
      await dropFiles(page, [file]);
      await says(page, `${basename(file)}: Your emotion`);
      const { sentence, probabilities, name } = await answerOfPage();
      const { emotion, category } = expected.single[i];
      expect(name).toBe(basename(file));
      expect(sentence).toBe(`Your emotion comes under ${category} category ... your emotion is ${emotion}`);
      expectSame(probabilities, expected.single[i].probabilities);
    }
    expect(await page.textContent('#facts')).toContain('at 16,000 Hz');
    expect(await page.textContent('#facts')).toMatch(/Computed bywasm, SIMD, own training kernels/);
  });

  test('shows the very pixels that the model sees, and which of them decided', async () => {
    const grays = await page.evaluate(() => {
      const canvas = document.querySelector<HTMLCanvasElement>('#seen canvas') as HTMLCanvasElement;
      const { data } = (canvas.getContext('2d') as CanvasRenderingContext2D).getImageData(0, 0, 96, 96);
      return new Set(data.filter((_, i) => i % 4 === 0)).size;
    });
    expect(grays).toBeGreaterThan(50);
    await page.click('#explain');
    const words = page.locator('#explanation').filter({ hasText: 'its probability goes from' });
    await words.waitFor();
    expect(await words.textContent()).toMatch(
      /Without the tile from [\d.]+ to [\d.]+ s and \d+ to \d+ kHz, .* \d+ %\.$/,
    );
    expect(await page.locator('#seen canvas').count()).toBe(2);
  });

  test('answers several files in a table, with confusion matrix and report where names tell the truth', async () => {
    const { several } = files;
    const stranger = join(folder, 'stranger.wav');
    await writeFile(stranger, await readFile(several[0]));
    const damaged = join(folder, 'damaged.wav');
    await writeFile(damaged, 'not a sound');
    await dropFiles(page, [...several, stranger, damaged]);
    await says(page, '6 files: see the table.');

    const rows = await page.locator('#batch-table tbody tr').allInnerTexts();
    for (const [i, file] of several.entries()) {
      expect(rows.join('\n')).toMatch(RegExp(`${basename(file)}\\s+${expected.several[i].emotion}`));
    }
    expect(rows.join('\n')).toMatch(/damaged\.wav.*RIFF/);
    const right = expected.several.filter(({ emotion }, i) => emotion === paperEmotions[i]).length;
    expect(await page.textContent('#batch-summary')).toBe(
      `5 of 6 files answered. ${right} of 4 whose names tell the emotion are right.`,
    );
    const counts = (await page.locator('#confusion td').allInnerTexts())
      .filter((text) => /^\d+$/.test(text))
      .map(Number);
    expect(counts).toHaveLength(16);
    expect([0, 5, 10, 15].reduce((sum, i) => sum + counts[i], 0)).toBe(right);
    expect(await page.textContent('#report')).toContain(`accuracy${(right / 4).toFixed(2)}4`);

    await page.click(`#batch-table button:has-text("stranger.wav")`);
    await says(page, 'stranger.wav: Your emotion');
    expect((await answerOfPage()).name).toBe('stranger.wav');
  });

  test('says clearly what is wrong with a file, and works on', async () => {
    const empty = join(folder, 'empty.wav');
    await writeFile(empty, '');
    const song = join(folder, 'song.mp3');
    await writeFile(song, 'ID3');
    for (const [file, problem] of [
      [empty, 'empty.wav: not a WAV file'],
      [song, 'song.mp3: this browser cannot decode it as MP3'],
    ]) {
      await dropFiles(page, [file]);
      await page.locator('#error').filter({ hasText: problem }).waitFor();
    }
    await dropFiles(page, files.features);
    await says(page, /Your emotion comes under/);
    expect(await page.isHidden('#error')).toBe(true);
  });

  test('records a microphone, shows it live and answers', async () => {
    expect(await page.isHidden('figure.live')).toBe(true);
    await page.click('#record');
    await says(page, 'Listening');
    await page.locator('figure.live').waitFor();
    await page.waitForFunction(() => Number.parseFloat(document.querySelector('#clock')?.textContent ?? '') >= 2);
    const colours = await page.evaluate(() => {
      const canvas = document.querySelector<HTMLCanvasElement>('#live') as HTMLCanvasElement;
      const { data } = (canvas.getContext('2d') as CanvasRenderingContext2D).getImageData(
        0,
        0,
        canvas.width,
        canvas.height,
      );
      return new Set(new Uint32Array(data.buffer)).size;
    });
    expect(colours).toBeGreaterThan(50);
    await page.click('#record');
    await says(page, 'Recording 1: Your emotion comes under');
    expect(await page.textContent('#facts')).toMatch(/Sound[1-9]\.\d+ s at 48,000 Hz/);
  });

  test('takes the folder of another model, and says what is missing in a bad one', async () => {
    const bad = join(folder, 'bad-model');
    await mkdir(bad);
    await copyFile(join(featuresModel, 'aver.json'), join(bad, 'aver.json'));
    await page.click('#other-model');
    await page.setInputFiles('#model-folder', bad);
    await page.locator('#error').filter({ hasText: 'bad-model/model.json: there is no model' }).waitFor();
    await page.fill('#model-url', 'models/nowhere');
    await page.press('#model-url', 'Enter');
    await page
      .locator('#error')
      .filter({ hasText: 'aver.json: there is no description of a model (the server answers 404)' })
      .waitFor();

    // The line that `aver-bench predict` prints.
    const other = join(folder, 'other-model');
    await cp(pictureModel, other, { recursive: true });
    const card = JSON.parse(await readFile(join(other, 'aver.json'), 'utf8'));
    await writeFile(join(other, 'aver.json'), JSON.stringify({ ...card, input: { ...card.input, size: 100 } }));
    await page.setInputFiles('#model-folder', other);
    const unfit =
      'aver.json: input.size must give [96, 96, 1], which the model takes; received 100, which gives [100, 100, 1]';
    await page
      .locator('#error')
      .filter({ hasText: `other-model/${unfit}` })
      .waitFor();
    const { code, stderr } = await averBenchProcess([
      'predict',
      '--model',
      other,
      files.single[0],
      '--backend',
      'wasm',
    ]);
    expect({ code, stderr }).toEqual({ code: 2, stderr: `aver-bench: ${other}/${unfit}\n` });

    await page.setInputFiles('#model-folder', featuresModel);
    await says(page, 'Ready.');
    expect(await page.textContent('#model-facts')).toContain('Namefeatures');
    const [file] = files.features;
    await dropFiles(page, [file]);
    await says(page, `${basename(file)}: Your emotion`);
    expectSame((await answerOfPage()).probabilities, expected.features[0].probabilities);
    await page.click('#explain');
    await page.locator('#explanation').filter({ hasText: 'its probability goes from' }).waitFor();
    expect(await page.locator('#seen [data-group]').allInnerTexts()).toEqual(
      [1, 2, 3].map(() => expect.stringMatching(/points$/)),
    );
  });

  test('takes a model of log-mel pictures, shows the picture and which part of it decided', async () => {
    await page.setInputFiles('#model-folder', logMelModel);
    await page.locator('#model-facts').filter({ hasText: 'a log-mel spectrogram of 40 bands × 96 frames' }).waitFor();
    const [file] = files.features;
    await dropFiles(page, [file]);
    await page.locator('#seen-caption').filter({ hasText: '40 mel bands × 96 frames' }).waitFor();
    expectSame((await answerOfPage()).probabilities, expected.logMel[0].probabilities);
    const loudness = await page.evaluate(() => {
      const canvas = document.querySelector<HTMLCanvasElement>('#seen canvas') as HTMLCanvasElement;
      const { data } = (canvas.getContext('2d') as CanvasRenderingContext2D).getImageData(0, 0, 96, 40);
      const row = (y: number) => data.slice(4 * 96 * y, 4 * 96 * (y + 1)).filter((_, i) => i % 4 === 0);
      return [row(0), row(39)].map((grays) => grays.reduce((sum, gray) => sum + gray, 0));
    });
    // The deep bands, at the bottom, hold the voice.
    expect(loudness[1]).toBeGreaterThan(2 * loudness[0]);
    await page.click('#explain');
    const words = page.locator('#explanation').filter({ hasText: 'its probability goes from' });
    await words.waitFor();
    expect(await words.textContent()).toMatch(
      /Without the tile from [\d.]+ to [\d.]+ s of the picture and \d+ to \d+ Hz, .* \d+ %\.$/,
    );
  });

  test('takes a model of several inputs, of which there is no one picture', async () => {
    await page.setInputFiles('#model-folder', bothModel);
    await page
      .locator('#model-facts')
      .filter({ hasText: '40 bands × 96 frames; and what a voice sounds like' })
      .waitFor();
    const [file] = files.features;
    await dropFiles(page, [file]);
    await says(page, `${basename(file)}: Your emotion`);
    expectSame((await answerOfPage()).probabilities, expected.both[0].probabilities);
    expect(await page.isHidden('#explain')).toBe(true);
    expect(await page.locator('#seen canvas').count()).toBe(0);
  });

  test('trains in the page: the loss falls, and what is counted are actors that were never heard', async () => {
    const voices = [1, 2, 3].flatMap((actor) => paperEmotions.map((emotion) => writeVoice(emotion, actor)));
    await page.setInputFiles('#files', await Promise.all(voices));
    await says(page, '12 files: see the table.');
    await page.fill('#epochs', '12');
    await page.click('#train');
    const outcome = page.locator('#training-status').filter({ hasText: 'Trained, and in use now.' });
    await outcome.waitFor();
    expect(await outcome.textContent()).toMatch(
      /It learned from 8 recordings\. Of 4 recordings of actors it never heard \(\d\), it gets \d right: \d+ %, with 95 %/,
    );
    const heights = await page.evaluate(() =>
      (document.querySelector('#loss-curve polyline')?.getAttribute('points') ?? '')
        .split(' ')
        .map((point) => Number(point.split(',')[1])),
    );
    expect(heights).toHaveLength(12);
    // Downwards in an SVG is up in number.
    expect(heights[11]).toBeGreaterThan(heights[0] + 5);
    expect(await page.textContent('#model-note')).toBe(
      'Trained in this page for 12 epochs on 8 recordings that were dropped here.',
    );
    await page.setInputFiles('#files', join(folder, 'stranger.wav'));
    await page.selectOption('#training-data', 'files');
    await page.click('#train');
    await page.locator('#training-status').filter({ hasText: 'Training needs WAV files with RAVDESS names' }).waitFor();
  });

  test('fits a narrow phone without scrolling sideways', async () => {
    await page.setViewportSize({ width: 360, height: 740 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
    await page.setViewportSize({ width: 1280, height: 900 });
  });
}

async function predict(model: string, paths: string[]): Promise<Prediction[]> {
  const { stdout, stderr } = await averBenchProcess([
    'predict',
    '--model',
    model,
    ...paths,
    '--json',
    '--backend',
    'wasm',
  ]);
  if (!stdout) throw new Error(stderr);
  return JSON.parse(stdout);
}

function expectSame(page: Record<string, number>, predict: Record<string, number>): void {
  expect(Object.keys(page)).toEqual(Object.keys(predict));
  for (const [emotion, probability] of Object.entries(predict)) {
    expect(Math.abs(page[emotion] - probability)).toBeLessThan(1e-4);
  }
}
