import { execFileSync, spawn } from 'node:child_process';
import { lstat, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createLcg } from '@aver/test-helpers';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { obtainArchive } from '../../src/download/obtain-archive.js';
import { RavdessError, ravdessNotice } from '../../src/index.js';
import { archiveNames, type FetchProgress, fetchArchive, listRecordings } from '../../src/node.js';
import { corpus, temporaryFolder } from '../listing/corpus.js';
import { zipArchive } from '../listing/zip-builder.js';
import {
  type Answer,
  type ArchiveServer,
  archiveServer,
  cutAfter,
  drip,
  hangUp,
  ignoreRange,
  md5,
  send,
  stallAfter,
  status,
} from './archive-server.js';

const name = archiveNames.speech;
const noise = new Uint8Array(
  createLcg(1)
    .array(300_000, 256)
    .map((value) => value + 128),
);
const content = zipArchive([
  { name: 'noise.bin', content: noise },
  ...Object.entries(corpus).map(([path, bytes]) => ({ name: path, content: bytes })),
]);
const patience = { attempts: 4, firstWaitSeconds: 0.01, idleSeconds: 0.5 };

function fetchFrom(server: ArchiveServer, directory: string, more: Partial<Parameters<typeof obtainArchive>[0]> = {}) {
  return obtainArchive({ channel: 'speech', directory, recordUrl: server.recordUrl, patience, ...more });
}

const fileRequests = ({ requests }: ArchiveServer) => requests.filter(({ path }) => path !== '/api/records/1188976');
const ranges = (server: ArchiveServer) => fileRequests(server).map(({ range }) => range);

describe('fetchArchive', () => {
  test('fetches the archive, which can be listed, and keeps licence and citation beside it', async () => {
    const server = await archiveServer(name, content);
    const directory = join(await temporaryFolder(), 'made/for it');
    const fetched = await fetchArchive({ channel: 'speech', directory, recordUrl: server.recordUrl });
    expect(fetched).toEqual({
      path: join(directory, name),
      name,
      bytes: content.length,
      md5: md5(content),
      downloaded: true,
      resumedFrom: 0,
      noticePath: join(directory, 'RAVDESS-LICENCE.txt'),
    });
    expect(content.equals(await readFile(fetched.path))).toBe(true);
    expect(await readFile(fetched.noticePath, 'utf8')).toBe(ravdessNotice);
    expect((await readdir(directory)).sort()).toEqual([name, 'RAVDESS-LICENCE.txt']);
    const { recordings, close } = await listRecordings(fetched.path);
    expect(recordings).toHaveLength(5);
    await close();
  });

  test('links that somebody left under the names of its files are replaced, and where they lead nothing is written', async () => {
    const server = await archiveServer(name, content);
    const directory = await temporaryFolder();
    const elsewhere = join(await temporaryFolder(), 'precious');
    await writeFile(elsewhere, 'precious');
    const files = ['RAVDESS-LICENCE.txt', name, `${name}.${md5(content).slice(0, 8)}.part`];
    for (const file of files) await symlink(elsewhere, join(directory, file));
    const { path, noticePath } = await fetchFrom(server, directory);
    expect(await readFile(elsewhere, 'utf8')).toBe('precious');
    expect(await readFile(noticePath, 'utf8')).toBe(ravdessNotice);
    expect(content.equals(await readFile(path))).toBe(true);
    for (const file of [path, noticePath]) expect((await lstat(file)).isFile()).toBe(true);
    expect((await readdir(directory)).sort()).toEqual([name, 'RAVDESS-LICENCE.txt']);
  });

  test('a second run downloads nothing, and asks nobody where the archive is known', async () => {
    const server = await archiveServer(name, content);
    const directory = await temporaryFolder();
    await fetchFrom(server, directory);
    const { mtimeMs } = await stat(join(directory, name));
    server.requests.length = 0;
    expect(await fetchFrom(server, directory)).toMatchObject({ downloaded: false, bytes: content.length });
    expect(server.requests).toEqual([{ path: '/api/records/1188976', range: undefined }]);
    server.requests.length = 0;
    const known = { name, bytes: content.length, md5: md5(content) };
    expect(await fetchFrom(server, directory, { known })).toMatchObject({ downloaded: false, md5: known.md5 });
    expect(server.requests).toEqual([]);
    expect((await stat(join(directory, name))).mtimeMs).toBe(mtimeMs);
  });

  test('replaces a file of the same name with other content, once the right one is there', async () => {
    const server = await archiveServer(name, content);
    const damaged = Buffer.from(content);
    damaged[1000] ^= 1;
    const directory = await temporaryFolder({ [name]: damaged });
    server.answers.push(status(404));
    await expect(fetchFrom(server, directory)).rejects.toMatchObject({ code: 'DOWNLOAD_FAILED' });
    expect(damaged.equals(await readFile(join(directory, name)))).toBe(true);
    expect(await fetchFrom(server, directory)).toMatchObject({ downloaded: true });
    expect(content.equals(await readFile(join(directory, name)))).toBe(true);
  });

  test('reports bytes, speed and time left, and never fewer bytes than before', async () => {
    const server = await archiveServer(name, content);
    server.answers.push(drip(30_000, 0.05));
    const seen: FetchProgress[] = [];
    await fetchFrom(server, await temporaryFolder(), { onProgress: (progress) => seen.push(progress) });
    const bytes = seen.filter(({ state }) => state === 'downloading').map(({ receivedBytes }) => receivedBytes);
    expect(bytes[0]).toBe(0);
    expect(bytes.at(-1)).toBe(content.length);
    expect(bytes).toEqual([...bytes].sort((a, b) => a - b));
    expect(seen.every(({ totalBytes }) => totalBytes === content.length)).toBe(true);
    const late = seen[seen.length - 5];
    expect(late.bytesPerSecond).toBeGreaterThan(10_000);
    const left = (content.length - late.receivedBytes) / (late.bytesPerSecond as number);
    expect(late.secondsLeft).toBeCloseTo(left, 6);
    expect(seen.at(-1)).toEqual({
      state: 'verifying',
      receivedBytes: content.length,
      totalBytes: content.length,
    });
  });
});

