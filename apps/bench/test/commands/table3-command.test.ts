import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TrialResult } from '../../src/compute/trial-result.js';
import type { TableDocument } from '../../src/tables/table-document.js';
import { averBench, averBenchProcess, startAverBench } from '../aver-bench.js';
import { tinyCorpus } from '../tiny-corpus.js';

let folder: string;
let env: { AVER_CACHE: string };
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aver-bench-'));
  env = { AVER_CACHE: join(folder, 'cache') };
  for (const { name, actor, bytes } of tinyCorpus()) {
    await mkdir(join(folder, 'corpus', actor), { recursive: true });
    await writeFile(join(folder, 'corpus', actor, name), bytes);
  }
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** The arguments of a small run on the tiny corpus. */
const small = (out: string, ...more: string[]) => [
  'table3',
  '--data',
  join(folder, 'corpus'),
  '--epochs',
  '2',
  '--seeds',
  '2',
  '--backend',
  'wasm',
  '--out',
  join(folder, out),
  ...more,
];

async function predictions(out: string): Promise<Map<string, TrialResult['predictions']>> {
  const files = (await readdir(join(folder, out, 'trials'))).filter((name) => name.endsWith('.json'));
  const results = await Promise.all(
    files.map(async (name) => JSON.parse(await readFile(join(folder, out, 'trials', name), 'utf8')) as TrialResult),
  );
  return new Map(results.map((result) => [result.key, result.predictions] as const).sort());
}

describe('aver-bench table3', () => {
  test('prints one JSON document with the promised fields, and the same again from the store', async () => {
    const first = await averBenchProcess(small('first', '--json'), { env });
    expect(first.stderr).toMatch(/Data: corpus \(--data\), 12 recordings/);
    expect(first.code).toBe(0);
    const table: TableDocument & { seeds: number; command: string } = JSON.parse(first.stdout);
    expect(table.data).toMatchObject({ name: 'corpus', recordings: 12, train: 8, test: 4, leftOut: [] });
    expect(table).toMatchObject({ setting: { recipe: 'printed', split: 'random' }, seeds: 2 });
    expect(table.command).toMatch(
      /^aver-bench table3 --data \S+ --recipe printed .* --seeds 2 --epochs 2 --backend wasm$/,
    );
    expect(table.rows.map(({ model, optimizer, learningRate }) => [model, optimizer, learningRate])).toEqual([
      ['MLP', 'adam', 0.001],
      ['CNN-1D', 'rmsprop', 5e-6],
      ['CNN-2D', 'adam', 0.005],
    ]);
    for (const { accuracy, macro, weighted, paper, seconds } of table.rows) {
      expect(accuracy.values).toHaveLength(2);
      expect(accuracy.mean).toBeCloseTo((accuracy.values[0] + accuracy.values[1]) / 2, 12);
      expect(accuracy.low).toBeLessThanOrEqual(accuracy.mean);
      for (const averages of [macro, weighted, paper?.macro ?? {}, paper?.weighted ?? {}]) {
        expect(Object.keys(averages)).toEqual(['precision', 'recall', 'f1']);
      }
      expect(seconds).toBeGreaterThan(0);
    }

    const again = await averBench(small('first', '--json'), { env });
    expect(again.stderr).not.toMatch(/Training/);
    expect(JSON.parse(again.stdout)).toEqual(table);
  });

  test('the same seed gives identical predictions in a store of its own, whatever the number of jobs', async () => {
    const other = await averBench(small('second', '--jobs', '1'), { env });
    expect(other.code).toBe(0);
    expect(other.stdout).toMatch(/CNN-2D +paper +0\.89 /);
    expect(await predictions('second')).toEqual(await predictions('first'));
    expect((await predictions('second')).size).toBe(6);
  });

  test('a run killed with SIGKILL in the middle leaves no worker, and started again gives the uninterrupted result', async () => {
    const { child, outcome } = startAverBench(small('killed', '--jobs', '1'), { env });
    await until(async () => (await predictions('killed').catch(() => new Map())).size >= 2);
    child.kill('SIGKILL');
    expect((await outcome).signal).toBe('SIGKILL');
    const left = (await predictions('killed')).size;
    expect(left).toBeGreaterThanOrEqual(2);
    expect(left).toBeLessThan(6);
    await until(async () => !groupAlive(child.pid as number));

    const again = await averBench(small('killed'), { env });
    expect(again.stderr).toMatch(new RegExp(`Training ${6 - left} models?, ${left} done before`));
    expect(again.code).toBe(0);
    expect(await predictions('killed')).toEqual(await predictions('first'));
  });

  test('a trial process that is killed, as for want of memory, costs its own trial; the same command makes it up', async () => {
    const few = small('starved', '--rows', 'MLP;CNN-1D', '--jobs', '1');
    const { child, outcome } = startAverBench(few, { env });
    await until(async () => (await predictions('starved').catch(() => new Map())).size >= 1);
    execFileSync('pkill', ['-KILL', '-P', String(child.pid)]);
    const { code, stderr } = await outcome;
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /1 of 4 trials failed \(the others are kept\); [0-9a-f]{20}: worker process \d+: ended by SIGKILL\n$/,
    );
    expect((await predictions('starved')).size).toBe(3);
    expect((await averBench(few, { env })).code).toBe(0);
    const [whole, all] = [await predictions('starved'), await predictions('first')];
    expect(whole.size).toBe(4);
    for (const [key, made] of whole) expect(made).toEqual(all.get(key));
  });

  test('Ctrl-C ends with 130 and one line, and leaves no worker', async () => {
    const { child, outcome } = startAverBench(small('interrupted'), { env });
    await until(async () => (await predictions('interrupted').catch(() => new Map())).size >= 1);
    process.kill(-(child.pid as number), 'SIGINT');
    const { code, stderr } = await outcome;
    expect(code).toBe(130);
    expect(stderr).toMatch(
      /aver-bench: interrupted; all but the last minute is kept, and the same command goes on from there\n$/,
    );
    await until(async () => !groupAlive(child.pid as number));
  });

  test('unheard speakers: every recording is tested once, by a model that never heard its actor', async () => {
    const run = await averBench(
      small('speakers', ...['--rows', 'MLP;CNN-1D', '--split', 'speakers', '--seeds', '1', '--json']),
      { env },
    );
    expect(run.code).toBe(0);
    const results = await predictions('speakers');
    for (const row of JSON.parse(run.stdout).rows) expect(row.accuracy.values).toHaveLength(2);
    const actors = [...results.values()].map((tested) => [...new Set(tested.map(({ name }) => name.slice(18, 20)))]);
    expect(actors.every((one) => one.length === 1)).toBe(true);
    expect([...results.values()].flat()).toHaveLength(2 * 12);
  });
});

