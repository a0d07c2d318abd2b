import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { redisServer } from '@aver/test-helpers';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { openRedis } from '../../src/queue/open-redis.js';
import { averBenchProcess } from '../aver-bench.js';
import { freePort, startRedis } from './redis-server.js';

const problem = (url: string) =>
  openRedis(url).then(
    () => 'connected',
    ({ message, exitCode }) => `${exitCode}: ${message}`,
  );

const redisPath = redisServer();

describe('a queue that cannot be used is one line, without the password', () => {
  test.each([
    ['nonsense', /^2: --queue: expected redis:\/\/HOST:PORT, or rediss:\/\/ for TLS; received nonsense$/],
    ['http://user:secret@host', /^2: --queue: expected redis:.*received http:\/\/\*\*\*@host$/],
    ['redis://user:sec/ret@host', /^2: --queue: expected redis:.*received redis:\/\/\*\*\*@host$/],
  ])('%s', async (url, message) => {
    expect(await problem(url)).toMatch(message);
  });

  test('a port that nobody listens on', async () => {
    const url = `redis://:secret@127.0.0.1:${await freePort()}`;
    expect(await problem(url)).toMatch(/^1: redis:\/\/\*\*\*@127\.0\.0\.1:\d+: cannot use this queue: .*ECONNREFUSED/);
  });

  test('a server that speaks something else', async () => {
    const other = createServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
    await new Promise<Server>((resolve) => other.listen(0, '127.0.0.1', () => resolve(other)));
    const { port } = other.address() as { port: number };
    expect(await problem(`redis://127.0.0.1:${port}`)).toMatch(
      /^1: redis:\/\/127\.0\.0\.1:\d+: cannot use this queue: ./,
    );
    other.close();
  });

  test('aver-bench says so and ends', async () => {
    const { code, stdout, stderr } = await averBenchProcess(['table3', '--queue', 'redis://:secret@127.0.0.1:1']);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(
      /^aver-bench: redis:\/\/\*\*\*@127\.0\.0\.1:1: cannot use this queue: [^\n]*ECONNREFUSED[^\n]*\n$/,
    );
  });
});

describe.skipIf(!redisPath)('a guarded Redis', () => {
  const folder = mkdtempSync(join(tmpdir(), 'aver-tls-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('with a password', async () => {
    const server = await startRedis(redisPath as string, { args: ['--requirepass', 'secret'] });
    const at = (user: string) => server.url.replace('//', `//${user}`);
    const redis = await openRedis(at(':secret@'));
    expect(await redis.ping()).toBe('PONG');
    redis.disconnect();
    expect(await problem(at(''))).toMatch(/^1: redis:\/\/127\S+: cannot use this queue: NOAUTH/);
    expect(await problem(at(':wrong@'))).toMatch(/^1: redis:\/\/\*\*\*@127\S+: cannot use this queue: WRONGPASS/);
    await server.remove();
  });

  // Where no skip is allowed, a missing openssl fails the test by itself.
  const noTls = spawnSync('openssl', ['version']).status !== 0 && !process.env.AVER_REQUIRE_REDIS;
  if (noTls) console.error('SKIPPED: a queue with TLS; no openssl to make a certificate with.');
  test.skipIf(noTls)('with TLS: a certificate that NODE_EXTRA_CA_CERTS names is trusted, another is not', async () => {
    const [key, certificate] = ['key.pem', 'certificate.pem'].map((name) => join(folder, name));
    const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1'];
    const made = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-keyout', key, '-out', certificate];
    execFileSync('openssl', [...made, ...subject], { stdio: 'ignore' });
    const tlsPort = await freePort();
    const tls = ['--tls-cert-file', certificate, '--tls-key-file', key, '--tls-auth-clients', 'no'];
    const server = await startRedis(redisPath as string, { args: ['--tls-port', String(tlsPort), ...tls] });
    const status = ['status', '--queue', `rediss://127.0.0.1:${tlsPort}`, '--json'];
    const trusted = await averBenchProcess(status, { env: { NODE_EXTRA_CA_CERTS: certificate } });
    expect(trusted).toMatchObject({ code: 0, stderr: '' });
    expect(JSON.parse(trusted.stdout)).toEqual({ waiting: 0, running: 0, done: 0, failed: 0, queues: [], workers: [] });
    expect(await problem(`rediss://127.0.0.1:${tlsPort}`)).toMatch(/^1: \S+ cannot use this queue: .*certificate/);
    await server.remove();
  });

  test('of which some trials may be thrown away, which is told', async () => {
    const server = await startRedis(redisPath as string, {
      args: ['--maxmemory', '100mb', '--maxmemory-policy', 'allkeys-lru'],
    });
    const stderr = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    (await openRedis(server.url)).disconnect();
    const lines = stderr.mock.calls.map(([line]) => line);
    stderr.mockRestore();
    expect(lines).toEqual([
      `${server.url}: maxmemory-policy is allkeys-lru: trials may be thrown away; noeviction keeps them\n`,
    ]);
    await server.remove();
  });
});
