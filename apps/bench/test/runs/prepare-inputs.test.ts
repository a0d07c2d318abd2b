import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ModelInputSpec } from '@aver/spectrogram';
import { zipSync } from 'fflate';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { chooseDataSource, openData } from '../../src/inputs/data-source.js';
import { readInputs } from '../../src/inputs/input-cache.js';
import { runTask } from '../../src/processes/run-task.js';
import type { WorkerPool } from '../../src/processes/worker-pool.js';
import { prepareInputs } from '../../src/runs/prepare-inputs.js';
import type { Progress } from '../../src/terminal/progress.js';
import { tinyCorpus, wavOf } from '../tiny-corpus.js';

const emotions = ['happy', 'sad', 'angry', 'neutral'] as const;
const specs: ModelInputSpec[] = [
  { kind: 'picture', style: 'gray', size: 40 },
  { kind: 'features', groups: ['mfcc'] },
];
const recordings = tinyCorpus();
const archive = zipSync(Object.fromEntries(recordings.map(({ name, bytes }) => [name, bytes])), { level: 0 });

let folder: string;
let data: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aver-prepare-'));
  process.env.AVER_CACHE = join(folder, 'cache');
  data = join(folder, 'corpus.zip');
  await writeFile(data, archive);
});
afterEach(async () => {
  delete process.env.AVER_CACHE;
  delete process.env.AVER_CACHE_LIMIT;
  await rm(folder, { recursive: true });
});

/** Prepares the inputs in this process, which stands for the workers; `meanwhile` happens before they read anything. */
async function prepare({ from = data, wanted = specs, meanwhile = async () => {} } = {}) {
  const source = chooseDataSource([from], true);
  const opened = await openData(source, emotions);
  let reads = 0;
  const pool: WorkerPool = {
    async run(task, onProgress = () => {}) {
      reads += 'recordings' in task ? task.recordings.length : 0;
      await meanwhile();
      return runTask(task, onProgress) as never;
    },
    close() {},
  };
  const progress: Progress = { start() {}, update() {}, finish() {} };
  try {
    const inputs = await prepareInputs(source, opened, emotions, wanted, pool, progress);
    const tables = await Promise.all(wanted.map((spec) => readInputs(inputs.path(spec))));
    return { ...inputs, reads, tables: tables.map((one) => one?.table) };
  } finally {
    await opened.close();
  }
}

const cacheFiles = async (cache = join(folder, 'cache')) =>
  (await readdir(join(cache, 'inputs'))).map((name) => join(cache, 'inputs', name));

