import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { redisServer } from '@aver/test-helpers';
import type { Redis } from 'ioredis';
import { afterEach, describe, expect, test } from 'vitest';
import { openRedis } from '../../src/queue/open-redis.js';
import { collect, quickExecutor, someRequests, startWorker } from './a-queue.js';
import { type CuttingProxy, startCuttingProxy } from './cutting-proxy.js';
import { type RedisServer, startRedis } from './redis-server.js';
import { until } from './until.js';

const tsconfig = fileURLToPath(new URL('../../../../tsconfig.json', import.meta.url));

const redisPath = redisServer();

describe.skipIf(!redisPath)('trials in a queue survive', () => {
  const ends: Array<() => unknown> = [];
  afterEach(async () => {
    for (const end of ends.splice(0).reverse()) await end();
  });

  const server = async (options: Parameters<typeof startRedis>[1] = {}): Promise<RedisServer> => {
    const started = await startRedis(redisPath as string, options);
    ends.push(() => started.remove());
    return started;
  };
  const connection = async (url: string): Promise<Redis> => {
    const redis = await openRedis(url, { silence: 1 });
    ends.push(() => redis.disconnect());
    return redis;
  };
  const worker = (redis: Redis, options: Parameters<typeof startWorker>[1] = {}) => {
    const started = startWorker(redis, options);
    ends.push(() => started.stop());
    return started;
  };
  const proxy = async ({ port }: RedisServer): Promise<CuttingProxy> => {
    const started = await startCuttingProxy(port);
    ends.push(() => started.close());
    return started;
  };
  /** A worker in a process, and the seeds that it began. */
  const workerProcess = (
    url: string,
    milliseconds: number,
    { failing = -1, clockHours = 0 } = {},
  ): { child: ChildProcess; begun: number[] } => {
    const imports = [import.meta.resolve('tsx'), import.meta.resolve('./other-clock.mjs')];
    const path = fileURLToPath(new URL('waiting-worker.ts', import.meta.url));
    const args = [...imports.flatMap((one) => ['--import', one]), path, url, `${milliseconds}`, `${failing}`];
    const child = spawn(process.execPath, args, {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, TSX_TSCONFIG_PATH: tsconfig, AVER_CLOCK_HOURS: `${clockHours}` },
    });
    ends.push(() => child.kill('SIGKILL'));
    const begun: number[] = [];
    createInterface({ input: child.stdout as NodeJS.ReadableStream }).on('line', (line) => begun.push(Number(line)));
    return { child, begun };
  };
  const seedsOf = ({ results }: Awaited<ReturnType<typeof collect>>) =>
    results.map(({ trial }) => trial.seed).sort((a, b) => a - b);
  const seeds = (count: number) => Array.from({ length: count }, (_, seed) => seed);

  test('a worker killed in the middle: another does its trials again', async () => {
    const { url } = await server();
    const redis = await connection(url);
    const run = collect(quickExecutor(redis), someRequests(6));
    const killed = workerProcess(url, 60_000);
    await until(() => killed.begun.length === 2);
    killed.child.kill('SIGKILL');
    await once(killed.child, 'exit');
    const rescuer = worker(redis);
    expect(seedsOf(await run)).toEqual(seeds(6));
    expect(rescuer.begun).toEqual(expect.arrayContaining(killed.begun));
    expect(rescuer.lines.filter((line) => line.includes('went silent'))).toHaveLength(2);
  });

  test('a trial that takes longer than the lease stays with its worker', async () => {
    const redis = await connection((await server()).url);
    const run = collect(quickExecutor(redis), someRequests(2));
    const busy = worker(redis, { name: 'busy', milliseconds: 2500 });
    await until(() => busy.begun.length === 2);
    const idle = worker(redis, { name: 'idle' });
    expect((await run).results).toHaveLength(2);
    expect([busy.begun.length, idle.begun.length]).toEqual([2, 0]);
  });

  test('Ctrl-C on a worker: it gives its trials back at once, as if they had never been tried', async () => {
    const { url } = await server();
    const redis = await connection(url);
    const run = collect(quickExecutor(redis), someRequests(4));
    // So long a lease that nobody finds the trials by its end.
    const first = worker(redis, { name: 'first', milliseconds: 60_000, lease: 600 });
    await until(() => first.begun.length === 2);
    expect(await first.stop()).toBe(2);
    const second = worker(redis, { name: 'second', lease: 600 });
    expect(await run).toMatchObject({ failures: [] });
    expect([...second.begun].sort()).toEqual(seeds(4));
  });

  test('a trial over which worker after worker goes silent is given up; the rest goes on', async () => {
    const { url } = await server();
    const redis = await connection(url);
    const run = collect(quickExecutor(redis), someRequests(3));
    worker(redis, {
      jobs: 9,
      lease: 0.3,
      // To the others it looks dead: its lease is gone each time, and nothing comes of the trial.
      async perform(seed) {
        if (seed !== 1) return;
        await redis.del(...(await redis.keys('aver:*:lock')));
        await new Promise<void>((resolve) => ends.push(() => resolve()));
      },
    });
    const { results, failures } = await run;
    expect(results).toHaveLength(2);
    expect(failures).toEqual(['given up: worker after worker went silent over it']);
  });

  test('a Redis killed and started again in the middle, with its file', async () => {
    const started = await server({ persistent: true });
    const redis = await connection(started.url);
    const one = worker(await connection(started.url), { milliseconds: 40 });
    const run = collect(quickExecutor(redis), someRequests(60));
    for (const count of [10, 30]) {
      await until(() => one.begun.length >= count);
      await started.kill();
      await started.start();
    }
    const { results, failures } = await run;
    expect(failures).toEqual([]);
    expect(seedsOf({ results, failures, epochs: [] })).toEqual(seeds(60));
  });

  test('a Redis that comes back empty: what it lost is asked for again', async () => {
    const started = await server();
    const redis = await connection(started.url);
    const one = worker(await connection(started.url), { milliseconds: 20 });
    const run = collect(quickExecutor(redis), someRequests(40));
    await until(() => one.begun.length >= 10);
    await started.kill();
    await started.start();
    const { results, failures } = await run;
    expect(failures).toEqual([]);
    expect(seedsOf({ results, failures, epochs: [] })).toEqual(seeds(40));
  });

  test('a worker that freezes, and comes back after its lease: another has done its trials, each counts once', async () => {
    const { url } = await server();
    const redis = await connection(url);
    const run = collect(quickExecutor(redis), someRequests(6));
    const frozen = workerProcess(url, 1500);
    await until(() => frozen.begun.length === 2);
    frozen.child.kill('SIGSTOP');
    const rescuer = worker(redis);
    const { results, failures } = await run;
    expect({ seeds: seedsOf({ results, failures, epochs: [] }), failures }).toEqual({ seeds: seeds(6), failures: [] });
    expect(rescuer.begun).toEqual(expect.arrayContaining(frozen.begun));
    // Back, it ends what it was at, which is too late and harms nobody, and takes new trials.
    frozen.child.kill('SIGCONT');
    await rescuer.stop();
    const again = await collect(quickExecutor(redis), someRequests(8));
    expect(again.failures).toEqual([]);
    expect(seedsOf(again)).toEqual(seeds(8));
    expect(frozen.begun).toEqual(expect.arrayContaining([6, 7]));
    expect(rescuer.begun).not.toContain(7);
  });

  test('a Redis whose data is thrown away in the middle, without a word to anybody', async () => {
    const redis = await connection((await server()).url);
    const one = worker(redis, { milliseconds: 20 });
    const run = collect(quickExecutor(redis), someRequests(40));
    for (const count of [8, 24]) {
      await until(() => one.begun.length >= count);
      await redis.flushall();
    }
    const { results, failures } = await run;
    expect(failures).toEqual([]);
    expect(seedsOf({ results, failures, epochs: [] })).toEqual(seeds(40));
  });

  test('two coordinators and four workers, one of another version: each trial once, both get all', async () => {
    const { url } = await server();
    const workers = await Promise.all(
      [1, 2, 3].map(async (n) => worker(await connection(url), { name: `w${n}`, milliseconds: 20, lease: 30 })),
    );
    const other = worker(await connection(url), { name: 'other', build: 'another' });
    const [first, second] = await Promise.all([
      collect(quickExecutor(await connection(url)), someRequests(60)),
      collect(quickExecutor(await connection(url)), someRequests(60).reverse()),
    ]);
    for (const one of [first, second]) expect([one.failures, seedsOf(one)]).toEqual([[], seeds(60)]);
    const begun = workers.flatMap((one) => one.begun).sort((a, b) => a - b);
    expect(begun).toEqual(seeds(60));
    expect(workers.every((one) => one.begun.length > 5)).toBe(true);
    expect(other.begun).toEqual([]);
  });

  test.each([5, -5, 24 * 30])(
    'a worker whose clock is %i hours off: it fails one trial, is killed over two, and all are done',
    { timeout: 120_000 },
    async (clockHours) => {
      const { url } = await server();
      const redis = await connection(url);
      const run = collect(quickExecutor(redis), someRequests(8));
      const off = workerProcess(url, 300, { failing: 1, clockHours });
      await until(() => off.begun.includes(3));
      off.child.kill('SIGKILL');
      await once(off.child, 'exit');
      const rescuer = worker(redis);
      const { results, failures } = await run;
      expect({ seeds: seedsOf({ results, failures, epochs: [] }), failures }).toEqual({
        seeds: seeds(8),
        failures: [],
      });
      expect(rescuer.begun).toContain(1);
    },
  );

  test('a Redis that is full: the worker lives on, and all is done once there is room', async () => {
    const redis = await connection((await server({ args: ['--maxmemory-policy', 'noeviction'] })).url);
    const one = worker(redis, { milliseconds: 50 });
    const run = collect(quickExecutor(redis), someRequests(30));
    await until(() => one.begun.length >= 5);
    await redis.config('SET', 'maxmemory', '1mb');
    await until(() => one.lines.some((line) => line.includes('OOM')) || one.begun.length === 30);
    await redis.config('SET', 'maxmemory', '0');
    const { results, failures } = await run;
    expect(failures).toEqual([]);
    expect(seedsOf({ results, failures, epochs: [] })).toEqual(seeds(30));
    expect(one.lines.some((line) => line.includes('OOM'))).toBe(true);
  });

  test('a network cut for longer than the lease, first to the worker, then to the coordinator', async () => {
    const started = await server();
    const toWorker = await proxy(started);
    const toCoordinator = await proxy(started);
    const one = worker(await connection(`redis://127.0.0.1:${toWorker.port}`), { milliseconds: 30 });
    const redis = await connection(`redis://127.0.0.1:${toCoordinator.port}`);
    const run = collect(quickExecutor(redis), someRequests(50));
    for (const [count, cable] of [
      [10, toWorker],
      [25, toCoordinator],
    ] as const) {
      await until(() => one.begun.length >= count);
      cable.cut();
      await new Promise((resolve) => setTimeout(resolve, 1500));
      cable.mend();
    }
    const { results, failures } = await run;
    expect(failures).toEqual([]);
    expect(seedsOf({ results, failures, epochs: [] })).toEqual(seeds(50));
  });
});
