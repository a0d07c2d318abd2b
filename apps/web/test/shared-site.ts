/** What all suites in a browser share: one built site, one browser, small models beside the shipped one, voices. */
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { prepareBackend } from '@aver/backend';
import { saveModel } from '@aver/backend/node';
import { cnn1d, cnn2d, ensemble, spectrogramCnn, voiceNetwork } from '@aver/models';
import { type Emotion, formatFilename, paperEmotions } from '@aver/ravdess';
import { synthesize } from '@aver/ravdess/synthetic';
import { voiceFeatureCount } from '@aver/spectrogram';
import { chromium } from '@aver/test-helpers/browser';
import { fill, tensor1d } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  type Page,
  chromium as playwright,
  type ViewportSize,
} from 'playwright-core';
import { expect } from 'vitest';
import { wavOf } from '../../bench/test/tiny-corpus.js';
import { buildSite, type Site } from './site.js';

export const executablePath = chromium();

/** Untrained, in the site beside the shipped one: what these answer takes a few milliseconds. */
export const small = {
  features: 'models/features',
  picture: 'models/picture',
  logMel: 'models/log-mel',
  both: 'models/both',
} as const;

export let site: Site;
export let browser: Browser;
/** For files of the tests. */
export let folder: string;
/** What a page threw. */
const thrown: string[] = [];
const usual = { width: 1280, height: 900 };

export async function startSharedSite(): Promise<void> {
  if (!executablePath) return;
  folder = await mkdtemp(join(tmpdir(), 'aver-web-test-'));
  await prepareBackend('cpu');
  const spoken = await writeVoice('angry', 3, { sampleRate: 48_000 });
  const microphone = ['--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream'];
  const args = ['--no-sandbox', ...microphone, `--use-file-for-fake-audio-capture=${spoken}`];
  [site, browser] = await Promise.all([buildSite(), playwright.launch({ executablePath, args })]);
  const directory = (path: string) => join(site.directory, path);
  await writeModel(directory(small.features));
  const picture = cnn2d({ form: 'printed', inputSize: 96, seed: 3 });
  await writeFolder(directory(small.picture), picture, { kind: 'picture', style: 'gray', size: 96 }, 1 / 255);
  const transform = { kind: 'logMel', rate: 16000, nFft: 1024, hopLength: 256, bands: 40, fMin: 50, fMax: 8000 };
  const logMel = spectrogramCnn({ bands: 40, frames: 96, filters: [4, 8], bandPooling: [2, 2], seed: 2 });
  const logMelInput = { ...transform, frames: 96, trimDb: 45, floorDb: -80 };
  await writeFolder(directory(small.logMel), logMel, logMelInput, 1 / 4);
  const voice = voiceNetwork({ inputLength: voiceFeatureCount, classes: 4, seed: 5 });
  const [mean, deviation] = [0, 50].map((value) => new Array<number>(voiceFeatureCount).fill(value));
  const both = ensemble([
    { model: logMel, inputScale: 1 / 4 },
    { model: voice, standardization: { mean, deviation } },
  ]);
  await writeFolder(directory(small.both), both, { kind: 'several', inputs: [logMelInput, { kind: 'voice' }] }, 1);
}

export async function stopSharedSite(): Promise<void> {
  await browser?.close();
  await site?.close();
  if (folder) await rm(folder, { recursive: true, force: true });
}

async function writeFolder(path: string, model: LayersModel, input: object, inputScale: number, card = {}) {
  await saveModel(model, path);
  await writeFile(join(path, 'aver.json'), JSON.stringify({ labels: paperEmotions, input, inputScale, ...card }));
}

/** A folder with an untrained model of features, the kernel or the bias of its last layer filled where that is given. */
export async function writeModel(
  path: string,
  { seed = 1, kernel, bias, card = {} }: { seed?: number; kernel?: number; bias?: number[]; card?: object } = {},
): Promise<string> {
  const model = cnn1d({ form: 'two-convolutions', inputLength: 180, classes: 4, seed });
  const weights = model.getWeights();
  if (kernel !== undefined) weights[weights.length - 2] = fill(weights[weights.length - 2].shape, kernel);
  if (bias) weights[weights.length - 1] = tensor1d(bias);
  model.setWeights(weights);
  await writeFolder(path, model, { kind: 'features', groups: ['mfcc', 'chroma', 'mel'] }, 0.02, card);
  return path;
}

export interface OpenOptions {
  /** Behind the site's address. @default the small model of features */
  query?: string;
  /** In pixels. @default 1280 x 900 */
  viewport?: ViewportSize;
}