describe('aver-bench table3, bad input', () => {
  const failing = async (data: string) => {
    const { code, stdout, stderr } = await averBench(['table3', '--data', data, '--out', join(folder, 'bad')], { env });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    // A call that cannot work makes no folder for results.
    expect(existsSync(join(folder, 'bad'))).toBe(false);
    return stderr;
  };

  test('a path that does not exist', async () => {
    expect(await failing(join(folder, 'nowhere'))).toMatch(/nowhere does not exist/);
  });

  test('an empty folder', async () => {
    await mkdir(join(folder, 'empty'));
    expect(await failing(join(folder, 'empty'))).toMatch(
      /^aver-bench: .*empty: expected at least one RAVDESS recording/,
    );
  });

  test('a text file', async () => {
    await writeFile(join(folder, 'notes.txt'), 'no recordings here\n');
    expect(await failing(join(folder, 'notes.txt'))).toMatch(/^aver-bench: .*notes\.txt.*zip/);
  });

  test('recordings of one actor, where speakers are to be kept apart, and an emotion without recordings', async () => {
    const one = await averBench(
      ['table3', '--data', join(folder, 'corpus/Actor_01'), '--split', 'speakers', '--out', join(folder, 'refused')],
      { env },
    );
    expect(one).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringMatching(/aver-bench: Actor_01: cannot be divided: .*actors.*\n$/),
    });
    const none = await averBench(small('refused', '--emotions', 'happy,calm'), { env });
    expect(none).toMatchObject({ code: 2, stdout: '', stderr: expect.stringMatching(/found none of calm\n$/) });
  });

  test('a zip cut within its first recording', async () => {
    const zip = zipSync(Object.fromEntries(tinyCorpus().map(({ name, actor, bytes }) => [`${actor}/${name}`, bytes])));
    await writeFile(join(folder, 'cut.zip'), zip.subarray(0, 1000));
    expect(await failing(join(folder, 'cut.zip'))).toMatch(/^aver-bench: .*cut\.zip/);
  });

  test('a zip cut in half: what is whole is used, and the cut is told', async () => {
    const zip = zipSync(Object.fromEntries(tinyCorpus().map(({ name, actor, bytes }) => [`${actor}/${name}`, bytes])));
    await writeFile(join(folder, 'half.zip'), zip.subarray(0, zip.length / 2));
    const args = ['table3', '--data', join(folder, 'half.zip'), '--rows', 'MLP', '--epochs', '1', '--seeds', '1'];
    const { code, stderr } = await averBench([...args, '--out', join(folder, 'half')], { env });
    expect(stderr).toMatch(/left out: .*half\.zip/);
    expect(code).toBe(0);
  });

  test('a zip with one damaged WAV: the run goes on without it, and says so', async () => {
    const files = tinyCorpus().map(({ name, actor, bytes }, i) => [
      `${actor}/${name}`,
      i === 5 ? bytes.subarray(0, 30) : bytes,
    ]);
    const damaged = tinyCorpus()[5].name;
    await writeFile(join(folder, 'damaged.zip'), zipSync(Object.fromEntries(files)));
    const args = [
      'table3',
      ...['--data', join(folder, 'damaged.zip'), '--rows', 'MLP', '--epochs', '1', '--seeds', '1', '--json'],
      ...['--out', join(folder, 'damaged')],
    ];
    const { code, stdout, stderr } = await averBench(args, { env });
    expect(code).toBe(0);
    expect(stderr).toMatch(new RegExp(`left out: .*${damaged}: .+\n`));
    const { data } = JSON.parse(stdout) as TableDocument;
    expect(data.recordings).toBe(11);
    expect(data.leftOut).toEqual([{ name: damaged, reason: expect.any(String) }]);

    const strict = await averBench([...args, '--strict'], { env });
    expect(strict).toMatchObject({ code: 2, stdout: '' });
    expect(strict.stderr).toMatch(
      /\naver-bench: damaged\.zip: --strict: 1 recordings cannot be used, as told above\n$/,
    );

    // It is tried again the next time; the results are still those of the 11.
    const again = await averBench(args, { env });
    expect(again.stderr).toMatch(/Computing the inputs/);
    expect(again.stderr).not.toMatch(/Training/);
    expect(again.stdout).toBe(stdout);
  });

  test.each([
    ['--recipe', 'invented', /choices are printed, notebook/],
    ['--test-fraction', '1', /number between 0 and 1/],
    ['--seeds', '0', /whole number above 0/],
    ['--epochs', '1.5', /whole number above 0/],
    ['--emotions', 'happy,bored', /expected emotions of RAVDESS: .*received bored/],
    ['--nonsense', '', /unknown option/],
  ])('%s %s', async (option, value, message) => {
    const { code, stderr } = await averBench(['table3', option, value]);
    expect(code).toBe(2);
    expect(stderr).toMatch(message);
    expect(stderr).toMatch(/^aver-bench: [^\n]+\n$/);
  });

  test('a folder for results that cannot be written', async () => {
    await writeFile(join(folder, 'a-file'), '');
    const { code, stderr } = await averBench(small('a-file/below'), { env });
    expect(code).toBe(1);
    expect(stderr).toMatch(/^aver-bench: .*a-file\/below: cannot write results there.*\n$/);
  });
});

async function until(condition: () => Promise<boolean>): Promise<void> {
  const end = performance.now() + 120_000;
  while (!(await condition())) {
    if (performance.now() > end) throw new Error('waited for two minutes in vain');
    await sleep(20);
  }
}

/** Whether any process of a group is alive. */
function groupAlive(group: number): boolean {
  try {
    process.kill(-group, 0);
    return true;
  } catch {
    return false;
  }
}
