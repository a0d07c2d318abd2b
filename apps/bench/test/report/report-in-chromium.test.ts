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
import { explorationPage } from '../../src/exploration/exploration-page.js';
import { pageHtml } from '../../src/report/page-html.js';
import { readSketches, sketchRecordings } from '../../src/report/recordings/sketch-recordings.js';
import { reportBlocks } from '../../src/report/report-blocks.js';
import { anExploration } from '../exploration/an-exploration.js';
import { aTable, results } from '../tables/a-table.js';

const executablePath = chromium();
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const trials = { MLP: results(70, 80), 'CNN-1D': results(90), 'CNN-2D': results(60, 62) };
const optimizers = { '2a': results(55, 65), '2f': results(40, 50) };

/** What of a page is not on the screen, or only after scrolling sideways; run in the page. */
function outside(): string[] {
  const seen = [...document.querySelectorAll('h1, h2, h3, p, li, th, td, svg[role], img, audio, figcaption, code')];
  return seen.flatMap((one) => {
    const { left, right, width } = one.getBoundingClientRect();
    const isSkip = one.closest('.skip') !== null;
    return !isSkip && width > 0 && (left < -1 || right > innerWidth + 1) ? [one.outerHTML.slice(0, 80)] : [];
  });
}

describe.skipIf(!executablePath)('the report in Chromium', () => {
  let folder: string;
  const urlOf = (name: string) => pathToFileURL(join(folder, `${name}.html`)).href;
  let browser: Browser;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'aver-page-'));
    const recordings = syntheticRecordings({ emotions: ['happy'], actors: [2], sampleRate: 16000 }).map((one) => ({
      ...one,
      fields: { ...one.fields, speaker: one.fields.actor },
    }));
    const store = { directory: folder, writeFile: (path: string, text: string) => writeFile(join(folder, path), text) };
    await sketchRecordings(store, { recordings }, 'f');
    // Two, as most reports have: captions come twice then.
    const tables = [
      { document: aTable(trials, { planned: 2 }), results: Object.values(trials) },
      { document: aTable(optimizers, { table: 'table2' }), results: Object.values(optimizers) },
    ];
    const madeUp = tables.map(({ document, results: rows }) => ({
      document: { ...document, data: { ...document.data, name: 'synthetic' } },
      results: rows,
    }));
    const sketches = await readSketches(folder);
    await writeFile(
      join(folder, 'report.html'),
      pageHtml('A report', await reportBlocks({ tables, recordings: [], bad: [] }), '2026-11-29 · aver-bench 1'),
    );
    // Of made-up voices a report has sounds, too.
    const heard = await reportBlocks({ tables: madeUp.slice(0, 1), recordings: sketches, bad: [] });
    await writeFile(join(folder, 'made-up.html'), pageHtml('Made-up voices', heard));
    await writeFile(join(folder, 'data.html'), await explorationPage(anExploration()));
    browser = await playwright.launch({ executablePath, args: ['--no-sandbox'] });
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await rm(folder, { recursive: true, force: true });
  });

  test.each([
    ['report', 1280, 'light'],
    ['report', 1280, 'dark'],
    ['report', 390, 'light'],
    ['report', 390, 'dark'],
    ['made-up', 1280, 'dark'],
    ['made-up', 390, 'light'],
    ['data', 1280, 'light'],
    ['data', 390, 'dark'],
  ] as const)(
    '%s, %i pixels, %s: all of it on the screen, nothing on the console, nothing fetched, nothing that axe finds',
    async (name, width, colorScheme) => {
      const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme, bypassCSP: true });
      const messages: string[] = [];
      page.on('console', (message) => messages.push(message.text()));
      page.on('pageerror', (error) => messages.push(error.message));
      const requests: string[] = [];
      page.on('request', (request) => requests.push(request.url()));
      await page.goto(urlOf(name));
      expect(messages).toEqual([]);
      expect(requests.filter((one) => one !== urlOf(name) && !one.startsWith('data:'))).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
      expect(await page.evaluate(outside)).toEqual([]);

      await page.addScriptTag({ content: axe });
      const { violations } = (await page.evaluate('axe.run()')) as {
        violations: Array<{ id: string; nodes: Array<{ html: string }> }>;
      };
      expect(violations.map(({ id, nodes }) => [id, nodes[0].html.slice(0, 300)])).toEqual([]);
      await page.close();
    },
    60_000,
  );

  test('on a phone each cell of a wide table says what it is', async () => {
    const page = await browser.newPage({ viewport: { width: 390, height: 900 } });
    await page.goto(urlOf('report'));
    const [shown, label] = await page.evaluate(() => {
      const cell = document.querySelector('.wide td[data-label="one more run"]') as Element;
      return [getComputedStyle(cell, '::before').content, getComputedStyle(cell.closest('tr') as Element).display];
    });
    expect([shown, label]).toEqual(['"one more run"', 'grid']);
    await page.close();
  });

  test('the keyboard reaches the contents, each wide table, and skips to the content', async () => {
    const page = await browser.newPage({ viewport: { width: 800, height: 900 } });
    await page.goto(urlOf('report'));
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
        await page.goto(urlOf('report'));
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
