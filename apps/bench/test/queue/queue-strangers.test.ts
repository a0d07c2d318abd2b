import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { redisServer } from '@aver/test-helpers';
import type { Redis } from 'ioredis';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { announce } from '../../src/queue/announcements.js';
import { type Needs, queueName } from '../../src/queue/needs.js';
import { openRedis } from '../../src/queue/open-redis.js';
import { parcelKey, receiveParcel, sendParcel } from '../../src/queue/parcel.js';
import { queuesStatus } from '../../src/queue/queue-status.js';
import { statusText } from '../../src/queue/status-text.js';
import { openTrialQueue } from '../../src/queue/trial-queue.js';
import { trialProblem } from '../../src/queue/worker/trial-problem.js';
import { aResult } from '../a-result.js';
import { collect, quickExecutor, someNeeds, someRequests, startWorker, type TestWorker } from './a-queue.js';
import { type RedisServer, startRedis } from './redis-server.js';
import { until } from './until.js';

const redisPath = redisServer();
const name = queueName(someNeeds);

describe.skipIf(!redisPath)('what strangers wrote under the keys of the queue', () => {
  let server: RedisServer;
  let redis: Redis;
  let workers: TestWorker[];
  let folder: string;
  let lines: string[];
  beforeAll(async () => {
    server = await startRedis(redisPath as string);
    redis = await openRedis(server.url);
    folder = await mkdtemp(join(tmpdir(), 'aver-parcel-'));
  });
  afterAll(async () => {
    redis.disconnect();
    await server.remove();
    await rm(folder, { recursive: true, force: true });
  });
  beforeEach(async () => {
    await redis.flushall();
    workers = [];
    lines = [];
    vi.spyOn(process.stderr, 'write').mockImplementation((text) => lines.push(String(text)) > 0);
  });
  afterEach(async () => {
    vi.restoreAllMocks();
    await Promise.all(workers.map((worker) => worker.stop()));
  });
  const start = (options: Parameters<typeof startWorker>[1] = {}) => {
    const worker = startWorker(redis, options);
    workers.push(worker);
    return worker;
  };
  const status = () => queuesStatus(redis, (queue) => openTrialQueue(redis, queue));
  const key = aResult().key;

  test.each<[string, string, string | undefined, RegExp | undefined]>([
    ['no JSON', 'n', '{"build', /^aver:needs:n: expected what the trials of a queue need; .*JSON/],
    ['null', 'n', 'null', /^aver:needs:n: expected .*; expected object, received null$/],
    ['a number', 'n', '3', /expected object, received number$/],
    ['needs without recordings', 'n', '{"build":"test","backend":"cpu"}', /data: expected object, received undefined$/],
    [
      'an unknown corpus',
      'n',
      JSON.stringify({ ...someNeeds, data: { ...someNeeds.data, corpus: '__proto__' } }),
      /corpus/,
    ],
    ["another queue's needs", 'n', JSON.stringify(someNeeds), new RegExp(`found that of ${name}$`)],
    ['more bytes than any needs have', 'n', 'x'.repeat(10_000_001), /found 10000001 bytes$/],
    ['a name that is none of a queue', 'a:b\u001b[2J', undefined, undefined],
  ])('%s in place of needs: passed over, named once, and the others are served', async (_, other, text, problem) => {
    await redis.sadd('aver:needs', other);
    if (text !== undefined) await redis.set(`aver:needs:${other}`, text);
    const worker = start();
    expect((await collect(quickExecutor(redis), someRequests(2))).results).toHaveLength(2);
    // Some looks later.
    await new Promise((resolve) => setTimeout(resolve, 300));
    const told = worker.lines.filter((line) => /passed over|cannot look|queue a/.test(line));
    expect(told).toEqual(problem ? [expect.stringMatching(/^passed over: /)] : []);
    if (!problem) return;
    expect(told[0].replace('passed over: ', '')).toMatch(problem);
    const found = await status();
    expect(found).toMatchObject({ done: 2, queues: [{ name }], passedOver: [expect.stringMatching(problem)] });
    expect(statusText(found)).toContain('Passed over:\n  aver:needs:n');
  });

  test('null, no JSON and too much in place of cards of workers: status tells of the others', async () => {
    start();
    await until(async () => (await redis.scard('aver:worker')) === 1);
    await redis.sadd('aver:worker', 'x', 'y', 'z');
    await redis.mset('aver:worker:x', 'null', 'aver:worker:y', '{"name":"y"}');
    await redis.hset('aver:worker:z', 'a', 'b');
    const { workers: cards, passedOver } = await status();
    expect(cards.map((card) => card.name)).toEqual(['a-worker']);
    expect(passedOver).toEqual([
      'aver:worker:x: expected the card of a worker; expected object, received null',
      'aver:worker:y: expected the card of a worker; machine: expected string, received undefined',
      'aver:worker:z: expected the card of a worker; found another kind of value',
    ]);
  });

  test('another kind of value in place of the list of queues, of a job, of a result: all comes right', async () => {
    const [one, two] = someRequests(2);
    await redis.mset('aver:needs', 'x', 'aver:worker', 'x', parcelKey(one.key), 'x', `aver:${name}:${two.key}`, 'x');
    start();
    expect(await collect(quickExecutor(redis), [one, two])).toMatchObject({ results: [{}, {}], failures: [] });
    expect(lines.join('')).toContain(`${parcelKey(one.key)}: expected a result; found a string; it is not taken\n`);
  });

  test.each([
    ['no JSON', '{"tri'],
    ['null', 'null'],
    ['another trial', JSON.stringify({ trial: aResult({ seed: 77 }).trial, keepModel: false })],
    [
      'a trial without end',
      JSON.stringify({ trial: { ...aResult().trial, training: { epochs: 1e12 } }, keepModel: false }),
    ],
  ])('%s in place of a job: it is dropped, its coordinator asks again, the others are done', async (_, data) => {
    const run = collect(quickExecutor(redis), someRequests(3));
    await until(async () => (await redis.hexists(`aver:${name}:${key}`, 'data')) === 1);
    await redis.hset(`aver:${name}:${key}`, 'data', data);
    const worker = start();
    const { results, failures } = await run;
    expect(results.map(({ trial }) => trial.seed).sort()).toEqual([0, 1, 2]);
    expect(failures).toEqual([]);
    expect(worker.lines.filter((line) => line.includes(key) && !line.includes('done in'))).toHaveLength(1);
  });

  test('a trial is done only within bounds, and as its queue says', () => {
    const { trial } = aResult();
    expect(trialProblem(trial, someNeeds)).toBeUndefined();
    const wrong: Array<[object, RegExp]> = [
      [{ training: { ...trial.training, epochs: 1e6 } }, /^training.epochs: /],
      [{ training: { ...trial.training, batchSize: 0 } }, /^training.batchSize: /],
      [{ model: { ...trial.model, hiddenUnits: 1e9 } }, /^model.hiddenUnits: /],
      [{ model: { ...trial.model, kind: 'oracle' } }, /^model.kind: /],
      [{ seed: -1 }, /^seed: /],
      [{ build: 'other' }, /^its version, backend or recordings are not those of its queue$/],
    ];
    for (const [more, problem] of wrong) expect(trialProblem({ ...trial, ...more }, someNeeds)).toMatch(problem);
  });

  test.each<[string, (result: ReturnType<typeof aResult>) => unknown, RegExp]>([
    ['null', () => null, /expected object, received null/],
    [
      'another seed',
      (result) => ({ ...result, trial: { ...result.trial, seed: 5 } }),
      /the trial that it names is \w{20}/,
    ],
    ['another key', (result) => ({ ...result, key: 'k' }), /it is that of trial k/],
    ['predictions of no recording', (result) => forged(result, { name: 'x.wav' }), /predictions.0: it is none/],
    ['labels that are not the name\u0027s', (result) => forged(result, { yTrue: 'sad' }), /predictions.0: it is none/],
    ['answers that are no class', (result) => forged(result, { yPred: '<script>' }), /predictions.0: it is none/],
    ['too few probabilities', (result) => forged(result, { probabilities: [1] }), /predictions.0: it is none/],
    ['too few predictions', (result) => ({ ...result, predictions: [] }), /testCount is 4, and there are 0/],
    ['seconds below 0', (result) => ({ ...result, seconds: { train: -1, predict: 0 } }), /seconds.train: /],
  ])('a result with %s is not taken', async (_, forge, problem) => {
    await redis.hset(parcelKey(key), 'result', gzipSync(JSON.stringify(forge(aResult()))));
    await expect(receiveParcel(redis, key, key)).rejects.toThrow(problem);
  });

  test('a result that would fill the memory is not unpacked', async () => {
    await redis.hset(parcelKey(key), 'result', gzipSync(Buffer.alloc(2 ** 29)));
    const before = process.memoryUsage().rss;
    await expect(receiveParcel(redis, key, key)).rejects.toThrow(
      /cannot be unpacked: Cannot create a Buffer larger than/,
    );
    expect(process.memoryUsage().rss - before).toBeLessThan(2 ** 29);
  });

  test.each(['model/evil.sh', 'model/../../evil', 'model/weights-0.bin', 'more'])(
    'a file %s does not come with a result',
    async (field) => {
      await sendParcel(redis, key, aResult(), await aModel());
      await redis.hset(parcelKey(key), field, gzipSync('rm -rf'));
      const out = join(folder, 'out');
      await expect(receiveParcel(redis, key, key, out)).rejects.toThrow(`found a field ${field}`);
      expect(await readdir(folder)).not.toContain('out');
      // What is sent anew takes nothing over of what lay there.
      await sendParcel(redis, key, aResult(), await aModel());
      expect(await receiveParcel(redis, key, key, out)).toEqual(aResult());
      expect((await readdir(out)).sort()).toEqual(['aver.json', 'model.json', 'weights-0123456789abcdef.bin']);
      await rm(out, { recursive: true });
    },
  );

  test('with a secret: a result is taken with its signature alone, whole and in its own place', async () => {
    const send = (secret?: string) => sendParcel(redis, key, aResult(), undefined, secret);
    const receive = () => receiveParcel(redis, key, key, undefined, 'secret');
    await send('secret');
    expect(await receive()).toEqual(aResult());
    const signature = (await redis.hgetBuffer(parcelKey(key), 'signature')) as Buffer;
    await send();
    await expect(receive()).rejects.toThrow('it has no signature');
    await send('other');
    await expect(receive()).rejects.toThrow('its signature is of another secret');
    // The signature of this job under a result that is not the one signed.
    const { history, ...other } = aResult();
    await sendParcel(redis, key, { ...other, history: { ...history, stopped: 'aborted' } });
    await redis.hset(parcelKey(key), 'signature', signature);
    await expect(receive()).rejects.toThrow('its signature is of another secret');
    await send('secret');
    await redis.copy(parcelKey(key), parcelKey(`${key}-model`));
    await expect(receiveParcel(redis, `${key}-model`, key, undefined, 'secret')).rejects.toThrow('another secret');
    // Who has none takes signed results too.
    expect(await receiveParcel(redis, key, key)).toEqual(aResult());
  });

  test('a coordinator with a secret asks again for what is not signed, names it, and gives up in the end', async () => {
    vi.stubEnv('AVER_QUEUE_SECRET', 'secret');
    start();
    expect((await collect(quickExecutor(redis), someRequests(2))).failures).toEqual([]);
    await sendParcel(redis, key, aResult(), undefined, '');
    expect((await collect(quickExecutor(redis), someRequests(2))).results).toHaveLength(2);
    expect(lines.filter((line) => line.includes('it has no signature; it is not taken'))).toHaveLength(1);
    await Promise.all(workers.splice(0).map((worker) => worker.stop()));
    await redis.flushall();
    lines = [];
    // A worker that knows no secret.
    const forger = setInterval(() => void sendParcel(redis, key, aResult(), undefined, ''), 20);
    const { results, failures } = await collect(quickExecutor(redis), someRequests(1));
    clearInterval(forger);
    expect(results).toEqual([]);
    expect(failures).toEqual([expect.stringMatching(/^3 times what came is not its result: .*it has no signature$/)]);
    expect(lines.filter((line) => line.includes('it has no signature'))).toHaveLength(3);
    vi.unstubAllEnvs();
  });

  async function aModel(): Promise<string> {
    const model = await mkdtemp(join(folder, 'model-'));
    for (const file of ['model.json', 'aver.json', 'weights-0123456789abcdef.bin'])
      await writeFile(join(model, file), file);
    return model;
  }

  test('an announcement is replaced where something else lies', async () => {
    const needs: Needs = { ...someNeeds, build: 'next' };
    await redis.set('aver:needs', 'x');
    await announce(redis, 'needs', queueName(needs), needs, 10);
    expect((await status()).queues.map((queue) => queue.needs)).toEqual([needs]);
  });
});

function forged(result: ReturnType<typeof aResult>, more: object): unknown {
  const [first, ...others] = result.predictions;
  return { ...result, predictions: [{ ...first, ...more }, ...others] };
}
