import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readResultFiles, writeResultFiles } from '../../src/tables/result-files.js';
import { aTable, results } from './a-table.js';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'aver-result-files-'));
});
afterEach(() => rm(directory, { recursive: true }));

test('a table becomes one small file without predictions, whose commands name the data by its name alone', async () => {
  const [path] = await writeResultFiles(directory, [
    aTable({ MLP: results(70, 80, 75), 'CNN-2D': results(60, 62, 64) }),
  ]);
  expect(path).toBe(join(directory, 'table3-printed-random-cpu.json'));
  expect((await stat(path)).size).toBeLessThan(8000);
  const text = await readFile(path, 'utf8');
  expect(text).not.toMatch(/prediction|far\/away/);
  const [{ rows }] = await readResultFiles(directory);
  expect(rows[0]).toMatchObject({
    seeds: [0, 1, 2],
    accuracy: { mean: 0.75, values: [0.7, 0.8, 0.75] },
    build: '1.0.0-abc',
    environment: { backend: 'cpu', processor: 'test' },
    command: 'aver-bench table3 --data Audio.zip --rows MLP --seeds 3',
  });
});

test('a row with more finished trials is kept, a row with fewer replaced, and other rows stay', async () => {
  await writeResultFiles(directory, [aTable({ MLP: results(70, 80, 75), 'CNN-1D': results(50) })]);
  await writeResultFiles(directory, [
    aTable({ MLP: results(10), 'CNN-2D': results(60, 62), 'CNN-1D': results(40, 42) }),
  ]);
  const [{ rows, unfinished }] = await readResultFiles(directory);
  expect(rows.map(({ row, accuracy }) => [row, accuracy.values])).toEqual([
    ['MLP', [0.7, 0.8, 0.75]],
    ['CNN-1D', [0.4, 0.42]],
    ['CNN-2D', [0.6, 0.62]],
  ]);
  expect(unfinished).toEqual([]);
  expect(await readdir(directory)).toEqual(['table3-printed-random-cpu.json']);
});

test('a comparison goes when the row that it refers to is another, and stays when that was made again', async () => {
  const write = (cnn: number) => writeResultFiles(directory, [aTable({ 'CNN-2D': results(cnn, 62) })]);
  const compared = async () => (await readResultFiles(directory))[0].comparisons.map(({ row }) => row);
  await writeResultFiles(directory, [aTable({ MLP: results(70, 80), 'CNN-2D': results(60, 62) })]);
  expect(await compared()).toEqual(['MLP']);
  await write(60);
  expect(await compared()).toEqual(['MLP']);
  await write(50);
  expect(await compared()).toEqual([]);
});

test('results of other recordings are not mixed', async () => {
  await writeResultFiles(directory, [aTable({ MLP: results(70, 80, 75) })]);
  const other = aTable({ MLP: results(60) });
  await writeResultFiles(directory, [{ ...other, data: { ...other.data, fingerprint: 'g' } }]);
  const [{ rows }] = await readResultFiles(directory);
  expect(rows[0].accuracy.values).toEqual([0.6]);
});

test('speech and song have a file of their own beside speech alone, but in the split of the runs, which is of both', async () => {
  const alone = aTable({ MLP: results(70) });
  const channels = (['speech', 'song'] as const).map((name) => ({ name, accuracy: 0.5, recordings: 9 }));
  const both = { ...alone, rows: alone.rows.map((row) => ({ ...row, channels })) };
  const asRun = { ...both, setting: { ...both.setting, split: 'notebook' as const } };
  await writeResultFiles(directory, [alone, both, asRun]);
  expect((await readdir(directory)).sort()).toEqual([
    'table3-printed-notebook-cpu.json',
    'table3-printed-random-both-cpu.json',
    'table3-printed-random-cpu.json',
  ]);
});

test('a file that is no table is named', async () => {
  await writeFile(join(directory, 'other.json'), '{"format": 7}');
  await expect(readResultFiles(directory)).rejects.toThrow(/other\.json: expected a table of aver-bench in format 2/);
  for (const text of ['null', '{"format":2,"rows":[null]}', '{"format":2,"rows":[],"setting":{"table":"table9"}}']) {
    await writeFile(join(directory, 'other.json'), text);
    await expect(readResultFiles(directory)).rejects.toThrow(/other\.json: expected a table of aver-bench in format 2/);
  }
  expect(await readResultFiles(join(directory, 'nowhere'))).toEqual([]);
});
