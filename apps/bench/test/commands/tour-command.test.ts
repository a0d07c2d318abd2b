import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { averBenchProcess } from '../aver-bench.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aver-tour-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const tour = (...more: string[]) =>
  averBenchProcess(['tour', '--epochs', '1', '--backend', 'wasm', '--out', join(folder, 'out'), ...more], {
    env: { AVER_CACHE: join(folder, 'cache') },
  });

test('the tour: the audit first, tables, the study, a voice with its picture, and where to go on', async () => {
  const { code, stdout, stderr } = await tour();
  expect(stderr).toMatch(/Data: synthetic .*, 192 recordings/);
  expect(code).toBe(0);
  const places = [
    /Table 2f +Adam, learning rate 0\.005 +0\.89 +impossible: happy\.precision/,
    /as printed +as the notebooks ran/,
    /MLP +0\.\d\d +0\.\d\d/,
    /Spectrogram CNN +0\.\d\d\n +our own network; 1 of 150 epochs/,
    /one answer for all +0\.\d\d +0\.\d\d/,
    /MLP +printed 0\.79, ours 0\.\d\d; one more run 0\.\d\d to 0\.\d\d; \d+ of \d+ reach it/,
    /[░▒▓█]{3}/,
    /meant to sound \w+; the answer: (happy|sad|angry|neutral)/,
    /neutral +[█·]{30} +[01]\.\d\d/,
    /All of it on one page: .*report\.html/,
    /aver-bench fetch --channel both/,
  ].map((pattern) => stdout.search(pattern));
  expect(places).not.toContain(-1);
  expect([...places].sort((a, b) => a - b)).toEqual(places);
  expect(existsSync(join(folder, 'out/report.html'))).toBe(true);
  for (const line of stdout.split('\n'))
    if (!line.includes('aver-bench') && !line.includes('/')) expect(line.length, line).toBeLessThan(120);

  // What is there is not computed again.
  const again = await tour('--json');
  expect(again.stderr).not.toMatch(/Training/);
  const { audit, tables, study, heard } = JSON.parse(again.stdout);
  expect(audit).toHaveLength(9);
  expect(tables.map(({ rows }: { rows: unknown[] }) => rows.length)).toEqual([3, 3, 1]);
  expect(study[0]).toMatchObject({ row: 'MLP', printed: 0.79, lies: 'inside' });
  const shares = heard.probabilities.map(({ probability }: { probability: number }) => probability);
  expect(shares.reduce((sum: number, share: number) => sum + share, 0)).toBeCloseTo(1, 3);
}, 600_000);
