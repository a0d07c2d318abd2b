import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { TableSetting } from '../../src/rows/table-setting.js';
import { openResultStore } from '../../src/runs/result-store.js';
import { readRowRecords, tableIdentity, writeRowRecord } from '../../src/tables/row-record.js';
import { aRecord } from './a-table.js';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'aver-rows-'));
});
afterEach(() => rm(directory, { recursive: true }));

test("records come back in the order of the paper's tables and rows", async () => {
  const store = await openResultStore(directory);
  const written = [
    aRecord('CNN-2D', ['a']),
    aRecord('MLP', ['b']),
    aRecord('2c', ['c'], { setting: { table: 'table2' } }),
  ];
  for (const record of written) await writeRowRecord(store, record);
  expect(await readRowRecords(directory)).toEqual([written[2], written[1], written[0]]);
});

test('a record is replaced by one with more seeds, not by one with fewer of the same code', async () => {
  const store = await openResultStore(directory);
  for (const trials of [['a'], ['a', 'b', 'c'], ['a', 'b']]) await writeRowRecord(store, aRecord('MLP', trials));
  expect((await readRowRecords(directory)).map(({ trials }) => trials)).toEqual([['a', 'b', 'c']]);
  await writeRowRecord(store, aRecord('MLP', ['d'], { build: 'newer' }));
  expect((await readRowRecords(directory)).map(({ trials }) => trials)).toEqual([['d']]);
});

test('rows are of one table where data, recipe, split, epochs, emotions and backend are the same', () => {
  const record = aRecord('MLP', ['a']);
  expect(tableIdentity(aRecord('CNN-2D', ['b'], { build: 'newer', command: 'x' }))).toBe(tableIdentity(record));
  const others = [
    { recipe: 'notebook' },
    { split: 'speakers' },
    { profile: 'quick' },
    { epochs: 3 },
    { testFraction: 0.25 },
    { emotions: ['happy', 'sad'] },
    { backend: 'wasm' },
  ] as const;
  const identities = others.map((more) =>
    tableIdentity(aRecord('MLP', ['a'], { setting: more as Partial<TableSetting> })),
  );
  const otherData = tableIdentity({ ...record, data: { ...record.data, fingerprint: 'g' } });
  expect(new Set([...identities, otherData, tableIdentity(record)]).size).toBe(others.length + 2);
});

test('no rows in a folder without any, and an error that names a file of another version or none at all', async () => {
  expect(await readRowRecords(join(directory, 'nowhere'))).toEqual([]);
  await writeRowRecord(await openResultStore(directory), aRecord('MLP', ['a']));
  const [name] = await readdir(join(directory, 'rows'));
  const path = join(directory, 'rows', name);
  const text = await readFile(path, 'utf8');
  for (const [content, received] of [
    [text.replace('"format":2', '"format":1'), 'format 1, row MLP, by another version'],
    [text.replace('"row":"MLP"', '"row":"RNN"'), 'format 2, row RNN, by another version'],
    [text.slice(0, 40), 'something else'],
    ['null', 'something else'],
  ]) {
    await writeFile(path, content);
    await expect(readRowRecords(directory)).rejects.toThrow(
      `${path}: expected a row in format 2; received ${received}`,
    );
  }
});

test('an edited row is named with its file and the field', async () => {
  await writeRowRecord(await openResultStore(directory), aRecord('MLP', ['a']));
  const [name] = await readdir(join(directory, 'rows'));
  const path = join(directory, 'rows', name);
  const record = JSON.parse(await readFile(path, 'utf8'));
  for (const [edited, problem] of [
    [{ ...record, trials: ['../../secret'] }, 'trials.0: expected the key of a trial'],
    [{ ...record, trials: [null] }, 'trials.0: expected string, received null'],
    [{ ...record, data: null }, 'data: expected object, received null'],
    [
      { ...record, setting: { ...record.setting, emotions: 'happy' } },
      'setting.emotions: expected array, received string',
    ],
    [{ ...record, command: 3 }, 'command: expected string, received number'],
  ] as const) {
    await writeFile(path, JSON.stringify(edited));
    await expect(readRowRecords(directory)).rejects.toThrow(`${path}: expected a row in format 2; ${problem}`);
  }
});