describe('the cache of computed inputs', () => {
  test('a second run reads no audio: it gives the same from an archive whose audio is gone', async () => {
    const first = await prepare();
    expect(first.reads).toBe(12);
    expect(first.names).toEqual(recordings.map(({ name }) => name).sort());
    expect(first.tables.map((table) => table?.shape)).toEqual([
      [40, 40, 1],
      [40, 1],
    ]);
    // The directory, at the end, is all that is left of it.
    const hollow = Uint8Array.from(archive);
    hollow.fill(0xff, 0, new DataView(hollow.buffer).getUint32(hollow.length - 6, true));
    await mkdir(join(folder, 'hollow'));
    await writeFile(join(folder, 'hollow', 'corpus.zip'), hollow);
    const second = await prepare({ from: join(folder, 'hollow', 'corpus.zip') });
    expect(second.reads).toBe(0);
    expect(second.tables).toEqual(first.tables);
    await rm(join(folder, 'cache'), { recursive: true });
    await expect(prepare({ from: join(folder, 'hollow', 'corpus.zip') })).rejects.toThrow(
      /^corpus\.zip: none of 12 recordings can be read; /,
    );
  });

  test('a silent recording is left out once for all: the next run reads no audio, and a new input is computed', async () => {
    const [{ name }] = recordings;
    const silent = wavOf({ samples: new Float32Array(16000), sampleRate: 16000 });
    await writeFile(
      data,
      zipSync(Object.fromEntries(recordings.map((one) => [one.name, one.name === name ? silent : one.bytes]))),
    );
    const leftOut = [{ name, reason: 'silent: all its samples are 0', lasting: true }];
    expect(await prepare({ wanted: [specs[0]] })).toMatchObject({ reads: 12, leftOut });
    expect(await prepare({ wanted: [specs[0]] })).toMatchObject({ reads: 0, leftOut });
    const both = await prepare();
    expect(both).toMatchObject({ reads: 12, leftOut });
    expect(both.names).toHaveLength(11);
  });

  test('it goes by content, not by path: the same recordings in a folder are known', async () => {
    await prepare();
    await mkdir(join(folder, 'unpacked'));
    for (const { name, bytes } of recordings) await writeFile(join(folder, 'unpacked', name), bytes);
    expect((await prepare({ from: join(folder, 'unpacked') })).reads).toBe(0);
    await writeFile(join(folder, 'unpacked', recordings[0].name), recordings[1].bytes);
    const changed = await prepare({ from: join(folder, 'unpacked') });
    expect(changed.reads).toBe(12);
    expect(changed.duplicates).toEqual([[recordings[0].name, recordings[1].name].sort()]);
  });

  test('only the tables that are missing or damaged are computed again', async () => {
    const first = await prepare();
    const before = await Promise.all((await cacheFiles()).map((file) => readFile(file)));
    const damaged = Buffer.from(before[0]);
    damaged[damaged.length >> 1] ^= 4;
    await writeFile((await cacheFiles())[0], damaged);
    const again = await prepare();
    expect(again.reads).toBe(12);
    expect(again.tables).toEqual(first.tables);
    expect(await Promise.all((await cacheFiles()).map((file) => readFile(file)))).toEqual(before);
    expect((await prepare()).reads).toBe(0);
  });

  test('tables of earlier runs are removed when they are over the limit, those of this run are not', async () => {
    await mkdir(join(folder, 'cache', 'inputs'), { recursive: true });
    const old = join(folder, 'cache', 'inputs', 'old.bin');
    await writeFile(old, new Uint8Array(5000));
    execFileSync('touch', ['-d', '2020-01-01', old]);
    process.env.AVER_CACHE_LIMIT = '1kB';
    await prepare();
    expect(await cacheFiles()).not.toContain(old);
    expect(await cacheFiles()).toHaveLength(2);
    expect((await prepare()).reads).toBe(0);
    process.env.AVER_CACHE_LIMIT = 'much';
    await expect(prepare()).rejects.toThrow('AVER_CACHE_LIMIT: expected a size such as 500MB or 2GB; received much');
  });

  const canMount = mounts();
  if (!canMount) console.warn('SKIPPED: the test of a full disk needs Linux and the right to mount a tmpfs.');
  test.skipIf(!canMount)(
    'a full disk is one clear error that leaves nothing, and with room the same run succeeds',
    async () => {
      const first = await prepare();
      const disk = join(folder, 'disk');
      await mkdir(disk);
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=16k', 'tmpfs', disk]);
      try {
        process.env.AVER_CACHE = disk;
        await expect(prepare()).rejects.toThrow(
          /disk: cannot write the cache: ENOSPC.*; AVER_CACHE names another folder$/,
        );
        for (const file of await cacheFiles(disk)) expect(await readInputs(file)).toBeDefined();
        execFileSync('mount', ['-o', 'remount,size=10m', disk]);
        expect((await prepare()).tables).toEqual(first.tables);
      } finally {
        execFileSync('umount', [disk]);
      }
    },
  );
});

describe('recordings that vanish in the middle of a run', () => {
  test('an archive: one clear error, nothing kept, and with it back the next run succeeds', async () => {
    const vanish = () => rename(data, `${data}-elsewhere`).catch(() => {});
    await expect(prepare({ meanwhile: vanish })).rejects.toThrow(
      /^corpus\.zip: .*corpus\.zip: expected a folder or zip archive; it does not exist; nothing of it was kept$/,
    );
    await rename(`${data}-elsewhere`, data);
    expect((await prepare()).tables.map((table) => table?.names.length)).toEqual([12, 12]);
  });

  test('a folder, while it is read', async () => {
    const from = join(folder, 'unpacked');
    await mkdir(from);
    for (const { name, bytes } of recordings) await writeFile(join(from, name), bytes);
    // The second time that something is asked of the workers, they have listed the folder before.
    await prepare({ from, wanted: specs.slice(0, 1) });
    const vanish = () => rename(from, `${from}-elsewhere`).catch(() => {});
    await expect(prepare({ from, wanted: specs.slice(1), meanwhile: vanish })).rejects.toThrow(
      /^unpacked: 03-01-.*\.wav was there when the run began, and is gone or another now; nothing of it was kept$/,
    );
    await rename(`${from}-elsewhere`, from);
    expect((await prepare({ from })).tables.map((table) => table?.names.length)).toEqual([12, 12]);
  });
});

/** Whether this process may mount: only root on Linux, and in a container often not even that. */
function mounts(): boolean {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false;
  try {
    execFileSync('unshare', ['--mount', 'true'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