describe('fetchArchive goes on', () => {
  test('where a cut connection ended, as often as it takes', async () => {
    const server = await archiveServer(name, content);
    server.answers.push(cutAfter(50_000), hangUp, hangUp, cutAfter(100_000), hangUp, cutAfter(20_000));
    const problems: string[] = [];
    const onProgress = ({ problem }: FetchProgress) => void (problem && problems.push(problem));
    const { path, resumedFrom } = await fetchFrom(server, await temporaryFolder(), { onProgress });
    expect(content.equals(await readFile(path))).toBe(true);
    expect(resumedFrom).toBe(0);
    expect(problems).toHaveLength(6);
    const starts = ranges(server).map((range) => Number(range?.slice(6, -1) ?? 0));
    // How many bytes of a cut connection arrive is the network's business; none is fetched twice.
    expect(starts[0]).toBe(0);
    expect(starts.slice(1, 4)).toEqual([starts[1], starts[1], starts[1]]);
    expect(starts[1]).toBeGreaterThan(0);
    expect(starts).toEqual([...starts].sort((a, b) => a - b));
  });

  test('from the beginning when the server ignores ranges', async () => {
    const server = await archiveServer(name, content);
    server.answers.push(cutAfter(50_000), ignoreRange);
    const { path } = await fetchFrom(server, await temporaryFolder());
    expect(ranges(server)[1]).toMatch(/^bytes=\d+-$/);
    expect(fileRequests(server)).toHaveLength(2);
    expect(content.equals(await readFile(path))).toBe(true);
  });

  test('where an earlier run ended that was killed', async () => {
    const server = await archiveServer(name, content);
    server.answers.push(drip(2000, 0.02));
    const directory = await temporaryFolder();
    const child = fetchingProcess(server, directory);
    await vi.waitFor(async () => expect(await partSize(directory)).toBeGreaterThan(20_000), { timeout: 20_000 });
    child.kill('SIGKILL');
    await new Promise((resolve) => child.on('exit', resolve));
    expect(await readdir(directory)).not.toContain(name);
    const left = await partSize(directory);
    const fetched = await fetchFrom(server, directory);
    expect(fetched).toMatchObject({ downloaded: true, resumedFrom: left });
    expect(ranges(server)).toEqual([undefined, `bytes=${left}-`]);
    expect(content.equals(await readFile(fetched.path))).toBe(true);
    expect((await readdir(directory)).sort()).toEqual([name, 'RAVDESS-LICENCE.txt']);
  });

  test('from the beginning when what an earlier run left is wrong', async () => {
    const server = await archiveServer(name, content);
    const part = `${name}.${md5(content).slice(0, 8)}.part`;
    const directory = await temporaryFolder({ [part]: Buffer.alloc(1000) });
    const fetched = await fetchFrom(server, directory);
    expect(ranges(server)).toEqual(['bytes=1000-', undefined]);
    expect(content.equals(await readFile(fetched.path))).toBe(true);
    const longer = await temporaryFolder({ [part]: Buffer.alloc(content.length + 1) });
    expect(content.equals(await readFile((await fetchFrom(server, longer)).path))).toBe(true);
    const complete = await temporaryFolder({ [part]: content });
    server.requests.length = 0;
    expect(await fetchFrom(server, complete)).toMatchObject({ resumedFrom: content.length });
    expect(fileRequests(server)).toEqual([]);
  });

  test('after a transfer that hangs, and however slow one is that does not', async () => {
    const server = await archiveServer(name, content);
    server.answers.push(() => {}, stallAfter(10_000), drip(20_000, 0.1));
    const problems: string[] = [];
    const onProgress = ({ problem }: FetchProgress) => void (problem && problems.push(problem));
    const { path } = await fetchFrom(server, await temporaryFolder(), { onProgress });
    expect(problems).toEqual(['nothing arrived for 0.5 seconds', 'nothing arrived for 0.5 seconds']);
    expect(content.equals(await readFile(path))).toBe(true);
  });

  test('after statuses that pass, when the server says', async () => {
    const server = await archiveServer(name, content);
    const soon = new Date(Date.now() + 1000).toUTCString();
    server.recordAnswers.push(status(503), status(500));
    server.answers.push(status(500), status(429, { 'retry-after': '1' }), status(503, { 'retry-after': soon }));
    const waits: Array<[string?, number?]> = [];
    const onProgress = ({ state, problem, secondsToRetry }: FetchProgress) =>
      void (state === 'retrying' && waits.push([problem, secondsToRetry]));
    await fetchFrom(server, await temporaryFolder(), { onProgress });
    expect(waits).toEqual([
      ['the server answered with status 503', 0.01],
      ['the server answered with status 500', 0.02],
      ['the server answered with status 500', 0.01],
      ['the server answered with status 429', 1],
      ['the server answered with status 503', expect.any(Number)],
    ]);
    expect(waits[4][1]).toBeLessThanOrEqual(1);
  });

  test('after answers that are not what was asked for', async () => {
    const server = await archiveServer(name, content);
    const wrongRange = (range: string) => status(206, { 'content-range': range });
    server.answers.push(
      send(Buffer.from('<html>Please log in</html>')),
      wrongRange('bytes 7-9/10'),
      wrongRange(`bytes 26-${content.length}/${content.length + 1}`),
    );
    const problems: string[] = [];
    const onProgress = ({ problem }: FetchProgress) => void (problem && problems.push(problem));
    const { path } = await fetchFrom(server, await temporaryFolder(), { onProgress });
    expect(problems).toEqual([
      `the connection ended after 26 of ${content.length} bytes`,
      `the server answered with range bytes 7-9/10 when asked for byte 26 of ${content.length}`,
      expect.stringContaining('when asked for byte 26'),
    ]);
    // The page's bytes were taken for the archive's first; the checksum told, and the second try was a clean one.
    expect(ranges(server)).toEqual([undefined, 'bytes=26-', 'bytes=26-', 'bytes=26-', undefined]);
    expect(content.equals(await readFile(path))).toBe(true);
  });

  test('with the length that the record says when the server announces another', async () => {
    const server = await archiveServer(name, content);
    const longer = Buffer.concat([content, Buffer.from('more')]);
    server.answers.push(
      (_, response) => response.writeHead(200, { 'content-length': 12 }).end('another file'),
      (_, response) => response.writeHead(200, { 'content-length': longer.length }).end(longer),
    );
    const problems: string[] = [];
    const onProgress = ({ problem }: FetchProgress) => void (problem && problems.push(problem));
    const { path } = await fetchFrom(server, await temporaryFolder(), { onProgress });
    expect(problems).toEqual([
      `the server announces 12 bytes in place of ${content.length}`,
      `the server announces ${longer.length} bytes in place of ${content.length}`,
    ]);
    expect(content.equals(await readFile(path))).toBe(true);
    // Announced nothing and sends too much: what is beyond the file's end is not written.
    server.answers.push(send(longer));
    expect((await fetchFrom(server, await temporaryFolder())).bytes).toBe(content.length);
  });

  test('with the record’s page, which takes ranges, and without it where it is not there', async () => {
    const server = await archiveServer(name, content);
    server.record.links = { self_html: `${server.origin}/records/1188976` };
    await fetchFrom(server, await temporaryFolder());
    expect(fileRequests(server).map(({ path }) => path)).toEqual([
      `/records/1188976/files/${name}?download=1`,
      '/content',
    ]);
  });

  test('over a redirect', async () => {
    const server = await archiveServer(name, content);
    server.answers.push(status(302, { location: '/content' }), cutAfter(9000), status(307, { location: '/content' }));
    const { path } = await fetchFrom(server, await temporaryFolder());
    expect(content.equals(await readFile(path))).toBe(true);
  });
});

