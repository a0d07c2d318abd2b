import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';

/** A Redis of the test's own on 127.0.0.1. */
export interface RedisServer {
  url: string;
  port: number;
  /** Kills it as a power cut would. What had reached its file is there after `start`. */
  kill(): Promise<void>;
  start(): Promise<void>;
  /** Ends it, and removes its folder. */
  remove(): Promise<void>;
}

/**
 * Starts a Redis.
 *
 * @param path Where redis-server is.
 * @param options.persistent Whether every write is on disk before it is answered.
 * @param options.args More arguments of redis-server.
 */
export async function startRedis(
  path: string,
  { persistent = false, args = [] as string[] } = {},
): Promise<RedisServer> {
  const folder = await mkdtemp(join(tmpdir(), 'aver-redis-'));
  const port = await freePort();
  const durable = persistent ? ['--appendonly', 'yes', '--appendfsync', 'always'] : [];
  let child: ChildProcess | undefined;
  const server: RedisServer = {
    url: `redis://127.0.0.1:${port}`,
    port,
    async kill() {
      if (!child || child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
    },
    async start() {
      const own = ['--bind', '127.0.0.1', '--port', String(port), '--dir', folder, '--save', '', ...durable, ...args];
      child = spawn(path, own, { stdio: 'ignore' });
      await answering(port);
    },
    async remove() {
      await server.kill();
      await rm(folder, { recursive: true, force: true });
    },
  };
  await server.start();
  return server;
}

async function answering(port: number): Promise<void> {
  const redis = new Redis(port, { retryStrategy: () => 20, maxRetriesPerRequest: 500 });
  redis.on('error', () => {});
  // With a password any answer will do.
  await redis.ping().catch(() => {});
  redis.disconnect();
}

/** A port of 127.0.0.1 that nobody listens on. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}
