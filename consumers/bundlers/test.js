// The three lines: in Node.js, and in a page that vite, webpack and esbuild bundle as they come, opened in Chromium.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { copyFileSync, cpSync, mkdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { dirname, extname, join } from 'node:path';
import { promisify } from 'node:util';
import { build as esbuild } from 'esbuild';
import { chromium } from 'playwright-core';
import { build as vite } from 'vite';
import webpack from 'webpack';

const bundlers = {
  vite: (outDir) => vite({ root: 'page', logLevel: 'error', build: { outDir, target: 'es2022' } }),
  async webpack(path) {
    const entry = './page/main.js';
    const stats = await promisify(webpack)({
      mode: 'production',
      entry,
      output: { path, filename: 'main.js' },
      optimization: { minimize: false },
    });
    assert.equal(stats.hasErrors(), false, stats.toString('errors-only'));
  },
  esbuild: (outdir) =>
    esbuild({ entryPoints: ['page/main.js'], bundle: true, splitting: true, format: 'esm', outdir, logLevel: 'error' }),
};
const types = { '.html': 'text/html', '.js': 'text/javascript', '.wasm': 'application/wasm' };
const wasm = dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm'));

const said = JSON.parse(execFileSync(process.execPath, ['three-lines.mjs'], { encoding: 'utf8' }));
const browser = await chromium.launch({ executablePath: process.env.AVER_CHROMIUM, args: ['--no-sandbox'] });
try {
  for (const [name, bundle] of Object.entries(bundlers)) {
    const folder = join(process.cwd(), 'dist', name);
    mkdirSync(folder, { recursive: true });
    if (name !== 'vite') copyFileSync('page/index.html', join(folder, 'index.html')); // vite has its own way with it
    await bundle(folder);
    copyFileSync('voice.wav', join(folder, 'voice.wav'));

    // Without the wasm backend's files the page computes in plain JavaScript; with them beside it, as in Node.js.
    await compare(name, folder, 'plain JavaScript', 1e-4);
    cpSync(wasm, folder, { recursive: true, filter: (path) => path === wasm || path.endsWith('.wasm') });
    assert.deepEqual(await compare(name, folder, 'wasm', 1e-6), []);
  }
} finally {
  await browser.close();
}
console.log(
  `${said.label} ${said.probability.toFixed(2)}: the same in Node.js and from ${Object.keys(bundlers).join(', ')}`,
);

/** Opens a folder's page and compares its answer with that of Node.js; gives what the page complained of. */
async function compare(name, folder, backend, tolerance) {
  const server = createServer(({ url }, response) => {
    try {
      const path = url === '/' ? '/index.html' : url;
      const content = readFileSync(join(folder, path));
      response.writeHead(200, { 'Content-Type': types[extname(path)] ?? 'audio/wav' }).end(content);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  const page = await browser.newPage();
  const problems = [];
  page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
  page.on('pageerror', (error) => problems.push(String(error)));
  try {
    await page.goto(`http://127.0.0.1:${server.address().port}/`);
    const answered = page.waitForFunction(() => window.answer, undefined, { timeout: 120_000 });
    const answer = await (
      await answered.catch((cause) => {
        throw new Error(`${name}, ${backend}: no answer; ${problems.join('; ')}`, { cause });
      })
    ).jsonValue();
    assert.equal(answer.label, said.label, `${name}, ${backend}`);
    for (const [i, { label, probability }] of answer.probabilities.entries()) {
      const off = Math.abs(probability - said.probabilities[i].probability);
      assert.ok(off <= tolerance, `${name}, ${backend}: ${label} is off by ${off}`);
    }
    return problems;
  } finally {
    await page.close();
    server.close();
  }
}