describe('fetchArchive gives up, and leaves no file of the archive’s name', () => {
  type Setup = (server: ArchiveServer) => void;
  const always = (answer: ArchiveServer['answers'][0]) => new Array(50).fill(answer);
  test.each<[string, Setup, string, RegExp, number]>([
    [
      'a server in trouble',
      ({ answers }) => answers.push(...always(status(500))),
      'DOWNLOAD_FAILED',
      /status 500, 4 times in a row$/,
      4,
    ],
    [
      'a server that hangs up',
      ({ answers }) => answers.push(...always(hangUp)),
      'DOWNLOAD_FAILED',
      /, 4 times in a row$/,
      4,
    ],
    [
      'too many requests for too long',
      ({ answers }) => answers.push(status(429, { 'retry-after': '3600' })),
      'DOWNLOAD_FAILED',
      /status 429 and asks to come back in 60 minutes$/,
      1,
    ],
    [
      'no such file',
      ({ answers }) => answers.push(status(404)),
      'DOWNLOAD_FAILED',
      /\/content: the server answered with status 404$/,
      1,
    ],
    ['an answer without content', ({ answers }) => answers.push(status(204)), 'DOWNLOAD_FAILED', /status 204$/, 1],
    [
      'a redirect loop',
      ({ answers }) => answers.push(...always(status(302, { location: '/content' }))),
      'DOWNLOAD_FAILED',
      /redirect count exceeded$/,
      21,
    ],
    [
      'other bytes',
      ({ answers }) => answers.push(send(Buffer.alloc(content.length))),
      'CHECKSUM_MISMATCH',
      /the bytes must have MD5 [0-9a-f]{32}, as the record says; received [0-9a-f]{32}$/,
      1,
    ],
    [
      'a wrong checksum',
      ({ record }) => {
        record.files[1].checksum = `md5:${'0'.repeat(32)}`;
      },
      'CHECKSUM_MISMATCH',
      /MD5 0{32}/,
      1,
    ],
    [
      'a server that says that the range is none',
      ({ answers }) => answers.push(...always(status(416))),
      'DOWNLOAD_FAILED',
      /no byte 0/,
      4,
    ],
    [
      'no record',
      ({ recordAnswers }) => recordAnswers.push(status(404)),
      'DOWNLOAD_FAILED',
      /records\/1188976: the server answered with status 404$/,
      0,
    ],
    [
      'a page in place of a record',
      ({ recordAnswers }) => recordAnswers.push(send(Buffer.from('<html>'))),
      'RECORD_INVALID',
      /the record must be JSON; received "<html>"$/,
      0,
    ],
    [
      'a record without end',
      ({ recordAnswers }) => recordAnswers.push(send(Buffer.alloc(5e6, 32))),
      'RECORD_INVALID',
      /must be at most 4194304 bytes$/,
      0,
    ],
    [
      'a record of null',
      (server) => {
        server.record = null;
      },
      'RECORD_INVALID',
      /must have a file .*; received none$/,
      0,
    ],
    [
      'a record without the file',
      ({ record }) => record.files.pop(),
      'RECORD_INVALID',
      /; received Video_Speech_Actor_01.zip$/,
      0,
    ],
    [
      'a size beyond all bounds',
      ({ record }) => {
        record.files[1].size = 1e15;
      },
      'RECORD_INVALID',
      /size of .* must be 1 to 2147483648 bytes; received 1000000000000000$/,
      0,
    ],
    [
      'no size',
      ({ record }) => {
        record.files[1].size = '12';
      },
      'RECORD_INVALID',
      /received "12"$/,
      0,
    ],
    [
      'another kind of checksum',
      ({ record }) => {
        record.files[1].checksum = 'sha256:00';
      },
      'RECORD_INVALID',
      /checksum of .* must be md5: and 32 digits; received "sha256:00"$/,
      0,
    ],
    [
      'no address',
      ({ record }) => {
        record.files[1].links = undefined;
      },
      'RECORD_INVALID',
      /links.self of .* must be an address; received undefined$/,
      0,
    ],
    [
      'an address that is no web address',
      ({ record }) => {
        record.files[1].links.self = 'file:///etc/passwd';
      },
      'RECORD_INVALID',
      /received "file:\/\/\/etc\/passwd"$/,
      0,
    ],
  ])('%s', async (_, setup, code, message, requests) => {
    const server = await archiveServer(name, content);
    setup(server);
    const directory = await temporaryFolder();
    const error = await fetchFrom(server, directory).catch((reason) => reason);
    expect(error).toBeInstanceOf(RavdessError);
    expect(error).toMatchObject({ code, message: expect.stringMatching(message) });
    expect(error.message).not.toContain('\n');
    expect(fileRequests(server)).toHaveLength(requests);
    const left = await readdir(directory);
    expect(left).not.toContain(name);
    expect(left).not.toContain(`${name}.lock`);
  });

  test('other bytes from a server that also cuts every connection, after a second try', async () => {
    const server = await archiveServer(name, content);
    const other = Buffer.alloc(content.length);
    const cutOther: Answer = (request, response) => cutAfter(100_000)(request, response, other);
    server.answers.push(...new Array(20).fill(cutOther));
    await expect(fetchFrom(server, await temporaryFolder())).rejects.toMatchObject({ code: 'CHECKSUM_MISMATCH' });
  });

  test('a record that contradicts what the archive is known to be', async () => {
    const server = await archiveServer(name, content);
    const known = { name, bytes: content.length, md5: '0'.repeat(32) };
    const error = await fetchFrom(server, await temporaryFolder(), { known }).catch((reason) => reason);
    expect(error).toMatchObject({
      code: 'RECORD_INVALID',
      message: expect.stringMatching(/must be \d+ bytes with MD5 0{32}, as published; received \d+ bytes with MD5 /),
    });
    expect(fileRequests(server)).toEqual([]);
  });

  test('a server that is not there, and a name that nobody knows, at once', async () => {
    const directory = await temporaryFolder();
    const options = { channel: 'song', directory, patience } as const;
    const server = await archiveServer(name, content);
    await server.stop();
    await expect(fetchFrom(server, directory)).rejects.toMatchObject({
      code: 'DOWNLOAD_FAILED',
      message: expect.stringMatching(/^http:.*: .*ECONNREFUSED.*, 4 times in a row$/),
    });
    await expect(obtainArchive({ ...options, recordUrl: 'http://nobody.invalid/' })).rejects.toMatchObject({
      code: 'DOWNLOAD_FAILED',
      message: expect.stringMatching(/nobody.invalid/),
    });
  });

  test('a folder that cannot be made', async () => {
    const server = await archiveServer(name, content);
    const folder = await temporaryFolder({ file: 'x' });
    await expect(fetchFrom(server, join(folder, 'file/data'))).rejects.toMatchObject({
      code: 'UNWRITABLE',
      message: expect.stringMatching(/file\/data: cannot be written \(ENOTDIR\)$/),
    });
    expect(server.requests).toEqual([]);
  });
});