/** The window that every visit but the first has: a new one costs more than most tests do in it. */
let visits: Page | undefined;

/** A visit with nothing kept from those before, in the window that is there; the page's model is there. */
export async function open({ query = `?model=${small.features}`, viewport = usual }: OpenOptions = {}): Promise<Page> {
  // What a service worker keeps would pass by the routes of a test.
  visits ??= await openWindow({ serviceWorkers: 'block', permissions: ['microphone'] });
  const page = visits;
  await page.setViewportSize(viewport);
  await page.goto(`${site.url}${query}`);
  await says(page, 'Ready.');
  return page;
}

/**
 * The visit that is there, where there is one, for a test that minds nothing of what others did in it. What was said in
 * it is gone: else it could be taken for what is said next.
 */
export async function goOn(page: Page | undefined): Promise<Page> {
  if (!page) return open();
  await page.evaluate(() => {
    for (const id of ['status', 'over-time-status', 'explanation', 'batch-summary', 'error-text', 'seen-caption']) {
      document.querySelector(`#${id}`)?.replaceChildren();
    }
    document.querySelector<HTMLElement>('#error-close')?.click();
  });
  return page;
}

/** The very first visit, in a window of its own, whose service worker is allowed. */
export async function openFirst(watch: (context: BrowserContext) => void): Promise<Page> {
  const page = await openWindow({ serviceWorkers: 'allow' }, watch);
  await page.goto(site.url);
  await says(page, 'Ready.');
  return page;
}

async function openWindow(options: BrowserContextOptions, watch?: (context: BrowserContext) => void): Promise<Page> {
  const context = await browser.newContext({ viewport: usual, reducedMotion: 'reduce', ...options });
  context.on('weberror', (error) => thrown.push(String(error.error())));
  watch?.(context);
  const page = await context.newPage();
  page.setDefaultTimeout(120_000);
  return page;
}

/** What pages threw since it was asked last: there should be nothing. */
export function expectNothingThrown(): void {
  expect(thrown.splice(0)).toEqual([]);
}

/** Ends a visit, which must have thrown nothing, with all that it changed in the window. */
export async function close(page: Page | undefined): Promise<void> {
  if (page && page === visits) {
    await page.unrouteAll();
    await page.emulateMedia({ colorScheme: null });
    await page.evaluate(() => localStorage.clear());
    // Its workers, sounds and microphone end with it.
    await page.goto('about:blank');
  } else await page?.context().close();
  expectNothingThrown();
}

export const says = (page: Page, text: string | RegExp) => page.locator('#status').filter({ hasText: text }).waitFor();
export const fails = (page: Page, text: string | RegExp) => page.locator('#error').filter({ hasText: text }).waitFor();

/** What axe finds, whatever it calls it. */
export async function findings(page: Page): Promise<unknown[]> {
  await page.evaluate(await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8'));
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: typeof import('axe-core') };
    return (await axe.run({ resultTypes: ['violations'] })).violations.map(({ id, nodes }) => ({
      id,
      where: nodes.map(({ html }) => html),
    }));
  });
}

/** The content of the file that a button saves. */
export async function savedBy(page: Page, button: string, encoding: BufferEncoding = 'utf8'): Promise<string> {
  const [download] = await Promise.all([page.waitForEvent('download'), page.click(button)]);
  return readFile(await download.path(), encoding);
}

/** Waits until so many seconds were recorded. */
export async function heard(page: Page, seconds: number): Promise<void> {
  await page.waitForFunction(
    (least) => Number.parseFloat(document.querySelector('#clock')?.textContent ?? '') >= least,
    seconds,
  );
}

/** A file with a synthetic voice, named as RAVDESS names it. */
export async function writeVoice(
  emotion: Emotion,
  actor: number,
  { sampleRate = 16_000, name = '' } = {},
): Promise<string> {
  const fields = { modality: 'audio-only', vocalChannel: 'speech', intensity: 'normal', repetition: 1 } as const;
  const voice = { ...fields, emotion, actor, statement: 1 } as const;
  const path = join(folder, name || formatFilename(voice));
  await mkdir(folder, { recursive: true });
  await writeFile(path, wavOf(synthesize(voice, { sampleRate })));
  return path;
}

/** All four emotions of some actors. */
export const writeVoices = (actors: number[]) =>
  Promise.all(actors.flatMap((actor) => paperEmotions.map((emotion) => writeVoice(emotion, actor))));
