// Serves the built page on the loopback address and opens it in Chromium.
import assert from 'node:assert/strict';
import { cpSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { chromium } from 'playwright-core';
import { preview } from 'vite';

const wasm = dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm'));
cpSync(wasm, 'dist/wasm', { recursive: true, filter: (path) => path === wasm || path.endsWith('.wasm') });
const server = await preview({ preview: { host: '127.0.0.1', port: 0 }, logLevel: 'error' });
const browser = await chromium.launch({ executablePath: process.env.AVER_CHROMIUM, args: ['--no-sandbox'] });
try {
  const page = await browser.newPage();
  const problems = [];
  page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
  page.on('pageerror', (error) => problems.push(String(error)));
  await page.goto(server.resolvedUrls.local[0]);
  const result = await (await page.waitForFunction(() => window.result, undefined, { timeout: 120_000 })).jsonValue();
  assert.equal(result.error, undefined, result.error);
  assert.equal(result.name, 'wasm');
  assert.deepEqual(result.picture, [150, 150]);
  assert.equal(result.parameters, 328_128);
  assert.ok(['sad', 'angry'].includes(result.label), `label ${result.label}`);
  assert.ok(result.loss.length === 3 && result.loss.every(Number.isFinite), `losses ${result.loss}`);
  assert.deepEqual(problems, []);
  console.log(`in Chromium: ${result.reason}, losses ${result.loss.map((loss) => loss.toFixed(3)).join(' ')}`);
} finally {
  await browser.close();
  await server.close();
}