describe('fetchArchive and its caller', () => {
  test.each([
    ['channel', { channel: 'video' }],
    ['channel', { channel: undefined }],
    ['directory', { directory: '' }],
    ['directory', { directory: 5 }],
    ['recordUrl', { recordUrl: 'zenodo.org/records/1' }],
    ['recordUrl', { recordUrl: 'ftp://zenodo.org/' }],
    ['recordUrl', { recordUrl: 'https://' }],
  ])('a wrong %s is the caller’s mistake: %o', async (option, change) => {
    const options = { channel: 'speech', directory: await temporaryFolder(), ...change } as never;
    await expect(fetchArchive(options)).rejects.toThrow(RangeError);
    await expect(fetchArchive(options)).rejects.toThrow(`fetchArchive: ${option} must be`);
  });

  test('an abort ends it before, while it downloads, while it waits for a retry and for another process', async () => {
    const server = await archiveServer(name, content);
    const directory = await temporaryFolder();
    const aborted = AbortSignal.abort(new Error('before'));
    await expect(fetchFrom(server, directory, { signal: aborted })).rejects.toThrow('before');
    expect(server.requests).toEqual([]);

    const abortAt = async (state: FetchProgress['state'], bytes = 0) => {
      const controller = new AbortController();
      const onProgress = (progress: FetchProgress) => {
        if (progress.state === state && progress.receivedBytes >= bytes) controller.abort(new Error(`at ${state}`));
      };
      const fetching = fetchFrom(server, directory, {
        signal: controller.signal,
        onProgress,
        patience: { ...patience, firstWaitSeconds: 100 },
      });
      await expect(fetching).rejects.toThrow(`at ${state}`);
    };
    server.answers.push(drip(20_000, 0.05));
    await abortAt('downloading', 20_000);
    expect(await partSize(directory)).toBeGreaterThanOrEqual(20_000);
    server.answers.push(status(500));
    await abortAt('retrying');
    await writeFile(join(directory, `${name}.lock`), '1@another machine');
    await abortAt('waiting');
  });

  test('a callback that throws ends it with its error', async () => {
    const server = await archiveServer(name, content);
    const onProgress = () => {
      throw new Error('mine');
    };
    await expect(fetchFrom(server, await temporaryFolder(), { onProgress })).rejects.toThrow('mine');
  });
});

