import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { redisServer } from '@aver/test-helpers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TrialResult } from '../../src/compute/trial-result.js';
import { openRedis } from '../../src/queue/open-redis.js';
import type { QueuesStatus } from '../../src/queue/queue-status.js';
import { averBenchProcess, type Outcome, startAverBench } from '../aver-bench.js';
import { tinyCorpus } from '../tiny-corpus.js';
import { type RedisServer, startRedis } from './redis-server.js';
import { until } from './until.js';

const redisPath = redisServer();

describe.skipIf(!redisPath)('aver-bench with a queue', () => {
  let folder: string;
  let server: RedisServer;
  const started: Array<ReturnType<typeof startAverBench>> = [];
  beforeAll(async () => {
    server = await startRedis(redisPath as string, { persistent: true });
    folder = await mkdtemp(join(tmpdir(), 'aver-queue-'));
    for (const { name, actor, bytes } of tinyCorpus()) {
      await mkdir(join(folder, 'corpus', actor), { recursive: true });
      await writeFile(join(folder, 'corpus', actor, name), bytes);
    }
  });
  afterAll(async () => {
    for (const { child } of started) child.kill('SIGKILL');
    await Promise.all(started.map(({ outcome }) => outcome));
    await server.remove();
    await rm(folder, { recursive: true, force: true });
  });

  const start = (args: string[], cache = 'cache') => {
    const one = startAverBench(args, { env: { AVER_CACHE: join(folder, cache) } });
    started.push(one);
    return one;
  };
  const worker = (...more: string[]) => start(['worker', '--queue', server.url, '--lease', '2', ...more], 'own-cache');
  const corpus = () => ['--data', join(folder, 'corpus')];
  const table = (out: string, ...more: string[]) => [
    ...['table3', '--rows', 'MLP', ...corpus(), '--epochs', '20', '--seeds', '40', '--backend', 'wasm'],
    ...['--out', join(folder, out), '--json', ...more],
  ];

  /** What decides: everything but times and machines. */
  async function results(out: string): Promise<object[]> {
    // Who was killed while writing leaves the part of a file, under another name.
    const names = (await readdir(join(folder, out, 'trials'))).filter((name) => name.endsWith('.json'));
    const all = await Promise.all(
      names.sort().map(async (name) => JSON.parse(await readFile(join(folder, out, 'trials', name), 'utf8'))),
    );
    return all.map(({ seconds, environment, ...rest }: TrialResult) => rest);
  }
  const status = async () => {
    const { stdout } = await averBenchProcess(['status', '--queue', server.url, '--json']);
    return JSON.parse(stdout) as QueuesStatus;
  };

  test('40 trials give what they give locally, whoever is killed in the middle; status tells of them', async () => {
    const local: Outcome = await averBenchProcess(table('local', '--jobs', '1'), {
      env: { AVER_CACHE: join(folder, 'cache') },
    });
    expect(local.code).toBe(0);
    expect(await results('local')).toHaveLength(40);

    // Nobody is there who could do it: a worker without the recordings, and none with.
    const without = worker('--jobs', '1');
    const killed = start(table('queue', '--queue', server.url));
    const redis = await openRedis(server.url);
    const cards = async () => (await redis.mget(await redis.keys('aver:worker:*'))).join();
    const done = async () => {
      const keys = (await redis.keys('aver:*:completed')).map((key) => redis.zcard(key));
      return (await Promise.all(keys)).reduce((sum, count) => sum + count, 0);
    };
    await until(
      async () => (await redis.keys('aver:worker:*')).length === 1 && (await cards()).includes('refuses":[{'),
    );
    expect(await status()).toMatchObject({
      ...{ waiting: 40, running: 0, done: 0, failed: 0 },
      workers: [{ jobs: 1, running: 0, serves: [], backends: expect.arrayContaining(['wasm', 'cpu']) }],
      queues: [
        {
          needs: { backend: 'wasm', data: { name: 'corpus', corpus: 'ravdess' } },
          ...{ workers: [], secondsLeft: null, failures: [] },
          refusals: [
            { reason: expect.stringMatching(/^they need the recordings of corpus, fingerprint \w+; here there is/) },
          ],
        },
      ],
    });
    without.child.kill('SIGKILL');

    const first = worker(...corpus(), '--jobs', '1');
    await until(async () => (await done()) >= 5);
    first.child.kill('SIGKILL');
    killed.child.kill('SIGKILL');
    const second = worker(...corpus(), '--jobs', '1');
    const again = start(table('queue', '--queue', server.url));
    await until(async () => (await done()) >= 20);
    await server.kill();
    await server.start();
    const outcome = await again.outcome;
    expect(outcome.code).toBe(0);

    expect(await results('queue')).toEqual(await results('local'));
    const documents = [local, outcome].map(({ stdout }) => JSON.parse(stdout).rows[0].accuracy.values);
    expect(documents[1]).toEqual(documents[0]);
    const models = await readdir(join(folder, 'queue/models'));
    expect(models).toEqual(await readdir(join(folder, 'local/models')));
    for (const name of await readdir(join(folder, 'local/models', models[0]))) {
      const [mine, theirs] = await Promise.all(
        ['local', 'queue'].map((out) => readFile(join(folder, out, 'models', models[0], name))),
      );
      // The card also says when and where.
      if (name !== 'aver.json') expect(theirs.equals(mine)).toBe(true);
    }

    process.kill(-(second.child.pid as number), 'SIGINT');
    expect(await second.outcome).toMatchObject({
      code: 130,
      stdout: '',
      stderr: expect.stringMatching(/interrupted; .*\n$/),
    });
    expect(await done()).toBe(40);
    redis.disconnect();
  }, 600_000);

  test("an experiment of one's own, in folders under other labels, and beside others, gives what it gives locally", async () => {
    for (const [i, { name, bytes }] of tinyCorpus().entries()) {
      const label = ['joy', 'sorrow', 'dread'][i % 3];
      await mkdir(join(folder, 'own', label), { recursive: true });
      await writeFile(join(folder, 'own', label, `anna${i}_${name}`), bytes);
    }
    const experiment = {
      ...{ data: 'own', corpus: 'folders', labels: { joy: 'happy', sorrow: 'sad' }, auxiliary: ['dread'] },
      ...{ input: { kind: 'features', groups: ['mfcc'] }, model: { kind: 'knn', neighbours: 1 }, seeds: 2 },
    };
    await writeFile(join(folder, 'own.json'), JSON.stringify(experiment));
    const run = (out: string, ...more: string[]) =>
      start(['run', join(folder, 'own.json'), '--backend', 'cpu', '--out', join(folder, out), '--json', ...more]);
    const { child } = worker('--data', join(folder, 'own'), '--jobs', '1');
    const [local, queued] = await Promise.all([
      run('own-local').outcome,
      run('own-queue', '--queue', server.url).outcome,
    ]).finally(() => child.kill('SIGKILL'));
    expect([local.code, queued.code, queued.stderr.includes('expected')]).toEqual([0, 0, false]);
    expect(await results('own-queue')).toEqual(await results('own-local'));
    const { setting } = JSON.parse(queued.stdout);
    expect(setting).toMatchObject({
      emotions: ['happy', 'sad'],
      auxiliary: ['dread'],
      labels: { joy: 'happy', sorrow: 'sad' },
    });
  }, 120_000);
});
