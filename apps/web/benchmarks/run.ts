/**
 * What a person waits for in the page: a clip of four seconds, dropped and answered, and the frames while it records.
 *
 *   TSX_TSCONFIG_PATH=tsconfig.json npx tsx apps/web/benchmarks/run.ts
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from '@aver/test-helpers/browser';
import { chromium as playwright } from 'playwright-core';
import { wavOf } from '../../bench/test/tiny-corpus.js';
import { dropFiles } from '../test/drop-files.js';
import { buildSite } from '../test/site.js';

const warmUps = 5;
const runs = 25;
const recordingSeconds = 5;

const folder = await mkdtemp(join(tmpdir(), 'aver-web-benchmark-'));
const clip = join(folder, 'four-seconds.wav');
const samples = Float32Array.from({ length: 4 * 48_000 }, (_, t) => 0.3 * Math.sin((2 * Math.PI * 220 * t) / 48_000));
await writeFile(clip, wavOf({ samples, sampleRate: 48_000 }));

const site = await buildSite();
const args = ['--no-sandbox', '--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream'];
const browser = await playwright.launch({ executablePath: chromium(), args });
try {
  const context = await browser.newContext({ permissions: ['microphone'] });
  const page = await context.newPage();
  await page.goto(site.url);
  await page.locator('#status').filter({ hasText: 'Ready.' }).waitFor();

  const computed: number[] = [];
  const waited: number[] = [];
  for (let run = 0; run < warmUps + runs; run++) {
    await page.evaluate(() => document.querySelector('#status')?.replaceChildren());
    const started = performance.now();
    await dropFiles(page, [clip]);
    await page.locator('#status').filter({ hasText: 'Your emotion' }).waitFor();
    if (run < warmUps) continue;
    waited.push(performance.now() - started);
    const facts = (await page.textContent('#facts')) ?? '';
    const [, input, model] = /Time(\d+) ms for the input, (\d+) ms for the network/.exec(facts) ?? [];
    computed.push(Number(input) + Number(model));
  }
  console.log(`input and network: median ${median(computed)} ms, worst ${Math.max(...computed)} ms of ${runs}`);
  console.log(
    `dropped to shown:  median ${median(waited).toFixed(0)} ms, the transfer of the file into the page included`,
  );

  await page.click('#record');
  await page.locator('#status').filter({ hasText: 'Listening' }).waitFor();
  const intervals = await page.evaluate(async (seconds) => {
    const times: number[] = [];
    const started = performance.now();
    while (performance.now() - started < 1000 * seconds) {
      times.push(await new Promise<number>((resolve) => requestAnimationFrame(resolve)));
    }
    return times.slice(1).map((time, i) => time - times[i]);
  }, recordingSeconds);
  const late = intervals.filter((interval) => interval > 25).length;
  console.log(
    `recording: ${(1000 / (intervals.reduce((sum, interval) => sum + interval, 0) / intervals.length)).toFixed(1)} frames ` +
      `a second, median interval ${median(intervals).toFixed(1)} ms, ${late} of ${intervals.length} later than 25 ms`,
  );
} finally {
  await browser.close();
  await site.close();
  await rm(folder, { recursive: true, force: true });
}

function median(values: number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}
