import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { loadRun } from '../../src/report/load-run.js';
import { openResultStore } from '../../src/runs/result-store.js';
import { writeRowRecord } from '../../src/tables/row-record.js';
import { aResult } from '../a-result.js';
import { averBench } from '../aver-bench.js';
import { aRecord } from '../tables/a-table.js';

const [first, second, third] = [aResult({ seed: 0 }), aResult({ seed: 1 }), aResult({ seed: 2 })];
let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'aver-run-'));
  const store = await openResultStore(directory);
  for (const result of [first, second, third]) await store.write(result);
  await writeRowRecord(store, aRecord('MLP', [first.key, second.key]));
  await writeRowRecord(store, aRecord('CNN-1D', [third.key]));
});
afterEach(() => rm(directory, { recursive: true }));

async function edit(path: string, change: (value: { command: unknown }) => object): Promise<void> {
  const file = join(directory, path);
  await writeFile(file, JSON.stringify(change(JSON.parse(await readFile(file, 'utf8')))));
}

async function rowFile(row: string): Promise<string> {
  for (const name of await readdir(join(directory, 'rows'))) {
    const text = await readFile(join(directory, 'rows', name), 'utf8');
    if (JSON.parse(text).row === row) return `rows/${name}`;
  }
  throw new Error(`no row ${row}`);
}

test('an edited result costs its own trial, and is named', async () => {
  await edit(`trials/${second.key}.json`, (result) => ({ ...result, testCount: 3 }));
  const { tables, bad } = await loadRun(directory);
  expect(tables.map(({ document }) => document.rows.map(({ row, trials }) => [row, trials]))).toEqual([
    [
      ['MLP', { planned: 2, finished: 1 }],
      ['CNN-1D', { planned: 1, finished: 1 }],
    ],
  ]);
  expect(bad).toEqual([
    `trials/${second.key}.json: expected the result of trial ${second.key}; testCount is 3, and there are 4 predictions`,
  ]);
});

test('an edited row, one of another version and edited sketches cost what they hold, each by name', async () => {
  const row = await rowFile('CNN-1D');
  await edit(row, (record) => ({ ...record, command: 3 }));
  await writeFile(join(directory, 'rows/table9-x.json'), '{"format":9,"row":"x"}');
  await writeFile(
    join(directory, 'rows/z.json'),
    '{"format":2,"row":{"toString":null},"setting":{"table":"constructor"}}',
  );
  await writeFile(join(directory, 'recordings.json'), '{"format":1}');
  const { tables, recordings, bad } = await loadRun(directory);
  expect(tables.flatMap(({ document }) => document.rows.map((one) => one.row))).toEqual(['MLP']);
  expect(recordings).toEqual([]);
  expect(bad.map((line) => line.split(':')[0])).toEqual([row, 'rows/table9-x.json', 'rows/z.json', 'recordings.json']);
});

test('where no row is left, or with strict, every bad file is told', async () => {
  await edit(`trials/${second.key}.json`, () => ({}));
  await edit(await rowFile('CNN-1D'), () => ({}));
  const strict = loadRun(directory, { strict: true });
  await expect(strict).rejects.toThrow(new RegExp(`/rows/.*: .*\n.*/trials/${second.key}\\.json: .*`));
  await expect(strict).rejects.toMatchObject({ name: 'CommandError', exitCode: 2 });
  await edit(await rowFile('MLP'), () => ({}));
  await expect(loadRun(directory)).rejects.toThrow(/\/rows\/.*: .*\n.*\/rows\/.*: .*/);
});

test('the command line names and counts what it leaves out, on stderr, on the page and in JSON', async () => {
  await edit(`trials/${second.key}.json`, (result) => ({ ...result, history: null }));
  const line = `trials/${second.key}.json: expected the result of trial ${second.key}; history: expected object, received null`;
  const made = await averBench(['report', directory, '--json']);
  expect(made.code).toBe(0);
  expect(made.stderr).toBe(`left out: ${join(directory, line)}\nleft out: 1 of the report's files\n`);
  expect(JSON.parse(made.stdout)).toMatchObject({ leftOut: [line], tables: [{ rows: [{ row: 'MLP' }, {}] }] });
  const page = await readFile(join(directory, 'report.html'), 'utf8');
  expect(page).toContain('What these files of the folder hold is missing here (1), since they could not be used:');
  expect(page).toContain(`<li>${line}</li>`);

  const strict = await averBench(['report', directory, '--strict', '--json']);
  expect({ code: strict.code, stdout: strict.stdout }).toEqual({ code: 2, stdout: '' });
  expect(strict.stderr).toBe(`aver-bench: ${join(directory, line)}\n`);
});
