import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { inputCachePath, readInputs, writeInputs } from '../../src/inputs/input-cache.js';
import { cacheLimit, pruneCache } from '../../src/inputs/prune-cache.js';
import { bigInputs } from './big-inputs.js';

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aver-cache-'));
  path = join(folder, 'inputs', 'one.bin');
});
afterEach(() => rm(folder, { recursive: true }));

const floats = {
  table: {
    names: ['a', 'b'],
    fingerprints: ['1-00', '2-00'],
    shape: [2, 1],
    data: Float32Array.of(1.5, -2, Number.MIN_VALUE, 3e38),
  },
  leftOut: [{ name: 'c', reason: 'cut' }],
};

test('what was written comes back, bit for bit', async () => {
  await writeInputs(path, floats);
  expect(await readInputs(path)).toEqual(floats);
  const data = Uint8Array.of(10, 0, 255);
  const bytes = { table: { names: ['a'], fingerprints: ['1-00'], shape: [3, 1], data }, leftOut: [] };
  await writeInputs(path, bytes);
  expect(await readInputs(path)).toEqual(bytes);
});

test('nothing but the file itself is left behind', async () => {
  await writeInputs(path, floats);
  expect(await readdir(join(path, '..'))).toEqual(['one.bin']);
});

test('a file that is missing, cut anywhere, changed in any byte, or longer gives nothing', async () => {
  expect(await readInputs(path)).toBeUndefined();
  await writeInputs(path, floats);
  const whole = await readFile(path);
  const damaged = [Buffer.concat([whole, Buffer.of(0)])];
  for (let at = 0; at < whole.length; at++) {
    damaged.push(whole.subarray(0, at));
    const flipped = Buffer.from(whole);
    flipped[at] ^= 1 << (at % 8);
    damaged.push(flipped);
  }
  for (const content of damaged) {
    await writeFile(path, content);
    expect(await readInputs(path)).toBeUndefined();
  }
  await writeFile(path, whole);
  expect(await readInputs(path)).toEqual(floats);
});

test('the key tells recordings and every parameter of the input apart', () => {
  const specs = [
    { kind: 'features', groups: ['mfcc', 'mel'] },
    { kind: 'features', groups: ['mel', 'mfcc'] },
    { kind: 'picture', style: 'spek', size: 150 },
    { kind: 'picture', style: 'gray', size: 150 },
    { kind: 'picture', style: 'gray', size: 100 },
  ] as const;
  const paths = specs.flatMap((spec) =>
    ['f', 'g'].map((fingerprint) => inputCachePath(fingerprint, structuredClone(spec) as never)),
  );
  expect(new Set(paths).size).toBe(10);
});

describe('processes that share a cache', () => {
  const writer = () =>
    fork(fileURLToPath(new URL('./write-inputs-forever.ts', import.meta.url)), [path], {
      execArgv: ['--import', import.meta.resolve('tsx')],
      env: { ...process.env, TSX_TSCONFIG_PATH: fileURLToPath(new URL('../../../../tsconfig.json', import.meta.url)) },
    });

  test('two that write the same table at once: a reader never sees anything but a whole one', async () => {
    const writers = [writer(), writer()];
    await Promise.all(writers.map((child) => once(child, 'message')));
    for (let i = 0; i < 40; i++) {
      const found = await readInputs(path);
      expect(found).toBeDefined();
      expect(bigInputs.map(({ table }) => table.data[0])).toContain(found?.table.data[0]);
    }
    for (const child of writers) child.kill('SIGKILL');
    await Promise.all(writers.map((child) => once(child, 'exit')));
  }, 60_000);

  test('one that is killed with SIGKILL while it writes leaves the old table or the new one', async () => {
    for (const milliseconds of [3, 11, 17, 23, 40]) {
      const child = writer();
      await once(child, 'message');
      await sleep(milliseconds);
      child.kill('SIGKILL');
      await once(child, 'exit');
      const found = await readInputs(path);
      expect(bigInputs.filter((inputs) => Buffer.compare(bytesOf(inputs), bytesOf(found)) === 0)).toHaveLength(1);
    }
    // What the killed ones had begun is removed, though not at once: it might be another's that is still at it.
    const remains = (await readdir(join(path, '..'))).filter((name) => name.endsWith('.tmp'));
    await pruneCache(join(path, '..'), 1e9);
    expect((await readdir(join(path, '..'))).filter((name) => name.endsWith('.tmp'))).toEqual(remains);
    await pruneCache(join(path, '..'), 1e9, Date.now() + 3_700_000);
    expect(await readdir(join(path, '..'))).toEqual(['one.bin']);
  }, 60_000);
});

describe('a bounded cache', () => {
  const write = async (name: string, bytes: number, secondsAgo: number) => {
    const time = new Date(Date.now() - secondsAgo * 1000);
    await writeFile(join(folder, name), new Uint8Array(bytes));
    await utimes(join(folder, name), time, time);
  };

  test('keeps what was used last, within the limit', async () => {
    for (const [i, name] of ['d', 'a', 'c', 'b'].entries()) await write(name, 100, 1000 - i);
    await pruneCache(folder, 250);
    expect(await readdir(folder)).toEqual(['b', 'c']);
    await pruneCache(folder, 250);
    expect(await readdir(folder)).toEqual(['b', 'c']);
  });

  test('does not remove what is in use, even where that alone is over the limit', async () => {
    await write('used', 500, 30);
    await write('old', 10, 1000);
    await pruneCache(folder, 100);
    expect(await readdir(folder)).toEqual(['used']);
  });

  test('reading marks a table as used', async () => {
    await writeInputs(path, floats);
    await utimes(path, new Date(0), new Date(0));
    await readInputs(path);
    expect(Date.now() - (await stat(path)).mtimeMs).toBeLessThan(60_000);
  });

  test('a folder that does not exist is within every limit', async () => {
    await pruneCache(join(folder, 'nowhere'), 0);
  });

  test.each([
    ['', 2e9],
    ['0', 0],
    ['12345', 12345],
    ['1.5 GB', 1.5e9],
    ['500mb', 5e8],
    ['20kB', 2e4],
    ['7B', 7],
  ])('AVER_CACHE_LIMIT=%s', (text, bytes) => {
    expect(withLimit(text)).toBe(bytes);
  });

  test.each(['much', '-1', '1TB', 'GB', '1e9', 'NaN'])('AVER_CACHE_LIMIT=%s is refused', (text) => {
    expect(() => withLimit(text)).toThrow(`AVER_CACHE_LIMIT: expected a size such as 500MB or 2GB; received ${text}`);
  });
});

function withLimit(text: string): number {
  const before = process.env.AVER_CACHE_LIMIT;
  process.env.AVER_CACHE_LIMIT = text;
  try {
    return cacheLimit();
  } finally {
    if (before === undefined) delete process.env.AVER_CACHE_LIMIT;
    else process.env.AVER_CACHE_LIMIT = before;
  }
}

function bytesOf(inputs: Awaited<ReturnType<typeof readInputs>>): Buffer {
  const { buffer, byteOffset, byteLength } = inputs?.table.data ?? new Uint8Array(1);
  return Buffer.from(buffer, byteOffset, byteLength);
}