describe('two processes', () => {
  test('that fetch at once: one downloads, the other waits, and both have the archive', async () => {
    const server = await archiveServer(name, content);
    server.answers.push(drip(10_000, 0.07));
    const directory = await temporaryFolder();
    const results = await Promise.all([1, 2].map(() => finished(fetchingProcess(server, directory))));
    expect(results.map(({ downloaded }) => downloaded).sort()).toEqual([false, true]);
    expect(fileRequests(server)).toHaveLength(1);
    expect(content.equals(await readFile(join(directory, name)))).toBe(true);
    expect((await readdir(directory)).sort()).toEqual([name, 'RAVDESS-LICENCE.txt']);
  });

  test('that both hold the lock, which should not be, fill the same part without harm', async () => {
    const server = await archiveServer(name, content);
    server.answers.push(drip(40_000, 0.05), drip(30_000, 0.05));
    const directory = await temporaryFolder();
    const first = fetchFrom(server, directory);
    await vi.waitFor(async () => expect(await partSize(directory)).toBeGreaterThan(0));
    // Of a process that is dead, it seems.
    const { pid } = spawn(process.execPath, ['--version']);
    await new Promise((resolve) => setTimeout(resolve, 300));
    await writeFile(join(directory, `${name}.lock`), `${pid}@${execFileSync('hostname', { encoding: 'utf8' }).trim()}`);
    const [one, two] = await Promise.all([first, fetchFrom(server, directory)]);
    expect(one.downloaded || two.downloaded).toBe(true);
    expect(content.equals(await readFile(join(directory, name)))).toBe(true);
  });
});

