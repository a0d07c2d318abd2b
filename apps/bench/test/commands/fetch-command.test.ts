import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { zipSync } from 'fflate';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { chooseDataSource } from '../../src/inputs/data-source.js';
import { averBenchProcess, startAverBench } from '../aver-bench.js';
import { tinyCorpus } from '../tiny-corpus.js';

const name = 'Audio_Speech_Actors_01-24.zip';
const archive = zipSync(Object.fromEntries(tinyCorpus().map((one) => [`${one.actor}/${one.name}`, one.bytes])));

let server: Server;
let address: string;
let folder: string;
/** After how many bytes the server says nothing more. */
let stallsAt: number | undefined;
let requests: Array<{ url: string; range?: string }> = [];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aver-fetch-'));
  server = createServer(answer).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
beforeEach(() => {
  requests = [];
  stallsAt = undefined;
});
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await rm(folder, { recursive: true, force: true });
});

/** A record in the form of Zenodo's, and its file in ranges. */
function answer({ url = '', headers }: IncomingMessage, response: ServerResponse): void {
  requests.push({ url, range: headers.range });
  if (url === '/record') {
    const checksum = `md5:${createHash('md5').update(archive).digest('hex')}`;
    const file = { key: name, size: archive.length, checksum, links: { self: `${address}/file` } };
    response.setHeader('content-type', 'application/json').end(JSON.stringify({ files: [file] }));
  } else if (url === '/file') {
    const from = Number(/bytes=(\d+)-/.exec(headers.range ?? '')?.[1] ?? 0);
    response.writeHead(from > 0 ? 206 : 200, {
      'content-length': archive.length - from,
      'accept-ranges': 'bytes',
      ...(from > 0 ? { 'content-range': `bytes ${from}-${archive.length - 1}/${archive.length}` } : {}),
    });
    if (stallsAt === undefined) response.end(archive.subarray(from));
    else response.write(archive.subarray(from, stallsAt));
  } else {
    response.writeHead(404).end();
  }
}

const fetchArgs = (...more: string[]) => ['fetch', '--record', `${address}/record`, ...more];

describe('aver-bench fetch', () => {
  test('Ctrl-C keeps what has arrived, the same command goes on there, and a third one downloads nothing', async () => {
    const env = { AVER_CACHE: join(folder, 'cache') };
    const directory = join(folder, 'cache', 'ravdess');
    stallsAt = archive.length >> 1;
    const { child, outcome } = startAverBench(fetchArgs(), { env });
    await until(async () => {
      const files = existsSync(directory) ? await readdir(directory) : [];
      const sizes = await Promise.all(files.map(async (file) => (await readFile(join(directory, file))).length));
      return sizes.includes(archive.length >> 1);
    });
    process.kill(-(child.pid as number), 'SIGINT');
    const { code, stdout, stderr } = await outcome;
    expect({ code, stdout }).toEqual({ code: 130, stdout: '' });
    expect(stderr).toMatch(/CC BY-NC-SA 4\.0[\s\S]*Please cite: Livingstone/);
    expect(stderr).toMatch(/interrupted; what has arrived is kept, and the same command goes on from there\n$/);
    expect(existsSync(join(directory, name))).toBe(false);

    stallsAt = undefined;
    requests = [];
    const second = await averBenchProcess(fetchArgs(), { env });
    expect(second.code).toBe(0);
    expect(second.stdout).toContain(`${join(directory, name)}: fetched: `);
    expect(second.stdout).toMatch(/, of which an earlier run had left \d+\.\d MB; MD5 [0-9a-f]{32} is right\n/);
    expect(second.stdout).toMatch(/Used from now on where no --data is given\.\n$/);
    expect(requests.find(({ url }) => url === '/file')?.range).toMatch(new RegExp(`^bytes=${archive.length >> 1}-`));
    expect(await readFile(join(directory, name))).toEqual(Buffer.from(archive));

    requests = [];
    const third = await averBenchProcess(fetchArgs('--to', directory, '--json'));
    expect(third.code).toBe(0);
    const fetched = JSON.parse(third.stdout);
    expect(fetched).toMatchObject({ path: join(directory, name), bytes: archive.length, downloaded: false });
    expect(await readFile(fetched.noticePath, 'utf8')).toMatch(/CC BY-NC-SA 4\.0[\s\S]*Please cite: Livingstone/);
    expect(requests.filter(({ url }) => url === '/file')).toEqual([]);

    // What was fetched is what the tables take where nothing else is named, and they say so.
    const args = [
      'table3',
      '--rows',
      'MLP',
      '--epochs',
      '1',
      '--seeds',
      '1',
      '--backend',
      'wasm',
      '--jobs',
      '1',
      '--json',
    ];
    const table = await averBenchProcess([...args, '--out', join(folder, 'out')], { env });
    expect(table.stderr).toMatch(new RegExp(`Data: ${name} \\(fetched\\), 12 recordings`));
    expect(JSON.parse(table.stdout).data).toMatchObject({ name, chosenBy: 'fetched', recordings: 12 });
  });

  test.each([
    [['--channel', 'song'], 1, /Audio_Song_Actors_01-24\.zip/],
    [['--record', 'ftp://mirror'], 2, /^--record: must be an http or https address; received "ftp:\/\/mirror"$/],
  ])('%j is one clear error', async (args, expectedCode, message) => {
    const { code, stdout, stderr } = await averBenchProcess(fetchArgs('--to', join(folder, 'bad'), ...args));
    expect({ code, stdout }).toEqual({ code: expectedCode, stdout: '' });
    const last = stderr.trimEnd().split('\n').at(-1) as string;
    expect(last).toMatch(/^aver-bench: /);
    expect(last.slice('aver-bench: '.length)).toMatch(message);
  });
});

