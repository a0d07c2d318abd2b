/** States of the page that once were wrong: results of two models or two drops in one, errors out of sight, no way out. */
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { prepareBackend } from '@aver/backend';
import { saveModel } from '@aver/backend/node';
import { cnn1d } from '@aver/models';
import { type Emotion, formatFilename, paperEmotions } from '@aver/ravdess';
import { synthesize } from '@aver/ravdess/synthetic';
import { chromium } from '@aver/test-helpers/browser';
import { fill as filledTensor } from '@tensorflow/tfjs-core';
import { unzipSync, zipSync } from 'fflate';
import { type Browser, type Page, chromium as playwright } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { averBench } from '../../bench/test/aver-bench.js';
import { wavOf } from '../../bench/test/tiny-corpus.js';
import { dropFiles } from './drop-files.js';
import { buildSite, type Site } from './site.js';

const executablePath = chromium();
const fakeMicrophones = ['--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream'];
const sounds = fileURLToPath(new URL('sounds', import.meta.url));
const builtInModel = fileURLToPath(new URL('../public/models/synthetic', import.meta.url));
const features = { kind: 'features', groups: ['mfcc', 'chroma', 'mel'] };

let folder: string;
let site: Site;
let browser: Browser;
let page: Page;
const thrown: string[] = [];

beforeAll(async () => {
  if (!executablePath) return;
  folder = await mkdtemp(join(tmpdir(), 'aver-states-'));
  await prepareBackend('cpu');
  [site, browser] = await Promise.all([
    buildSite(),
    playwright.launch({ executablePath, args: ['--no-sandbox', ...fakeMicrophones] }),
  ]);
}, 240_000);

afterAll(async () => {
  await browser?.close();
  await site?.close();
  if (folder) await rm(folder, { recursive: true, force: true });
});

beforeEach(async () => {
  if (executablePath) page = await open();
}, 60_000);

afterEach(async () => {
  await page?.context().close();
  expect(thrown.splice(0)).toEqual([]);
}, 60_000);

async function open(query = '', viewport = { width: 1280, height: 900 }): Promise<Page> {
  // What a service worker keeps would pass by the routes of a test.
  const context = await browser.newContext({ viewport, serviceWorkers: 'block', reducedMotion: 'reduce' });
  context.on('weberror', (error) => thrown.push(String(error.error())));
  const opened = await context.newPage();
  opened.setDefaultTimeout(30_000);
  await opened.goto(`${site.url}${query}`);
  if (!query) await opened.locator('#status').filter({ hasText: 'Ready.' }).waitFor();
  return opened;
}

async function writeVoice(emotion: Emotion, actor: number): Promise<string> {
  const fields = { modality: 'audio-only', vocalChannel: 'speech', intensity: 'normal', repetition: 1 } as const;
  const voice = { ...fields, emotion, actor, statement: 1 } as const;
  const path = join(folder, formatFilename(voice));
  await writeFile(path, wavOf(synthesize(voice, { sampleRate: 16_000 })));
  return path;
}

const writeVoices = (actors: number[]) =>
  Promise.all(actors.flatMap((actor) => paperEmotions.map((emotion) => writeVoice(emotion, actor))));

/** A folder with an untrained model, its last kernel filled where `fill` is given. */
async function writeModel(name: string, { seed = 1, fill = 0, card = {} } = {}): Promise<string> {
  const directory = join(folder, name);
  const model = cnn1d({ form: 'two-convolutions', inputLength: 180, classes: 4, seed });
  if (fill !== 0) {
    // The last but one: the kernel of the layer that answers, before its bias.
    const filled = model
      .getWeights()
      .map((weight, i, all) => (i === all.length - 2 ? filledTensor(weight.shape, fill) : weight));
    model.setWeights(filled);
  }
  await saveModel(model, directory);
  const written = { labels: paperEmotions, input: features, inputScale: 0.02, ...card };
  await writeFile(join(directory, 'aver.json'), JSON.stringify(written));
  return directory;
}

const status = (text: string | RegExp) => page.locator('#status').filter({ hasText: text }).waitFor();
const error = (text: string | RegExp) => page.locator('#error').filter({ hasText: text }).waitFor();

/** The content of the file that a button saves. */
async function savedBy(button: string, encoding: BufferEncoding = 'utf8'): Promise<string> {
  const [download] = await Promise.all([page.waitForEvent('download'), page.click(button)]);
  return readFile(await download.path(), encoding);
}

