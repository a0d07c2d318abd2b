import { redisServer } from '@aver/test-helpers';
import type { Redis } from 'ioredis';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { secondsKept } from '../../src/queue/announcements.js';
import { queueName } from '../../src/queue/needs.js';
import { openRedis } from '../../src/queue/open-redis.js';
import { parcelKey } from '../../src/queue/parcel.js';
import { queuesStatus } from '../../src/queue/queue-status.js';
import { statusText } from '../../src/queue/status-text.js';
import { openTrialQueue } from '../../src/queue/trial-queue.js';
import { CannotServe } from '../../src/queue/worker/performer.js';
import { aResult } from '../a-result.js';
import { collect, quickExecutor, someNeeds, someRequests, startWorker, type TestWorker } from './a-queue.js';
import { type RedisServer, startRedis } from './redis-server.js';
import { until } from './until.js';

const redisPath = redisServer();

describe.skipIf(!redisPath)('the queue executor', () => {
  let server: RedisServer;
  let redis: Redis;
  let workers: TestWorker[];
  beforeAll(async () => {
    server = await startRedis(redisPath as string);
    redis = await openRedis(server.url);
  });
  afterAll(async () => {
    redis.disconnect();
    await server.remove();
  });
  beforeEach(async () => {
    await redis.flushall();
    workers = [];
  });
  afterEach(() => Promise.all(workers.map((worker) => worker.stop())));

  const start = (options: Parameters<typeof startWorker>[1] = {}) => {
    const worker = startWorker(redis, options);
    workers.push(worker);
    return worker;
  };
  const begun = () => workers.flatMap((worker) => worker.begun).sort((a, b) => a - b);
  const status = () => queuesStatus(redis, (name) => openTrialQueue(redis, name));
  const seeds = (count: number) => Array.from({ length: count }, (_, seed) => seed);

  test('gives every result, and two coordinators at once have each trial done once', async () => {
    start();
    start({ name: 'another' });
    const both = await Promise.all([
      collect(quickExecutor(redis), someRequests(30)),
      collect(quickExecutor(redis), someRequests(40).reverse()),
    ]);
    expect(both.map(({ results, failures }) => [results.length, failures])).toEqual([
      [30, []],
      [40, []],
    ]);
    for (const { results } of both) {
      for (const result of results) expect(result).toEqual(aResult({ seed: result.trial.seed }));
      expect(new Set(results.map(({ key }) => key)).size).toBe(results.length);
    }
    expect(begun()).toEqual(seeds(40));
  });

  test('a coordinator that was killed and is started again finds what was done in the meantime', async () => {
    const killed = collect(quickExecutor(redis), someRequests(12));
    start();
    await killed;
    expect((await collect(quickExecutor(redis), someRequests(14))).results).toHaveLength(14);
    expect(begun()).toEqual(seeds(14));
  });

  test('a trial that always fails is tried three times and reported; the rest goes on', async () => {
    start({
      perform: async (seed) => {
        if (seed === 3) throw new Error('poison');
      },
    });
    const executor = quickExecutor(redis);
    const { results, failures } = await collect(executor, someRequests(8));
    expect(results).toHaveLength(7);
    expect(failures).toEqual(['poison']);
    expect(begun().filter((seed) => seed === 3)).toHaveLength(3);

    // Asked for again later, it is tried again; the others are not.
    const again = quickExecutor(redis);
    const ended = collect(again, someRequests(8)).catch(() => {});
    await until(async () => begun().length > 10);
    await again.close();
    await ended;
    expect(begun()).toEqual([0, 1, 2, 3, 3, 3, 3, 4, 5, 6, 7]);
  });

  test('a coordinator that is stopped takes back what waits, and another that wants it too puts it back', async () => {
    const stopped = quickExecutor(redis);
    const first = collect(stopped, someRequests(300)).catch((error: Error) => error.message);
    const queue = openTrialQueue(redis, queueName(someNeeds));
    await until(async () => (await queue.getWaitingCount()) === 300);
    const second = collect(quickExecutor(redis), someRequests(20));
    await stopped.close();
    expect(await first).toBe('the queue is closed');
    await until(async () => (await queue.getWaitingCount()) === 20);
    start({ jobs: 8 });
    expect((await second).results).toHaveLength(20);
    expect(begun()).toEqual(seeds(20));
  });

  test('a trial is not done again where only the word of it was lost', async () => {
    start();
    await collect(quickExecutor(redis), someRequests(3));
    const queue = openTrialQueue(redis, queueName(someNeeds));
    await queue.obliterate();
    await queue.addBulk([
      { name: 'mlp', data: { trial: aResult().trial, keepModel: false }, opts: { jobId: aResult().key } },
    ]);
    await until(async () => (await queue.getCompletedCount()) === 1);
    expect(begun()).toEqual(seeds(3));
  });

  test('a result that vanishes from a Redis is asked for again, but not for ever', async () => {
    const { begun } = start();
    const vanished = vi.spyOn(redis, 'hgetallBuffer').mockResolvedValue({});
    const { results, failures } = await collect(quickExecutor(redis), someRequests(1));
    vanished.mockRestore();
    expect(begun).toEqual([0]);
    expect({ results, failures }).toEqual({ results: [], failures: [expect.stringContaining('vanished from Redis')] });
  });

  test('what is in the place of a result and is none is named, and asked for again', async () => {
    const [one, other] = someRequests(2);
    start();
    await collect(quickExecutor(redis), [one, other]);
    await redis.copy(parcelKey(one.key), parcelKey(other.key), 'REPLACE');
    const stderr = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    const { results, failures } = await collect(quickExecutor(redis), [one, other]);
    const lines = stderr.mock.calls.map(([line]) => line);
    stderr.mockRestore();
    expect(results.map(({ key }) => key).sort()).toEqual([one.key, other.key].sort());
    expect(failures).toEqual([]);
    expect(begun()).toEqual([0, 1, 1]);
    expect(lines).toEqual([
      `aver:result:${other.key}: expected the result of trial ${other.key}; it is that of trial ${one.key}; it is not taken\n`,
    ]);
  });

  test('a worker of another version leaves the trials to others, and status says that they wait', async () => {
    const other = start({ name: 'other', build: '9.9.9-0' });
    const run = collect(quickExecutor(redis), someRequests(3));
    const reason = 'they are for version test, and this is 9.9.9-0';
    await until(async () => (await status()).queues[0]?.refusals.length === 1);
    expect(await status()).toMatchObject({
      waiting: 3,
      queues: [{ workers: [], refusals: [{ worker: 'other', reason }] }],
    });
    expect(statusText(await status()).split('\n')).toEqual([
      'Trials: 3 waiting, 0 running, 0 done, 0 failed',
      '',
      `Queue ${queueName(someNeeds)}: made-up, backend cpu, version test`,
      '  3 waiting, 0 running, 0 done, 0 failed',
      '  waits for a worker of version test, with backend cpu and the recordings of made-up, fingerprint f',
      `  left by other: ${reason}`,
      '',
      'Workers: 1',
      '  other: 0 of 2 running; a machine; cpu; made-up; version 9.9.9-0',
    ]);
    expect(other.lines).toEqual([
      `trials on made-up (queue ${queueName(someNeeds)}) are left to other workers: ${reason}`,
    ]);
    start({ name: 'right', milliseconds: 50 });
    await run;
    expect(other.begun).toEqual([]);
    await until(async () => (await status()).done === 3);
    expect(await status()).toMatchObject({ waiting: 0, running: 0, queues: [{ workers: ['right'], secondsLeft: 0 }] });
  });

  test('a worker that finds its recordings unusable gives the trial back, and takes no other', async () => {
    const broken = start({
      perform: async () => {
        throw new CannotServe('the disk is broken');
      },
      jobs: 1,
    });
    const run = collect(quickExecutor(redis), someRequests(4));
    await until(() => broken.lines.some((line) => line.endsWith('the disk is broken')));
    start({ name: 'sound' });
    expect(await run).toMatchObject({ failures: [] });
    expect(broken.begun).toHaveLength(1);
  });

  test('tells of epochs', async () => {
    const queue = openTrialQueue(redis, queueName(someNeeds));
    start({ perform: () => queue.updateJobProgress(aResult().key, 7), milliseconds: 200 });
    expect((await collect(quickExecutor(redis), someRequests(1))).epochs).toEqual([7]);
  });

  test('Redis does not grow without bound: results expire, and a queue that nobody asks for is removed', async () => {
    const worker = start();
    await collect(quickExecutor(redis), someRequests(5));
    for (const { key } of someRequests(5)) {
      const seconds = await redis.ttl(parcelKey(key));
      expect(seconds).toBeGreaterThan(secondsKept - 60);
      expect(seconds).toBeLessThanOrEqual(secondsKept);
    }
    const queue = queueName(someNeeds);
    expect(await redis.ttl(`aver:needs:${queue}`)).toBeGreaterThan(secondsKept - 60);
    // As if the time were over.
    await redis.del(`aver:needs:${queue}`, ...someRequests(5).map(({ key }) => parcelKey(key)));
    await until(async () => (await redis.keys(`aver:${queue}:*`)).every((key) => key.endsWith('stalled-check')));
    await worker.stop();
    expect((await redis.keys('*')).filter((key) => !key.endsWith('stalled-check'))).toEqual([]);
  });
});