test('the source is --data, else AVER_RAVDESS, else what was fetched, else the built-in corpus', async () => {
  const before = { ...process.env };
  try {
    process.env.AVER_CACHE = join(folder, 'empty');
    process.env.AVER_RAVDESS = '';
    const chosen = () => chooseDataSource(undefined, true);
    expect(chosen()).toEqual({ kind: 'synthetic', small: true, chosenBy: 'default' });
    const cache = await mkdtemp(join(folder, 'cache-'));
    process.env.AVER_CACHE = cache;
    expect(chosen()).toMatchObject({ kind: 'synthetic' });
    await mkdir(join(cache, 'ravdess'));
    // A part that an interrupted fetch left is no archive.
    await writeFile(join(cache, 'ravdess', `${name}.part`), '');
    expect(chosen()).toMatchObject({ kind: 'synthetic' });
    await writeFile(join(cache, 'ravdess', name), '');
    const path = join(cache, 'ravdess', name);
    expect(chosen()).toEqual({ kind: 'path', paths: [path], corpus: 'ravdess', chosenBy: 'fetched' });
    process.env.AVER_RAVDESS = folder;
    expect(chosen()).toEqual({ kind: 'path', paths: [folder], corpus: 'ravdess', chosenBy: 'AVER_RAVDESS' });
    expect(chooseDataSource(['synthetic'], true)).toEqual({ kind: 'synthetic', small: true, chosenBy: '--data' });
    expect(chooseDataSource([cache], true)).toMatchObject({ kind: 'path', paths: [cache], chosenBy: '--data' });
    process.env.AVER_RAVDESS = join(folder, 'nowhere');
    expect(chosen).toThrow(
      /^AVER_RAVDESS: expected a folder or zip with RAVDESS recordings, or "synthetic"; .* does not exist$/,
    );
    expect(() => chooseDataSource([join(folder, 'nowhere')], true, 'savee')).toThrow(
      /^--data: expected a folder or zip with SAVEE recordings; .* does not exist$/,
    );
  } finally {
    process.env = before;
  }
});

async function until(condition: () => Promise<boolean>): Promise<void> {
  const end = performance.now() + 90_000;
  while (!(await condition())) {
    if (performance.now() > end) throw new Error('waited for a minute and a half in vain');
    await sleep(20);
  }
}
