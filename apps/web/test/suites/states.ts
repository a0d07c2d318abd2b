import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { paperEmotions } from '@aver/ravdess';
import { unzipSync, zipSync } from 'fflate';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest';
import { averBenchProcess } from '../../../bench/test/aver-bench.js';
import { wavOf } from '../../../bench/test/tiny-corpus.js';
import { dropFiles } from '../drop-files.js';
import {
  close,
  expectNothingThrown,
  fails,
  findings,
  folder,
  goOn,
  heard,
  open,
  savedBy,
  says,
  site,
  writeModel,
  writeVoice,
  writeVoices,
} from '../shared-site.js';

const sounds = fileURLToPath(new URL('../sounds', import.meta.url));

/** States that once were wrong: results of two models or two drops in one, errors out of sight, no way out. */
export function states(): void {
  // A visit goes on from test to test, until one leaves another model, a small window or a failure behind.
  let visit: Page | undefined;
  let page: Page;
  beforeEach(async () => {
    visit = page = await goOn(visit);
  });
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await leave();
    expectNothingThrown();
  });
  afterAll(leave);
  async function leave(): Promise<void> {
    const left = visit;
    visit = undefined;
    await close(left);
  }

  test('lets the answers of a model go with it, and says so', async () => {
    const [first, ...others] = await writeVoices([1]);
    await dropFiles(page, [first, ...others]);
    await says(page, '4 files: see the table.');
    expect(await page.textContent('#batch-model')).toBe('Answers of models/features');
    await page.click('#batch-table button >> nth=0');
    await says(page, 'Your emotion');
    await page.setInputFiles('#model-folder', await writeModel(join(folder, 'another')));
    await says(page, 'Ready. The answers were those of the model before, and are gone.');
    expect(await page.isHidden('#answer')).toBe(true);
    expect(await page.isHidden('#batch')).toBe(true);
    await page.setInputFiles('#files', first);
    await says(page, 'Your emotion');
    await page.click('#explain');
    await page.locator('#explanation').filter({ hasText: 'its probability goes from' }).waitFor();
    await leave();
  });

  test('replaces a batch of files whole by a newer one, and lets one be stopped', async () => {
    const older = await writeVoices([1, 2, 3, 4, 5, 6]);
    const newer = await writeVoices([7]);
    await page.setInputFiles('#files', older);
    await page.locator('#batch-table tbody tr').first().waitFor();
    await page.setInputFiles('#files', newer);
    await says(page, '4 files: see the table.');
    // The next question is answered after whatever of the older is still on its way.
    await page.click('#batch-table button >> nth=0');
    await says(page, 'Your emotion');
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
    expect(await findings(page)).toEqual([]);
  });

  test('refuses weights that are no numbers or overflow, a card of other labels, and two models in one', async () => {
    const folders = {
      [await writeModel(join(folder, 'not-numbers'), { kernel: Number.NaN })]:
        'the weights must be finite numbers; received NaN in ',
      [await writeModel(join(folder, 'overflow'), { kernel: 3e38 })]:
        /must be a finite number; received NaN: the weights overflow/,
      [await writeModel(join(folder, 'two-labels'), { bias: [0, 0, 9, 9], card: { labels: ['happy', 'sad'] } })]:
        /labels must name what the model answers; received 2 \(happy, sad\) for 4 outputs, and an output without a name/,
    };
    const two = join(folder, 'two');
    await mkdir(two);
    for (const name of ['a', 'b']) await writeModel(join(two, name));
    for (const [path, message] of [...Object.entries(folders), [two, /received two\/a, two\/b\./] as const]) {
      await page.setInputFiles('#model-folder', path);
      await fails(page, message);
      expect(await page.textContent('#model-facts')).toContain('models/features');
      await page.click('#error-close');
    }
  });

  test('counts what the model is not sure of apart, speaker by speaker', async () => {
    const sure = { threshold: 0.9, accuracy: 1, share: 0 };
    // One that has the same probability for each emotion, and one that is sure of one.
    const doubting = await writeModel(join(folder, 'doubting'), { kernel: 0, bias: [0, 0, 0, 0], card: { sure } });
    const certain = await writeModel(join(folder, 'certain'), { kernel: 0, bias: [9, 0, 0, 0], card: { sure } });
    const bySpeaker = () => page.locator('#speakers tbody tr').allInnerTexts();
    const voices = await writeVoices([21, 22]);
    await page.setInputFiles('#model-folder', doubting);
    await says(page, 'Ready.');
    expect(await page.isHidden('figure.live')).toBe(true);
    await page.setInputFiles('#files', voices);
    await page.locator('#batch-summary').filter({ hasText: '8 without a voice, or not sure' }).waitFor();
    expect(await bySpeaker()).toEqual(['actor 21\t0\t0\t4\t–', 'actor 22\t0\t0\t4\t–']);
    expect(await page.locator('#confusion').count()).toBe(0);
    await page.setInputFiles('#model-folder', certain);
    await says(page, 'Ready.');
    await page.setInputFiles('#files', voices);
    await page.locator('#batch-summary').filter({ hasText: '2 of 8 whose names' }).waitFor();
    expect(await bySpeaker()).toEqual(['actor 21\t1\t3\t0\t25.0 %', 'actor 22\t1\t3\t0\t25.0 %']);
    expect(await page.locator('#channels').count()).toBe(0);
    const song = join(folder, '03-02-03-01-01-01-21.wav');
    await copyFile(voices[0], song);
    await page.setInputFiles('#files', [...voices.slice(0, 4), song]);
    await page.locator('#batch-summary').filter({ hasText: '2 of 5 whose names' }).waitFor();
    const byChannel = await page.locator('#channels tbody tr').allInnerTexts();
    expect(byChannel).toEqual(['spoken\t1\t3\t0\t25.0 %', 'sung\t1\t0\t0\t100.0 %']);
    await leave();
  });

  test('shows what went wrong where the reader is', async () => {
    await page.click('#other-model');
    await page.fill('#model-url', 'http://[');
    await page.press('#model-url', 'Enter');
    await fails(page, 'must be like models/shipped or https://…; received http://[');
    const place = await page.locator('#error').boundingBox();
    const top = place?.y ?? Number.NaN;
    expect(top).toBeGreaterThan(0);
    expect(top + (place?.height ?? Number.NaN)).toBeLessThanOrEqual(900);
    expect(await findings(page)).toEqual([]);
    await page.click('#error-close');
    expect(await page.isHidden('#error')).toBe(true);
    await page.click('#other-model');
  });

  test.each(['?model=nothing', '?model=http://['])('falls back to its own model at %s, with a line', async (query) => {
    await page.goto(`${site.url}${query}`);
    await fails(page, 'The built-in model is in use instead.');
    expect(await page.textContent('#model-facts')).toContain('models/shipped');
    await leave();
  });

  test('lets go of a model that does not come to an end', async () => {
    await page.route('**/slow/aver.json', () => undefined);
    await page.click('#other-model');
    await page.fill('#model-url', 'slow');
    await page.press('#model-url', 'Enter');
    await page.click('#model-cancel');
    await fails(page, 'The model was not loaded: cancelled.');
    await page.setInputFiles('#files', await writeVoice('happy', 12));
    await says(page, 'Your emotion');
  });

  test('hears what the browser can decode, and says how it came by it', async () => {
    const hasAac = await page.evaluate(() => new Audio().canPlayType('audio/mp4; codecs=mp4a.40.2') !== '');
    if (!hasAac) console.warn('tone.m4a is left out: this Chromium was built without AAC');
    for (const format of ['MP3', 'Ogg', 'WebM', 'FLAC', ...(hasAac ? ['M4A'] : [])]) {
      const name = `tone.${format.toLowerCase()}`;
      await page.setInputFiles('#files', join(sounds, name));
      await says(page, `${name}: Your emotion`);
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
    await says(page, '4 files: see the table.');
    expect(await page.textContent('#batch-summary')).toContain('4 of 4 files answered.');
    const broken = join(folder, 'broken.zip');
    await writeFile(broken, 'PK');
    await page.setInputFiles('#files', broken);
    await fails(page, 'broken.zip: not a zip archive that can be read');
  });

  test('saves answers as CSV and JSON', async () => {
    const voices = await writeVoices([9]);
    const odd = join(folder, 'odd, "quoted".wav');
    await writeFile(odd, 'no sound');
    await page.setInputFiles('#files', [...voices, odd]);
    await says(page, '5 files: see the table.');
    const { model, answers } = JSON.parse(await savedBy(page, '#batch-json'));
    expect(model).toBe('models/features');
    expect(answers).toHaveLength(5);
    const [{ file, emotion, nameSays, probabilities }] = answers;
    expect({ file, nameSays }).toEqual({ file: basename(voices[0]), nameSays: 'happy' });
    const lines = (await savedBy(page, '#batch-csv')).split('\r\n');
    expect(lines[0]).toBe('file,answer,category,name says,p(happy),p(sad),p(angry),p(neutral),error,model');
    expect(lines[1].split(',').slice(0, 2)).toEqual([file, emotion]);
    expect(lines[1].split(',').slice(4, 8).map(Number)).toEqual(Object.values(probabilities));
    expect(lines[5]).toMatch(/^"odd, ""quoted""\.wav",,,,,,,,.*RIFF/);
    await page.click(`#batch-table button:has-text("${file}")`);
    await says(page, 'Your emotion');
    expect(JSON.parse(await savedBy(page, '#save-answer')).answers).toEqual([answers[0]]);
    expect(await findings(page)).toEqual([]);
  });

  test('saves a model trained here as a zip of the folder that aver-bench predict reads', async () => {
    // The files that were given would be what it learns from.
    await leave();
    visit = page = await open();
    await page.fill('#epochs', '2');
    await page.click('#train');
    await page.locator('#training-status').filter({ hasText: 'Trained, and in use now.' }).waitFor();
    const voice = await writeVoice('sad', 10);
    await page.setInputFiles('#files', voice);
    await says(page, 'Your emotion');
    const { probabilities } = JSON.parse(await savedBy(page, '#save-answer')).answers[0];
    const archive = join(folder, 'aver-model.zip');
    await writeFile(archive, await savedBy(page, '#save-model', 'latin1'), 'latin1');
    for (const [path, bytes] of Object.entries(unzipSync(await readFile(archive)))) {
      await mkdir(join(folder, dirname(path)), { recursive: true });
      await writeFile(join(folder, path), bytes);
    }
    const { stdout } = await averBenchProcess([
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
    await says(page, 'Ready. The answers');
    expect(await page.textContent('#model-facts')).toContain('aver-model');
    await leave();
  });

  test.each(['light', 'dark'] as const)('can be read where it explains, in %s colours', async (colorScheme) => {
    await page.emulateMedia({ colorScheme });
    await page.setInputFiles('#files', await writeVoice('angry', 12));
    await says(page, 'Your emotion');
    await page.click('#explain');
    await page.locator('#explanation').filter({ hasText: 'its probability goes from' }).waitFor();
    expect(await findings(page)).toEqual([]);
    await page.emulateMedia({ colorScheme: null });
  });

  test('stops a sound that plays', async () => {
    const long = join(folder, 'long.wav');
    await writeFile(long, wavOf({ samples: new Float32Array(60 * 16_000).fill(0.01), sampleRate: 16_000 }));
    await page.setInputFiles('#files', long);
    await says(page, 'Your emotion');
    await page.click('#play');
    await page.click('#play:has-text("Stop the sound")');
    await page.locator('#play').filter({ hasText: 'Play the sound' }).waitFor();
  });

  test.each([320, 360])('shows the answer without being scrolled on a phone of %d pixels', async (width) => {
    page = await open({ viewport: { width, height: 740 } });
    await page.setInputFiles('#files', await writeVoice('angry', 12));
    await says(page, 'Your emotion');
    expect(await insideWindow(page, '#sentence')).toBe(true);
    expect(await insideWindow(page, '#probabilities')).toBe(true);
    const voices = await writeVoices([11]);
    await page.setInputFiles('#files', voices);
    await says(page, '4 files: see the table.');
    await page.locator('#batch').scrollIntoViewIfNeeded();
    expect(await insideWindow(page, '#batch-table tbody td >> nth=0', 'x')).toBe(true);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
    expect(await findings(page)).toEqual([]);
    await leave();
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
    await says(page, 'Listening');
    await page.waitForFunction(() => (document.querySelector<HTMLMeterElement>('#level')?.value ?? 0) > 0.01);
    expect(await findings(page)).toEqual([]);
    const first = await label();
    await heard(page, 1);
    await page.click('#record');
    await says(page, 'Recording 1: ');
    const names = await page.locator('#microphone option').allTextContents();
    const other = names.find((name) => name !== first) as string;
    await page.selectOption('#microphone', { label: other });
    await page.click('#record');
    await says(page, 'Listening');
    expect(await label()).toBe(other);
    await heard(page, 1);
    // What a browser does when the device is gone.
    await page.evaluate(() =>
      (globalThis as unknown as { track: MediaStreamTrack }).track.dispatchEvent(new Event('ended')),
    );
    await says(page, 'Recording 2: ');
    expect(await page.textContent('#record')).toBe('Record');
    await leave();
  });
}

/** Whether an element lies in the window whole, from side to side or from top to bottom as well. */
async function insideWindow(page: Page, selector: string, axes: 'x' | 'xy' = 'xy'): Promise<boolean> {
  const box = await page.locator(selector).boundingBox();
  const size = page.viewportSize();
  if (!box || !size) return false;
  const isInside = box.x >= 0 && box.x + box.width <= size.width;
  // A window is scrolled by whole pixels.
  return isInside && (axes === 'x' || (box.y >= -1 && box.y + box.height <= size.height + 1));
}