/** Waits until so many seconds were recorded. */
async function heard(seconds: number): Promise<void> {
  await page.waitForFunction(
    (least) => Number.parseFloat(document.querySelector('#clock')?.textContent ?? '') >= least,
    seconds,
  );
}

/** Whether an element lies in the window whole, from side to side or from top to bottom as well. */
async function insideWindow(selector: string, axes: 'x' | 'xy' = 'xy'): Promise<boolean> {
  const box = await page.locator(selector).boundingBox();
  const size = page.viewportSize();
  if (!box || !size) return false;
  const isInside = box.x >= 0 && box.x + box.width <= size.width;
  // A window is scrolled by whole pixels.
  return isInside && (axes === 'x' || (box.y >= -1 && box.y + box.height <= size.height + 1));
}

/** What axe finds, whatever it calls it. */
async function findings(): Promise<unknown[]> {
  await page.evaluate(await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8'));
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: typeof import('axe-core') };
    return (await axe.run()).violations.map(({ id, nodes }) => ({ id, where: nodes.map(({ html }) => html) }));
  });
}

describe.skipIf(!executablePath)('the page', { timeout: 120_000 }, () => {
  test('lets the answers of a model go with it, and says so', async () => {
    const [first, ...others] = await writeVoices([1]);
    await dropFiles(page, [first, ...others]);
    await status('4 files: see the table.');
    expect(await page.textContent('#batch-model')).toBe('Answers of models/synthetic');
    await page.click('#batch-table button >> nth=0');
    await status('Your emotion');
    await page.setInputFiles('#model-folder', await writeModel('another'));
    await status('Ready. The answers were those of the model before, and are gone.');
    expect(await page.isHidden('#answer')).toBe(true);
    expect(await page.isHidden('#batch')).toBe(true);
    await page.setInputFiles('#files', first);
    await status('Your emotion');
    await page.click('#explain');
    await page.locator('#explanation').filter({ hasText: 'its probability goes from' }).waitFor();
  });

  test('replaces a batch of files whole by a newer one, and lets one be stopped', async () => {
    const older = await writeVoices([1, 2, 3, 4, 5, 6]);
    const newer = await writeVoices([7]);
    await page.setInputFiles('#files', older);
    await page.locator('#batch-table tbody tr').first().waitFor();
    await page.setInputFiles('#files', newer);
    await status('4 files: see the table.');
    // Long enough for the older to go on, if it did.
    await page.waitForTimeout(1000);
    expect(await page.textContent('#batch-summary')).toContain('4 of 4 files answered.');
    expect(await page.locator('#batch-table tbody tr').count()).toBe(4);

    await page.setInputFiles('#files', older);
    await page.locator('#batch-table tbody tr').first().waitFor();
    await page.click('#batch-stop');
    await page.locator('#batch-summary').filter({ hasText: 'Stopped before the end.' }).waitFor();
    const rows = await page.locator('#batch-table tbody tr').count();
    expect(rows).toBeLessThan(24);
    expect(await page.textContent('#batch-summary')).toContain(`${rows} of 24 files answered.`);
    expect(await page.isHidden('#batch-stop')).toBe(true);
    expect(await findings()).toEqual([]);
  });

  test('refuses weights that are no numbers or overflow, a card of other labels, and two models in one', async () => {
    const folders = {
      [await writeModel('not-numbers', { fill: Number.NaN })]: 'the weights must be finite numbers; received NaN in ',
      [await writeModel('overflow', { fill: 3e38 })]: /must be a finite number; received NaN: the weights overflow/,
      [await modelWithCard('two-labels', { labels: ['happy', 'sad'] })]:
        /labels must name what the model answers; received 2 \(happy, sad\) for 4 outputs, and an output without a name/,
    };
    const two = join(folder, 'two');
    await mkdir(two);
    for (const name of ['a', 'b']) await writeModel(`two/${name}`);
    for (const [path, message] of [...Object.entries(folders), [two, /received two\/a, two\/b\./] as const]) {
      await page.setInputFiles('#model-folder', path);
      await error(message);
      expect(await page.textContent('#model-facts')).toContain('models/synthetic');
      await page.click('#error-close');
    }
  });

  test('shows what went wrong where the reader is', async () => {
    await page.click('summary');
    await page.fill('#model-url', 'http://[');
    await page.press('#model-url', 'Enter');
    await error('must be like models/synthetic or https://…; received http://[');
    const place = await page.locator('#error').boundingBox();
    const top = place?.y ?? Number.NaN;
    expect(top).toBeGreaterThan(0);
    expect(top + (place?.height ?? Number.NaN)).toBeLessThanOrEqual(900);
    expect(await findings()).toEqual([]);
    await page.click('#error-close');
    expect(await page.isHidden('#error')).toBe(true);
  });

  test.each(['?model=nothing', '?model=http://['])('falls back to its own model at %s, with a line', async (query) => {
    await page.context().close();
    page = await open(query);
    await error('The built-in model is in use instead.');
    expect(await page.textContent('#model-facts')).toContain('models/synthetic');
    await page.click('[data-voice="happy"]');
    await status('Your emotion');
  });

  test('lets go of a model that does not come to an end', async () => {
    await page.route('**/slow/aver.json', () => undefined);
    await page.click('summary');
    await page.fill('#model-url', 'slow');
    await page.press('#model-url', 'Enter');
    await page.click('#model-cancel');
    await error('The model was not loaded: cancelled.');
    await page.click('[data-voice="happy"]');
    await status('Your emotion');
  });

  test('hears what the browser can decode, and says how it came by it', async () => {
    const hasAac = await page.evaluate(() => new Audio().canPlayType('audio/mp4; codecs=mp4a.40.2') !== '');
    if (!hasAac) console.warn('tone.m4a is left out: this Chromium was built without AAC');
    for (const format of ['MP3', 'Ogg', 'WebM', 'FLAC', ...(hasAac ? ['M4A'] : [])]) {
      const name = `tone.${format.toLowerCase()}`;
      await page.setInputFiles('#files', join(sounds, name));
      await status(`${name}: Your emotion`);
      expect(await page.textContent('#facts')).toMatch(/Sound1\.[45]\d s at 48,000 Hz/);
      expect(await page.textContent('#facts')).toContain(`Format${format}, decoded by this browser at 48,000 Hz.`);
    }
  });

  test('reads the sounds in a zip in place, and says what is wrong with one that is none', async () => {
    const voices = await writeVoices([8]);
    const archive = join(folder, 'voices.zip');
    const entries = await Promise.all(voices.map(async (path) => [basename(path), await readFile(path)] as const));
    await writeFile(archive, zipSync({ Actor_08: Object.fromEntries(entries), '__MACOSX/x.wav': new Uint8Array(9) }));
    await page.setInputFiles('#files', archive);
    await status('4 files: see the table.');
    expect(await page.textContent('#batch-summary')).toContain('4 of 4 files answered.');
    const broken = join(folder, 'broken.zip');
    await writeFile(broken, 'PK');
    await page.setInputFiles('#files', broken);
    await error('broken.zip: not a zip archive that can be read');
  });

  test('saves answers as CSV and JSON', async () => {
    const voices = await writeVoices([9]);
    const odd = join(folder, 'odd, "quoted".wav');
    await writeFile(odd, 'no sound');
    await page.setInputFiles('#files', [...voices, odd]);
    await status('5 files: see the table.');
    const { model, answers } = JSON.parse(await savedBy('#batch-json'));
    expect(model).toBe('models/synthetic');
    expect(answers).toHaveLength(5);
    const [{ file, emotion, nameSays, probabilities }] = answers;
    expect({ file, nameSays }).toEqual({ file: basename(voices[0]), nameSays: 'happy' });
    const lines = (await savedBy('#batch-csv')).split('\r\n');
    expect(lines[0]).toBe('file,answer,category,name says,p(happy),p(sad),p(angry),p(neutral),error,model');
    expect(lines[1].split(',').slice(0, 2)).toEqual([file, emotion]);
    expect(lines[1].split(',').slice(4, 8).map(Number)).toEqual(Object.values(probabilities));
    expect(lines[5]).toMatch(/^"odd, ""quoted""\.wav",,,,,,,,.*RIFF/);
    await page.click('#batch-table button >> nth=0');
    await status('Your emotion');
    expect(JSON.parse(await savedBy('#save-answer')).answers).toEqual([answers[0]]);
    expect(await findings()).toEqual([]);
  });

  test('saves a model trained here as a zip of the folder that aver-bench predict reads', async () => {
    await page.fill('#epochs', '2');
    await page.click('#train');
    await page.locator('#training-status').filter({ hasText: 'Trained, and in use now.' }).waitFor();
    const voice = await writeVoice('sad', 10);
    await page.setInputFiles('#files', voice);
    await status('Your emotion');
    const { probabilities } = JSON.parse(await savedBy('#save-answer')).answers[0];
    const archive = join(folder, 'aver-model.zip');
    await writeFile(archive, await savedBy('#save-model', 'latin1'), 'latin1');
    for (const [path, bytes] of Object.entries(unzipSync(await readFile(archive)))) {
      await mkdir(join(folder, dirname(path)), { recursive: true });
      await writeFile(join(folder, path), bytes);
    }
    const { stdout } = await averBench([
      'predict',
      voice,
      '--model',
      join(folder, 'aver-model'),
      '--json',
      '--backend',
      'wasm',
    ]);
    const [predicted] = JSON.parse(stdout);
    for (const emotion of paperEmotions) {
      expect(Math.abs(predicted.probabilities[emotion] - probabilities[emotion])).toBeLessThan(1e-4);
    }
    await page.setInputFiles('#files', archive);
    await status('Ready. The answers');
    expect(await page.textContent('#model-facts')).toContain('aver-model');
  });

  test.each(['light', 'dark'] as const)('can be read where it explains, in %s colours', async (colorScheme) => {
    await page.emulateMedia({ colorScheme });
    await page.click('[data-voice="angry"]');
    await status('Your emotion');
    await page.click('#explain');
    await page.locator('#explanation').filter({ hasText: 'its probability goes from' }).waitFor();
    expect(await findings()).toEqual([]);
  });

  test.each([320, 360])('shows the answer without being scrolled on a phone of %d pixels', async (width) => {
    await page.context().close();
    page = await open('', { width, height: 740 });
    await page.click('[data-voice="angry"]');
    await status('Your emotion');
    expect(await insideWindow('#sentence')).toBe(true);
    expect(await insideWindow('#probabilities')).toBe(true);
    const voices = await writeVoices([11]);
    await page.setInputFiles('#files', voices);
    await status('4 files: see the table.');
    await page.locator('#batch').scrollIntoViewIfNeeded();
    expect(await insideWindow('#batch-table tbody td >> nth=0', 'x')).toBe(true);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
    expect(await findings()).toEqual([]);
  });

  test('listens to the microphone that is chosen, shows how loud it is, and outlives its loss', async () => {
    await page.evaluate(() => {
      const devices = navigator.mediaDevices;
      const open = devices.getUserMedia.bind(devices);
      devices.getUserMedia = async (wanted) => {
        const stream = await open(wanted);
        Object.assign(globalThis, { track: stream.getAudioTracks()[0] });
        return stream;
      };
    });
    const label = () => page.evaluate(() => (globalThis as unknown as { track: MediaStreamTrack }).track.label);
    await page.click('#record');
    await status('Listening');
    await page.waitForFunction(() => (document.querySelector<HTMLMeterElement>('#level')?.value ?? 0) > 0.01);
    expect(await findings()).toEqual([]);
    const first = await label();
    await heard(1);
    await page.click('#record');
    await status('Recording 1: ');
    const names = await page.locator('#microphone option').allTextContents();
    const other = names.find((name) => name !== first) as string;
    await page.selectOption('#microphone', { label: other });
    await page.click('#record');
    await status('Listening');
    expect(await label()).toBe(other);
    await heard(1);
    // What a browser does when the device is gone.
    await page.evaluate(() =>
      (globalThis as unknown as { track: MediaStreamTrack }).track.dispatchEvent(new Event('ended')),
    );
    await status('Recording 2: ');
    expect(await page.textContent('#record')).toBe('Record');
  });

  test('stops a sound that plays', async () => {
    const long = join(folder, 'long.wav');
    await writeFile(long, wavOf({ samples: new Float32Array(60 * 16_000).fill(0.01), sampleRate: 16_000 }));
    await page.setInputFiles('#files', long);
    await status('Your emotion');
    await page.click('#play');
    await page.click('#play:has-text("Stop the sound")');
    await page.locator('#play').filter({ hasText: 'Play the sound' }).waitFor();
  });
});

/** The model that ships with the page under another card. */
async function modelWithCard(name: string, other: object): Promise<string> {
  const directory = join(folder, name);
  await mkdir(directory);
  const card = JSON.parse(await readFile(join(builtInModel, 'aver.json'), 'utf8'));
  const { weightsManifest } = JSON.parse(await readFile(join(builtInModel, 'model.json'), 'utf8'));
  for (const file of ['model.json', ...weightsManifest[0].paths]) {
    await writeFile(join(directory, file), await readFile(join(builtInModel, file)));
  }
  await writeFile(join(directory, 'aver.json'), JSON.stringify({ ...card, ...other }));
  return directory;
}
