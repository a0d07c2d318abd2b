import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import weights from '@aver/recognizer-weights';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { wavOf } from '../../../bench/test/tiny-corpus.js';
import { close, findings, folder, openFirst, says, site } from '../shared-site.js';

/** The shipped model, what is waited for, what is kept, and how a newer version comes. */
export function firstVisit(): void {
  let page: Page;
  /** The site's files that were asked for until the page was ready. */
  const asked = new Set<string>();
  /** What the page printed or asked for that it should not. */
  const complaints: string[] = [];

  beforeAll(async () => {
    page = await openFirst((context) => {
      context.on('request', (request) => {
        const { origin, pathname } = new URL(request.url());
        if (origin !== new URL(site.url).origin) complaints.push(`asked for ${request.url()}`);
        // What the service worker keeps, it asks for when the page is ready.
        if (!request.serviceWorker()) asked.add(pathname === '/' ? '/index.html' : pathname);
      });
      context.on('console', (message) => {
        if (['error', 'warning'].includes(message.type())) complaints.push(`${message.type()}: ${message.text()}`);
      });
    });
  });
  afterAll(() => close(page));

  test('waits for less than 1.5 MB, compressed, its model among them', async () => {
    expect([...asked]).toContainEqual(expect.stringMatching(/^\/models\/shipped\/weights-\w+\.bin$/));
    expect([...asked]).toContainEqual(expect.stringMatching(/^\/models\/speech-embedding\/weights-\w+\.bin$/));
    let size = 0;
    for (const path of asked) size += gzipSync(await readFile(join(site.directory, path)), { level: 9 }).length;
    console.log(`the first visit waits for ${(size / 1e6).toFixed(2)} MB`);
    expect(size).toBeLessThan(1.5e6);
    expect(size).toBeGreaterThan(0.5e6);
  });

  test('begins with the model of real voices, and its card about people whom it never heard', async () => {
    expect(await page.textContent('#model-note')).toBe(weights.card.note);
    expect(await page.textContent('#model-facts')).toContain('about people whom it had not heard');
    await page.click('#card summary');
    const readme = await readFile(
      new URL('../../../../packages/recognizer-weights/README.md', import.meta.url),
      'utf8',
    );
    const [, row] = /^(\| RAVDESS, spoken .*)$/m.exec(readme) ?? [];
    const cells = (row ?? '').split('|').flatMap((cell) => cell.trim() || []);
    expect(cells.length).toBeGreaterThan(3);
    expect(await page.locator('#card tr').allInnerTexts()).toContain(cells.join('\t'));
    for (const file of ['NOTICE', 'LICENSE'])
      expect((await page.request.get(`${site.url}models/shipped/${file}.txt`)).ok()).toBe(true);
    // With the card open.
    expect(await findings(page)).toEqual([]);
  });

  /** What is surely none. */
  async function writeTone(): Promise<string> {
    const samples = Float32Array.from({ length: 32_000 }, (_, t) => 0.3 * Math.sin((2 * Math.PI * 440 * t) / 16_000));
    const path = join(folder, 'tone.wav');
    await writeFile(path, wavOf({ samples, sampleRate: 16_000 }));
    return path;
  }

  test('says that there is no voice in a tone, and tells why', async () => {
    await page.setInputFiles('#files', await writeTone());
    await says(page, 'There is no voice in it.');
    await page.click('#explain');
    await page.locator('#explanation').filter({ hasText: 'its probability goes from' }).waitFor();
    expect(await page.locator('#seen [data-group]').allInnerTexts()).toHaveLength(6);
  });

  test('brings the licence texts of the packages that its scripts consist of', async () => {
    const texts = await readFile(join(site.directory, 'THIRD-PARTY-LICENSES.txt'), 'utf8');
    for (const name of ['@tensorflow/tfjs-core', '@tensorflow/tfjs-backend-wasm', 'seedrandom']) {
      expect(texts).toMatch(new RegExp(`^${name} \\d`, 'm'));
    }
    for (const words of ['Apache License', 'Permission is hereby granted', 'XNNPACK']) expect(texts).toContain(words);
    const notice = await readFile(join(site.directory, 'models/speech-embedding/NOTICE.txt'), 'utf8');
    expect(notice).toContain('Lin, Kevin Kilgour, Dominik Roblek');
  });

  test('keeps the older version whole until the reader takes the newer', async () => {
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
    const [index, worker] = ['index.html', 'service-worker.js'].map((file) => join(site.directory, file));
    const older = [await readFile(index, 'utf8'), await readFile(worker, 'utf8')];
    const newer = older[1].replace(/"?version"?:"\w+"/, 'version:"newer"');
    expect(newer).not.toBe(older[1]);
    await writeFile(index, older[0].replace('<title>', '<title>newer '));
    await writeFile(worker, newer);
    await page.evaluate(async () => void (await (await navigator.serviceWorker.ready).update()));
    await page.locator('#update-now').waitFor();
    await page.reload();
    await says(page, 'Ready.');
    expect(await page.title()).not.toContain('newer');
    await page.click('#update-now');
    await page.waitForFunction(() => document.title.startsWith('newer '));
    await says(page, 'Ready.');
    await writeFile(index, older[0]);
    await writeFile(worker, older[1]);
  });

  test('works offline afterwards', async () => {
    await page.context().setOffline(true);
    await page.reload();
    await says(page, 'Ready.');
    await page.setInputFiles('#files', await writeTone());
    await says(page, 'There is no voice in it.');
  });

  test('printed no error and asked nobody else for anything', () => {
    expect(complaints).toEqual([]);
  });
}
