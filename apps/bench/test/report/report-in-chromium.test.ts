import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { syntheticRecordings } from '@aver/ravdess/synthetic';
import { chromium } from '@aver/test-helpers/browser';
import { type Browser, type Page, chromium as playwright } from 'playwright-core';
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
  // Two windows for all: a new one costs more than what a test does in it. Only axe needs the one without the policy.
  let plain: Page;
  let forAxe: Page;
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
    plain = await browser.newPage();
    forAxe = await browser.newPage({ bypassCSP: true });
  });
  afterAll(async () => {
    await browser?.close();
    await rm(folder, { recursive: true, force: true });
  });

  /** Opens a page in a window, as if it were a new one. */
  async function visit(
    page: Page,
    name: string,
    width: number,
    colorScheme: 'light' | 'dark' = 'light',
  ): Promise<void> {
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme });
    await page.goto(urlOf(name));
    // What a phone folds is to be right, too.
    await openAll(page);
  }

  const openAll = (page: Page) =>
    page.evaluate(() => {
      for (const one of document.querySelectorAll('details')) one.open = true;
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
      const page = forAxe.removeAllListeners();
      const messages: string[] = [];
      page.on('console', (message) => messages.push(message.text()));
      page.on('pageerror', (error) => messages.push(error.message));
      const requests: string[] = [];
      page.on('request', (request) => requests.push(request.url()));
      await visit(page, name, width, colorScheme);
      expect(messages).toEqual([]);
      expect(requests.filter((one) => one !== urlOf(name) && !one.startsWith('data:'))).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
      expect(await page.evaluate(outside)).toEqual([]);

      await page.addScriptTag({ content: axe });
      const { violations } = (await page.evaluate("axe.run({ resultTypes: ['violations'] })")) as {
        violations: Array<{ id: string; nodes: Array<{ html: string }> }>;
      };
      expect(violations.map(({ id, nodes }) => [id, nodes[0].html.slice(0, 300)])).toEqual([]);
    },
  );

  test('a phone folds the details, and opens them; a wide window and paper show all of it', async () => {
    const height = () => plain.evaluate(() => document.documentElement.scrollHeight);
    const opened = async () => {
      await openAll(plain);
      return height();
    };
    await plain.setViewportSize({ width: 390, height: 900 });
    await plain.goto(urlOf('report'));
    const folded = await height();
    await plain.click('summary >> nth=0');
    expect(await height()).toBeGreaterThan(folded + 100);
    expect(await opened()).toBeGreaterThan(2 * folded);
    await plain.setViewportSize({ width: 1280, height: 900 });
    await plain.goto(urlOf('report'));
    expect(await plain.locator('summary').first().isVisible()).toBe(false);
    expect(await height()).toBe(await opened());
    await plain.emulateMedia({ media: 'print' });
    await plain.goto(urlOf('report'));
    expect(await height()).toBe(await opened());
    await plain.emulateMedia({ media: null });
  });

  test('on a phone each cell of a wide table says what it is', async () => {
    await visit(plain, 'report', 390);
    const [shown, label] = await plain.evaluate(() => {
      const cell = document.querySelector('.wide td[data-label="one more run"]') as Element;
      return [getComputedStyle(cell, '::before').content, getComputedStyle(cell.closest('tr') as Element).display];
    });
    expect([shown, label]).toEqual(['"one more run"', 'grid']);
  });

  test('the keyboard reaches the contents, each wide table, and skips to the content', async () => {
    const page = plain;
    await visit(page, 'report', 800);
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Skip to the content');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toMatch(/^Accuracy: printed/);
    await page.keyboard.press('ArrowRight');
    await page.waitForFunction(() => (document.activeElement?.scrollLeft ?? 0) > 0);
  });

  test('figures take the colour of the text, dark on light and light on dark', async () => {
    const colours: string[] = [];
    for (const colorScheme of ['light', 'dark'] as const) {
      await visit(plain, 'report', 1280, colorScheme);
      colours.push(
        await plain.evaluate(() => {
          const text = document.querySelector('figure svg text');
          return text ? getComputedStyle(text).fill : '';
        }),
      );
    }
    expect(colours).toEqual(['rgb(28, 31, 36)', 'rgb(231, 233, 236)']);
  });
});
