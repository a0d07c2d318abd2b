import { writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { createLcg } from '@aver/test-helpers';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest';
import { wavOf } from '../../../bench/test/tiny-corpus.js';
import {
  close,
  expectNothingThrown,
  findings,
  folder,
  goOn,
  open,
  savedBy,
  says,
  writeVoice,
  writeVoices,
} from '../shared-site.js';

/** What the model says while a sound goes on, and of two sounds. */
export function overTime(): void {
  // A visit goes on from test to test, until one leaves a sound that plays, or begins before anything was asked.
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

  const timelineOf = (text: string | RegExp) => page.locator('#over-time-status').filter({ hasText: text }).waitFor();
  /** Colours in a canvas. */
  const colours = (selector: string) =>
    page.locator(selector).evaluate((canvas: HTMLCanvasElement) => {
      const context = canvas.getContext('2d') as CanvasRenderingContext2D;
      return new Set(new Uint32Array(context.getImageData(0, 0, canvas.width, canvas.height).data.buffer)).size;
    });

  test('answers while one speaks, below the spectrogram', async () => {
    await page.click('#record');
    const now = page.locator('#now');
    await now.filter({ hasText: '%' }).waitFor();
    // How many a second is for benchmarks to tell: a busy machine has fewer.
    await now.evaluate(
      (element) =>
        new Promise<void>((resolve) => {
          let answers = 0;
          new MutationObserver(() => ++answers === 3 && resolve()).observe(element, { childList: true });
        }),
    );
    expect(await colours('#live-timeline')).toBeGreaterThan(3);
    expect(await findings(page)).toEqual([]);
    await page.click('#record');
    await says(page, 'Recording 1: Your emotion');
    await timelineOf(/stretch/);
  });

  test.each(['light', 'dark'] as const)(
    'lets one choose a moment to hear, see and ask about, in %s',
    async (colorScheme) => {
      await page.emulateMedia({ colorScheme });
      const voice = await writeVoice('angry', 14);
      await page.setInputFiles('#files', voice);
      await timelineOf(/stretch(es)? in [34]\.\d s\./);
      expect(await colours('#sound-picture')).toBeGreaterThan(50);
      expect(await colours('#timeline')).toBeGreaterThan(3);
      const whole = await page.textContent('#sentence');
      // By the keyboard alone.
      await page.focus('#moment');
      await page.keyboard.press('Home');
      expect(await page.textContent('#moment-text')).toMatch(/^0\.0 s to 2\.0 s: \w+ \(happy \d+ %, /);
      await page.keyboard.press('ArrowRight');
      expect(await page.getAttribute('#moment', 'aria-valuetext')).toMatch(/^0\.3 s: /);
      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      await page.locator('#playhead').waitFor();
      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      await page.locator('#explanation').filter({ hasText: 'its probability goes from' }).waitFor();
      expect(await page.textContent('#answer-name')).toBe(`${basename(voice)}, 0.0 to 2.0 s`);
      expect(await findings(page)).toEqual([]);
      await page.click('#moment-whole');
      expect(await page.textContent('#answer-name')).toBe(basename(voice));
      expect(await page.textContent('#sentence')).toBe(whole);
      await page.click('#timeline', { position: { x: 700, y: 10 } });
      expect(await page.textContent('#moment-text')).not.toMatch(/^0\.0 s/);
      await page.click('#segments button >> nth=0');
      await page.locator('#playhead').waitFor();
      await leave();
    },
  );

  test('saves the timeline as CSV, JSON and PNG', async () => {
    await page.setInputFiles('#files', await writeVoice('sad', 14));
    await timelineOf(/stretch/);
    const { answers, timeline } = JSON.parse(await savedBy(page, '#save-answer'));
    expect(answers).toHaveLength(1);
    expect(timeline.segments[0].start).toBe(0);
    const lines = (await savedBy(page, '#timeline-csv')).trimEnd().split('\r\n');
    expect(lines[0]).toBe('start,end,answer,p(happy),p(sad),p(angry),p(neutral)');
    expect(lines).toHaveLength(1 + timeline.moments.length);
    expect(lines[1].split(',').slice(3).map(Number)).toEqual(Object.values(timeline.moments[0].probabilities));
    for (const [i, { end }] of timeline.segments.entries()) {
      if (i + 1 < timeline.segments.length) expect(timeline.segments[i + 1].start).toBe(end);
    }
    const png = await savedBy(page, '#timeline-png', 'latin1');
    expect(png.slice(1, 4)).toBe('PNG');
    expect(png.length).toBeGreaterThan(5000);
  });

  test('listens to twenty minutes piece by piece, can be stopped, and plays a moment of it', async () => {
    const samples = Float32Array.from(createLcg(1).array(20 * 60 * 8000, 0.1));
    const long = join(folder, 'twenty-minutes.wav');
    await writeFile(long, wavOf({ samples, sampleRate: 8000 }));
    await page.setInputFiles('#files', long);
    await says(page, /twenty-minutes\.wav piece by piece: [1-9]\d? %/);
    await page.click('#asking-stop');
    await page.locator('#error').filter({ hasText: 'twenty-minutes.wav: stopped.' }).waitFor();
    await page.click('#error-close');

    // The shortest such sound: one up to a minute is asked whole as well.
    const minute = join(folder, 'minute.wav');
    await writeFile(minute, wavOf({ samples: samples.subarray(0, 62 * 8000), sampleRate: 8000 }));
    await page.setInputFiles('#files', minute);
    await timelineOf(/in 1:02\./);
    expect(await page.isHidden('#explain')).toBe(true);
    await page.click('#play');
    await page.click('#play:has-text("Stop the sound")');
    await page.locator('#play').filter({ hasText: 'Play the sound' }).waitFor();
    await page.click('#moment-ask');
    await page.locator('#explanation').filter({ hasText: 'its probability goes from' }).waitFor();
    expect(await page.textContent('#answer-name')).toBe('minute.wav, 30.0 to 32.0 s');
  });

  test('puts two answers side by side', async () => {
    const [first, second] = [await writeVoice('angry', 15), await writeVoice('sad', 15)];
    await page.setInputFiles('#files', first);
    await says(page, basename(first));
    await page.click('#keep');
    expect(await page.textContent('#compare-text')).toBe('The next answer will stand beside it.');
    await page.setInputFiles('#files', second);
    await page
      .locator('#compare-text')
      .filter({ hasText: /^The largest difference: \w+, \d+ points (more|less)/ })
      .waitFor();
    expect(await page.locator('#compare h3').allInnerTexts()).toEqual([first, second].map((path) => basename(path)));
    expect(await findings(page)).toEqual([]);
    await page.click('#compare-end');
    expect(await page.isHidden('#compare')).toBe(true);
  });

  test('puts what was misheard first, counts by speaker, and shows what one asks for', async () => {
    const odd = join(folder, 'odd.wav');
    await writeFile(odd, 'no sound');
    await page.setInputFiles('#files', [...(await writeVoices([16, 17])), odd]);
    await says(page, '9 files: see the table.');
    const rows = page.locator('#batch-table tbody tr:visible');
    const told = (await rows.allInnerTexts()).map((row) => /right|wrong/.exec(row)?.[0]);
    const wrong = told.filter((one) => one === 'wrong').length;
    expect(wrong).toBeGreaterThan(0);
    expect(told.slice(0, wrong)).toEqual(Array(wrong).fill('wrong'));
    const counted = await page.locator('#speakers tbody tr').allInnerTexts();
    const counts = counted.map((row) => row.split('\t').slice(1, 4).map(Number));
    expect(counts.map(([right, misheard, unsure]) => [right + misheard, unsure])).toEqual([
      [4, 0],
      [4, 0],
    ]);
    expect(counts[0][1] + counts[1][1]).toBe(wrong);
    await page.uncheck('#batch-wrong-first');
    expect((await rows.allInnerTexts())[0]).toContain('03-01-03-01-01-01-16.wav');
    await page.selectOption('#batch-filter', 'wrong');
    expect(await rows.count()).toBe(wrong);
    await page.selectOption('#batch-filter', 'failed');
    expect(await rows.allInnerTexts()).toEqual([expect.stringContaining('odd.wav')]);
    await page.selectOption('#batch-filter', 'all');
    await page.fill('#batch-find', '-17.');
    expect(await rows.count()).toBe(4);
    expect(await findings(page)).toEqual([]);
  });

  test('has nothing that axe finds where it trains and before anything was asked, and fits a phone', async () => {
    await leave();
    visit = page = await open();
    expect(await findings(page)).toEqual([]);
    await page.setViewportSize({ width: 320, height: 740 });
    await page.setInputFiles('#files', await writeVoice('sad', 18));
    await timelineOf(/stretch/);
    expect(await findings(page)).toEqual([]);
    await page.setInputFiles('#files', await writeVoices([18, 19]));
    await says(page, '8 files: see the table.');
    await page.fill('#epochs', '300');
    await page.click('#train');
    await page.locator('#training-status').filter({ hasText: 'Epoch' }).waitFor();
    expect(await findings(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
    await page.click('#stop-training');
    await page.locator('#training-status').filter({ hasText: 'Trained' }).waitFor();
  });
}
