import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { inputSources, resultSources, sourceHash } from '../../source-hash.js';

const root = fileURLToPath(new URL('../../../..', import.meta.url));
let copy: string;
let untouched: string[];

beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), 'aver-sources-'));
  for (const folder of ['apps/bench/src', ...resultSources])
    cpSync(join(root, folder), join(copy, folder), { recursive: true });
  untouched = [sourceHash(copy, resultSources), sourceHash(copy, inputSources)];
});
afterAll(() => rmSync(copy, { recursive: true, force: true }));

/** The hashes with one file changed. */
function hashesWith(file: string, change: (text: string) => string): string[] {
  const path = join(copy, file);
  const text = readFileSync(path, 'utf8');
  expect(change(text), file).not.toBe(text);
  writeFileSync(path, change(text));
  try {
    return [sourceHash(copy, resultSources), sourceHash(copy, inputSources)];
  } finally {
    writeFileSync(path, text);
  }
}

test('a copy of the sources has the hash of the sources, eight digits', () => {
  expect(untouched[0]).toBe(sourceHash(root, resultSources));
  expect(untouched[0]).toMatch(/^[0-9a-f]{8}$/);
});

test.each([
  'packages/ravdess/src/node.ts',
  'packages/optim/src/index.ts',
  'packages/spectrogram/src/index.ts',
  'apps/bench/src/compute/run-trial.ts',
])('comments, blank space and types change nothing: %s', (file) => {
  const better = (text: string) =>
    `/** Said better. */\n${text.replaceAll(' } from', '  }   from')}\n\n// And more.\ninterface More {}\n`;
  expect(hashesWith(file, better)).toEqual(untouched);
});

test.each([
  'apps/bench/src/cli.ts',
  'apps/bench/src/tables/table-text.ts',
  'apps/bench/src/rows/table3/mlp.ts',
  'apps/bench/src/runs/session.ts',
  'apps/bench/src/inputs/data-source.ts',
])('nor does anything outside compute/ and the packages that compute: %s', (file) => {
  expect(hashesWith(file, (text) => `${text}\nexport const more = 1;\n`)).toEqual(untouched);
});

test('a constant in a rule of optim changes what results depend on, and not what inputs depend on', () => {
  const [results, inputs] = hashesWith('packages/optim/src/rules/adam-rule.ts', (text) =>
    text.replaceAll('1 -', '1.5 -'),
  );
  expect(results).not.toBe(untouched[0]);
  expect(inputs).toBe(untouched[1]);
});

test('a constant of compute/ or spectrogram changes what results depend on; one of spectrogram inputs, too', () => {
  const more = (text: string) => `${text}\nexport const more = 1;\n`;
  expect(hashesWith('apps/bench/src/compute/split-trial.ts', more)[0]).not.toBe(untouched[0]);
  const [results, inputs] = hashesWith('packages/spectrogram/src/index.ts', more);
  expect(results).not.toBe(untouched[0]);
  expect(inputs).not.toBe(untouched[1]);
});
