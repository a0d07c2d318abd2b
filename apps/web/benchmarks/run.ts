/**
 * What a person waits for in the page with its shipped model: the first visit, a clip of four seconds, dropped and answered,
 * and the frames and live answers while it records. README.md beside this file has what was measured.
 *
 *   TSX_TSCONFIG_PATH=tsconfig.json npx tsx apps/web/benchmarks/run.ts
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { synthesize } from '@aver/ravdess/synthetic';
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
const fields = { modality: 'audio-only', vocalChannel: 'speech', intensity: 'normal', repetition: 1 } as const;
const voice = synthesize({ ...fields, emotion: 'angry', actor: 6, statement: 1 }, { sampleRate: 48_000 }).samples;
const samples = Float32Array.from({ length: 4 * 48_000 }, (_, t) => voice[t % voice.length]);
await writeFile(clip, wavOf({ samples, sampleRate: 48_000 }));

const site = await buildSite();
const microphone = ['--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream'];
const args = ['--no-sandbox', ...microphone, `--use-file-for-fake-audio-capture=${clip}`];
const browser = await playwright.launch({ executablePath: chromium(), args });
try {
  const context = await browser.newContext({ permissions: ['microphone'] });
  const page = await context.newPage();
  const visited = performance.now();
  await page.goto(site.url);
  await page.locator('#status').filter({ hasText: 'Ready.' }).waitFor();
  console.log(`first visit: ready after ${((performance.now() - visited) / 1000).toFixed(1)} s, on the same machine`);

  const computed: number[] = [];
  const waited: number[] = [];
  for (let run = 0; run < warmUps + runs; run++) {
    await page.evaluate(() => document.querySelector('#status')?.replaceChildren());
    const started = performance.now();
    await dropFiles(page, [clip]);
    await page.locator('#status').filter({ hasText: 'four-seconds.wav:' }).waitFor();
    const answered = performance.now() - started;
    // Its timeline is computed after the answer.
    await page.locator('#over-time-shown').waitFor();
    if (run < warmUps) continue;
    waited.push(answered);
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
  await page.locator('#now').filter({ hasText: '%' }).waitFor();
  const [intervals, answers] = await page.evaluate(async (seconds) => {
    const times: number[] = [];
    let answers = 0;
    const watch = new MutationObserver(() => answers++);
    watch.observe(document.querySelector('#now') as Element, { childList: true });
    const started = performance.now();
    while (performance.now() - started < 1000 * seconds) {
      times.push(await new Promise<number>((resolve) => requestAnimationFrame(resolve)));
    }
    return [times.slice(1).map((time, i) => time - times[i]), answers / seconds] as const;
  }, recordingSeconds);
  console.log(`recording: ${answers.toFixed(1)} answers a second`);
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
