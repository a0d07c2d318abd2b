// The three lines, in a page and on the server of Next.js, built with its default bundler and no configuration.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { copyFileSync, mkdirSync } from 'node:fs';
import { chromium } from 'playwright-core';

const env = { ...process.env, NEXT_TELEMETRY_DISABLED: '1' };
const next = 'node_modules/next/dist/bin/next';

mkdirSync('public', { recursive: true });
copyFileSync('voice.wav', 'public/voice.wav');
execFileSync(process.execPath, [next, 'build'], { env, stdio: ['ignore', 'ignore', 'inherit'] });

const server = spawn(process.execPath, [next, 'start', '-H', '127.0.0.1', '-p', '0'], { env });
const browser = await chromium.launch({ executablePath: process.env.AVER_CHROMIUM, args: ['--no-sandbox'] });
try {
  const url = await new Promise((resolve, reject) => {
    let printed = '';
    server.stdout.on('data', (text) => {
      printed += text;
      const [found] = /http:\/\/127\.0\.0\.1:[1-9]\d*/.exec(printed) ?? [];
      if (found) resolve(found);
    });
    server.on('exit', () => reject(new Error(`next start ended: ${printed}`)));
  });

  const response = await fetch(`${url}/server`);
  const said = await response.text();
  assert.equal(response.status, 200, said);
  const expected = JSON.parse(said);

  const page = await browser.newPage();
  const problems = [];
  // What it cannot fetch, the wasm backend's files, is no problem: it computes in plain JavaScript then.
  page.on('pageerror', (error) => problems.push(String(error)));
  await page.goto(url);
  const answered = page.waitForFunction(() => document.querySelector('#answer')?.textContent, undefined, {
    timeout: 120_000,
  });
  const text = await (
    await answered.catch((cause) => {
      throw new Error(`no answer; ${problems.join('; ')}`, { cause });
    })
  ).jsonValue();
  const answer = JSON.parse(text);
  assert.deepEqual(problems, []);
  assert.equal(answer.label, expected.label);
  for (const [i, { label, probability }] of answer.probabilities.entries()) {
    const off = Math.abs(probability - expected.probabilities[i].probability);
    assert.ok(off <= 1e-4, `${label} is off by ${off}`);
  }
  console.log(`${answer.label} ${answer.probability.toFixed(2)}: the same on the server and in the page`);
} finally {
  await browser.close();
  server.kill();
}