describe('a proxy', () => {
  async function proxyServer() {
    const seen: string[] = [];
    const server = createServer(async (request, response) => {
      seen.push(`${request.method} ${request.url}`);
      const answer = await fetch(request.url as string, { headers: { range: request.headers.range ?? 'bytes=0-' } });
      answer.headers.forEach((value, key) => void response.setHeader(key, value));
      response.writeHead(answer.status);
      response.end(Buffer.from(await answer.arrayBuffer()));
    });
    server.on('connect', (request, socket) => {
      seen.push(`CONNECT ${request.url}`);
      socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, seen };
  }

  const withEnvironment = (variables: Record<string, string>) => {
    for (const key of ['http_proxy', 'https_proxy', 'no_proxy']) vi.stubEnv(key, undefined);
    for (const key of ['HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY']) vi.stubEnv(key, variables[key]);
    onTestFinished(() => void vi.unstubAllEnvs());
  };

  test('named by HTTP_PROXY is asked for everything', async () => {
    const server = await archiveServer(name, content);
    const { url, seen } = await proxyServer();
    withEnvironment({ HTTP_PROXY: url });
    const { path } = await fetchFrom(server, await temporaryFolder());
    expect(seen).toEqual([`GET ${server.recordUrl}`, `GET ${server.origin}/content`]);
    expect(content.equals(await readFile(path))).toBe(true);
  });

  test('is passed by for the hosts of NO_PROXY', async () => {
    const server = await archiveServer(name, content);
    const { url, seen } = await proxyServer();
    withEnvironment({ HTTP_PROXY: url, NO_PROXY: 'localhost,127.0.0.1' });
    await fetchFrom(server, await temporaryFolder());
    expect(seen).toEqual([]);
  });

  test('named by HTTPS_PROXY is asked for a tunnel to Zenodo', async () => {
    const { url, seen } = await proxyServer();
    withEnvironment({ HTTPS_PROXY: url });
    const recordUrl = 'https://zenodo.org/api/records/1188976';
    const error = await obtainArchive({
      channel: 'speech',
      directory: await temporaryFolder(),
      recordUrl,
      patience,
    }).catch((reason) => reason);
    expect(error).toMatchObject({ code: 'DOWNLOAD_FAILED', message: expect.stringContaining('403') });
    expect(seen).toEqual(new Array(4).fill('CONNECT zenodo.org:443'));
  });

  test('of which the variable is no address is an error', async () => {
    const server = await archiveServer(name, content);
    withEnvironment({ HTTP_PROXY: 'not an address' });
    await expect(fetchFrom(server, await temporaryFolder())).rejects.toMatchObject({
      code: 'DOWNLOAD_FAILED',
      message: expect.stringContaining('HTTP_PROXY and HTTPS_PROXY must be URLs'),
    });
  });
});

describe('a full disk', () => {
  /** A file system of 512 KiB, or nothing where this process may not mount one. */
  async function smallDisk(): Promise<string | undefined> {
    const folder = await temporaryFolder();
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=512k', 'tmpfs', folder], { stdio: 'ignore' });
    } catch {
      console.error('SKIPPED: a full disk; mounting a small tmpfs needs root.');
      return undefined;
    }
    onTestFinished(() => void execFileSync('umount', ['-l', folder]));
    return folder;
  }

  test('is noticed before the download, and while it runs; with room again the download goes on', async (context) => {
    const disk = await smallDisk();
    if (!disk) return context.skip();
    const server = await archiveServer(name, content);
    const filler = join(disk, 'filler');
    await writeFile(filler, Buffer.alloc(400 * 1024));
    await expect(fetchFrom(server, disk)).rejects.toMatchObject({
      code: 'DISK_FULL',
      message: expect.stringMatching(/part: \d+ more bytes must fit on the disk; \d+ are free$/),
    });
    expect(fileRequests(server)).toEqual([]);

    await writeFile(filler, '');
    server.answers.push(async (request, response, bytes) => {
      await writeFile(filler, Buffer.alloc(300 * 1024));
      ignoreRange(request, response, bytes);
    });
    await expect(fetchFrom(server, disk)).rejects.toMatchObject({
      code: 'DISK_FULL',
      message: expect.stringMatching(/the disk is full; what was fetched stays for the next run$/),
    });
    expect(await readdir(disk)).not.toContain(name);

    await writeFile(filler, '');
    const fetched = await fetchFrom(server, disk);
    expect(fetched.resumedFrom).toBeGreaterThan(0);
    expect(content.equals(await readFile(fetched.path))).toBe(true);
  });
});

const node = fileURLToPath(new URL('../../src/node.ts', import.meta.url));
const root = fileURLToPath(new URL('../../../../', import.meta.url));

/** `fetchArchive` in a process of its own, which prints its result as JSON. */
function fetchingProcess({ recordUrl }: ArchiveServer, directory: string) {
  const script = `import { fetchArchive } from ${JSON.stringify(node)};
    const options = ${JSON.stringify({ channel: 'speech', directory, recordUrl })};
    console.log(JSON.stringify(await fetchArchive(options)));`;
  return spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

async function finished(child: ReturnType<typeof fetchingProcess>) {
  let printed = '';
  for await (const text of child.stdout) printed += text;
  return JSON.parse(printed);
}

async function partSize(directory: string): Promise<number> {
  const part = (await readdir(directory)).find((file) => file.endsWith('.part'));
  return part ? (await stat(join(directory, part))).size : 0;
}
