import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { syntheticRecordings } from '@aver/ravdess/synthetic';
import { chromium } from '@aver/test-helpers/browser';
import { type Browser, chromium as playwright } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Run } from '../../src/report/load-run.js';
import { pageHtml } from '../../src/report/page-html.js';
import { readSketches, sketchRecordings } from '../../src/report/recordings/sketch-recordings.js';
import { reportBlocks } from '../../src/report/report-blocks.js';
import { aTable, results } from '../tables/a-table.js';

const executablePath = chromium();
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const trials = { MLP: results(70, 80), 'CNN-1D': results(90), 'CNN-2D': results(60, 62) };
const optimizers = { '2a': results(55, 65), '2f': results(40, 50) };

describe.skipIf(!executablePath)('the report in Chromium', () => {
  let folder: string;
  let url: string;
  let browser: Browser;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'aver-page-'));
    const recordings = syntheticRecordings({ emotions: ['happy'], actors: [2], sampleRate: 16000 }).map((one) => ({
      ...one,
      fields: { ...one.fields, speaker: one.fields.actor },
    }));
    const store = { directory: folder, writeFile: (path: string, text: string) => writeFile(join(folder, path), text) };
    await sketchRecordings(store, { recordings }, 'f');
    const run: Run = {
      // Two, as most reports have: captions come twice then.
      tables: [
        { document: aTable(trials, { planned: 2 }), results: Object.values(trials) },
        { document: aTable(optimizers, { table: 'table2' }), results: Object.values(optimizers) },
      ],
      recordings: await readSketches(folder),
      bad: [],
    };
    url = pathToFileURL(join(folder, 'report.html')).href;
    await writeFile(join(folder, 'report.html'), pageHtml('A report', await reportBlocks(run)));
    browser = await playwright.launch({ executablePath, args: ['--no-sandbox'] });
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await rm(folder, { recursive: true, force: true });
  });

  test.each([
    ['desktop', 1280, 'light'],
    ['desktop', 1280, 'dark'],
    ['phone', 390, 'light'],
    ['phone', 390, 'dark'],
  ] as const)(
    '%s, %i pixels, %s: nothing on the console, nothing fetched, no scrolling sideways, nothing that axe finds',
    async (_device, width, colorScheme) => {
      const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme, bypassCSP: true });
      const messages: string[] = [];
      page.on('console', (message) => messages.push(message.text()));
      page.on('pageerror', (error) => messages.push(error.message));
      const requests: string[] = [];
      page.on('request', (request) => requests.push(request.url()));
      await page.goto(url);
      expect(messages).toEqual([]);
      expect(requests.filter((one) => one !== url && !one.startsWith('data:'))).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);

      await page.addScriptTag({ content: axe });
      const { violations } = (await page.evaluate('axe.run()')) as {
        violations: Array<{ id: string; nodes: Array<{ html: string }> }>;
      };
      expect(violations.map(({ id, nodes }) => [id, nodes[0].html])).toEqual([]);
      await page.close();
    },
    60_000,
  );

  test('the keyboard reaches the contents, each wide table, and skips to the content', async () => {
    const page = await browser.newPage({ viewport: { width: 390, height: 900 } });
    await page.goto(url);
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Skip to the content');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toMatch(/^Accuracy: printed/);
    await page.keyboard.press('ArrowRight');
    await page.waitForFunction(() => (document.activeElement?.scrollLeft ?? 0) > 0);
    await page.close();
  });

  test('figures take the colour of the text, dark on light and light on dark', async () => {
    const colours = await Promise.all(
      (['light', 'dark'] as const).map(async (colorScheme) => {
        const page = await browser.newPage({ colorScheme });
        await page.goto(url);
        const colour = await page.evaluate(() => {
          const text = document.querySelector('figure svg text');
          return text ? getComputedStyle(text).fill : '';
        });
        await page.close();
        return colour;
      }),
    );
    expect(colours).toEqual(['rgb(28, 31, 36)', 'rgb(231, 233, 236)']);
  });
});
