import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadRun } from '../../src/report/load-run.js';
import type { TableDocument } from '../../src/tables/table-document.js';
import { averBench } from '../aver-bench.js';
import { tinyCorpus } from '../tiny-corpus.js';

let folder: string;
let env: { AVER_CACHE: string };
const args = (command: string, out: string, ...more: string[]) => [
  ...[command, '--data', join(folder, 'corpus'), '--epochs', '1', '--seeds', '2', '--backend', 'wasm'],
  ...['--out', join(folder, out), ...more],
];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aver-report-'));
  env = { AVER_CACHE: join(folder, 'cache') };
  await mkdir(join(folder, 'corpus'));
  for (const { name, bytes } of tinyCorpus()) await writeFile(join(folder, 'corpus', name), bytes);
  for (const command of [
    args('table3', 'run', '--rows', 'MLP;CNN-1D'),
    args('table3', 'run', '--rows', 'MLP', '--split', 'speakers'),
    args('ablations', 'run', '--rows', 'base', '--seeds', '1'),
  ]) {
    expect((await averBench(command, { env })).code).toBe(0);
  }
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('aver-bench report', () => {
  test('shows every table of the folder in one page, and as JSON, Markdown and small result files', async () => {
    const { code, stdout } = await averBench(
      ['report', join(folder, 'run'), '--markdown', '--results', join(folder, 'results'), '--json'],
      { env },
    );
    expect(code).toBe(0);
    const { tables, report, results } = JSON.parse(stdout);
    expect(
      tables.map(({ setting, rows }: TableDocument) => [setting.table, setting.split, rows.map(({ row }) => row)]),
    ).toEqual([
      ['table3', 'random', ['MLP', 'CNN-1D']],
      ['table3', 'speakers', ['MLP']],
      ['ablations', 'random', ['base']],
    ]);
    expect(report).toBe(join(folder, 'run/report.html'));
    const page = await readFile(report, 'utf8');
    for (const text of ['Table 3, recipe printed, split random', 'split speakers', 'Ablations, recipe notebook']) {
      expect(page).toContain(text);
    }
    expect(page).toContain('--rows base --recipe notebook');
    expect(page).toContain('Dogs are sitting by the door');
    expect(await readFile(join(folder, 'run/report.md'), 'utf8')).toContain(
      '## Table 3, recipe printed, split speakers',
    );
    expect(results).toHaveLength(3);
  });

  test('a run that was stopped is shown as far as it is', async () => {
    await rm(join(folder, 'part'), { recursive: true, force: true });
    execFileSync('cp', ['-r', join(folder, 'run'), join(folder, 'part')]);
    const trials = join(folder, 'part/trials');
    for (const name of await readdir(trials)) {
      const { trial } = JSON.parse(await readFile(join(trials, name), 'utf8'));
      if (trial.model.kind === 'cnn1d') await rm(join(trials, name));
      if (trial.model.kind === 'mlp' && trial.split.kind === 'random' && trial.seed === 1) {
        await writeFile(join(trials, name), '{"key":');
      }
    }
    const [{ document }] = (await loadRun(join(folder, 'part'))).tables;
    expect(document.rows.map(({ row, trials: counts }) => [row, counts])).toEqual([
      ['MLP', { planned: 2, finished: 1 }],
    ]);
    expect(document.unfinished).toEqual(['CNN-1D']);
  });

  test('a folder that is missing is named in one line', async () => {
    const { code, stdout, stderr } = await averBench(['report', join(folder, 'nowhere')], { env });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(
      /^aver-bench: .*nowhere: expected a folder that a table wrote \(table2, table3, ablations, enhanced\); .*\n$/,
    );
  });

  test('a file in place of the folder is refused', async () => {
    await writeFile(join(folder, 'a-file'), '');
    await expect(loadRun(join(folder, 'a-file'))).rejects.toThrow(/a-file: expected a folder .*; it is a file/);
    await expect(loadRun(join(folder, 'a-file/below'))).rejects.toThrow(/below: expected a folder .*; there is none/);
  });

  test('an empty folder, one of an older and one of another version are refused', async () => {
    await mkdir(join(folder, 'empty'));
    await expect(loadRun(join(folder, 'empty'))).rejects.toThrow(/empty: expected results of .* there; found none/);
    await mkdir(join(folder, 'old/trials'), { recursive: true });
    await expect(loadRun(join(folder, 'old'))).rejects.toThrow(/found trials without a table, of another version/);
    await mkdir(join(folder, 'other/rows'), { recursive: true });
    await writeFile(join(folder, 'other/rows/table9.json'), '{"format":9,"table":"table9","row":"x"}');
    await expect(loadRun(join(folder, 'other'))).rejects.toThrow(
      /table9\.json: expected a row in format 2; received format 9/,
    );
  });

  test('an unknown row is refused before anything is made', async () => {
    const { code, stderr } = await averBench(args('table3', 'refused', '--rows', 'MLP;RNN'), { env });
    expect(code).toBe(2);
    expect(stderr).toMatch(/^aver-bench: --rows: expected some of MLP; CNN-1D; CNN-2D; received RNN\n$/);
    expect(await readdir(folder)).not.toContain('refused');
  });
});

/** A disk of one and a half megabytes, where this process may make one. */
function mountSmall(path: string): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1500k', 'tmpfs', path], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

test('a disk that fills up gives one clear error, and what is there is whole: the next run goes on from it', async ({
  skip,
}) => {
  const disk = join(folder, 'disk');
  await mkdir(disk);
  if (!mountSmall(disk)) skip('no right to mount a small disk here');
  try {
    await writeFile(join(disk, 'ballast'), new Uint8Array(1_000_000));
    const full = await averBench(args('table3', 'disk/run', '--rows', 'MLP'), { env });
    expect(full.code).toBe(1);
    const lines = full.stderr.split('\n').filter((line) => line.startsWith('aver-bench:'));
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(/no space left|ENOSPC/);
    const left = await readdir(join(disk, 'run'), { recursive: true });
    expect(left.filter((name) => name.endsWith('.tmp'))).toEqual([]);
    for (const name of left.filter((one) => one.endsWith('.json'))) {
      expect(() => JSON.parse(readFileSync(join(disk, 'run', name), 'utf8'))).not.toThrow();
    }

    await rm(join(disk, 'ballast'));
    execFileSync('mount', ['-o', 'remount,size=60m', disk]);
    const again = await averBench(args('table3', 'disk/run', '--rows', 'MLP', '--json'), { env });
    expect(again.code).toBe(0);
    expect(JSON.parse(again.stdout).rows).toHaveLength(1);
  } finally {
    execFileSync('umount', [disk]);
  }
});
