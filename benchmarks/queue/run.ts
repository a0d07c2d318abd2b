/** What the queue costs: see README.md beside this file. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import {
  announce,
  announced,
  openRedis,
  openResultStore,
  queueExecutor,
  queueName,
  runTrials,
} from '@aver/bench/queue';
import { needs, requests } from './trials.js';

type Redis = Awaited<ReturnType<typeof openRedis>>;

const { values } = parseArgs({
  options: {
    workers: { type: 'string', default: '1,2,4,8,16' },
    rounds: { type: 'string', default: '20' },
    milliseconds: { type: 'string', default: '1000' },
    queued: { type: 'string', default: '1000,10000' },
    json: { type: 'boolean', default: false },
  },
});
const numbers = (list: string) => list.split(',').filter(Boolean).map(Number);
const folder = await mkdtemp(join(tmpdir(), 'aver-queue-benchmark-'));
const children: ChildProcess[] = [];
try {
  const port = await freePort();
  children.push(
    spawn(
      'redis-server',
      ['--bind', '127.0.0.1', '--port', String(port), '--dir', folder, '--save', '', '--appendonly', 'yes'],
      {
        stdio: 'ignore',
      },
    ),
  );
  await sleep(1000);
  const url = `redis://127.0.0.1:${port}`;
  const redis = await openRedis(url);
  const scaling: Array<Awaited<ReturnType<typeof measureRate>>> = [];
  for (const workers of numbers(values.workers)) scaling.push(await measureRate(redis, url, workers));
  const queued: object[] = [];
  for (const count of numbers(values.queued)) queued.push(await measureMemory(redis, url, count));
  const report = {
    milliseconds: Number(values.milliseconds),
    scaling: scaling.map((one) => ({
      ...one,
      ofLinear: one.rate / (scaling[0].rate / scaling[0].workers) / one.workers,
    })),
    queued,
  };
  print(report);
} finally {
  for (const child of children) child.kill('SIGKILL');
  await rm(folder, { recursive: true, force: true });
}
process.exit();

/** Trials per second with some workers that do one at a time, and what each costs. */
async function measureRate(redis: Redis, url: string, workers: number) {
  await redis.flushall();
  const processes = await startWorkers(redis, url, workers, 1, Number(values.milliseconds));
  // Until they look for work as seldom as they ever do.
  await sleep(8000);
  const idle = await costs(redis, () => sleep(10_000));
  // After these all are awake.
  await run(redis, requests(workers, 0));
  const count = workers * Number(values.rounds);
  const cost = await costs(redis, () => run(redis, requests(count, 1000)));
  await stopWorkers(processes);
  return {
    workers,
    rate: count / cost.seconds,
    redisMillisecondsPerTrial: (1000 * (cost.redisSeconds - (idle.redisSeconds * cost.seconds) / idle.seconds)) / count,
    redisMillisecondsPerIdleWorkerSecond: (1000 * idle.redisSeconds) / idle.seconds / workers,
    coordinatorMillisecondsPerTrial: (1000 * cost.ownSeconds) / count,
    bytesPerTrial: cost.bytes / count,
  };
}

/** What many queued trials take of memory, here and in Redis. */
async function measureMemory(redis: Redis, url: string, count: number) {
  await redis.flushall();
  const empty = await usedMemory(redis);
  const store = await openResultStore(join(folder, `results-${count}`));
  const executor = queueExecutor(redis, needs);
  const progress = { start() {}, update() {}, finish() {} };
  const started = performance.now();
  const heaps: number[] = [];
  const sampling = setInterval(() => heaps.push(process.memoryUsage().rss / 2 ** 20), 250);
  const ended = runTrials(requests(count, 0), store, executor, progress);
  while ((await redis.llen(`aver:${queueName(needs)}:wait`)) < count) await sleep(20);
  const secondsToQueue = (performance.now() - started) / 1000;
  const waiting = await usedMemory(redis);
  const processes = await startWorkers(redis, url, 2, 8, 0);
  const { failures } = await ended;
  clearInterval(sampling);
  const seconds = (performance.now() - started) / 1000;
  const done = await usedMemory(redis);
  await executor.close();
  await stopWorkers(processes);
  return {
    count,
    failures: failures.length,
    secondsToQueue,
    seconds,
    megabytesHereBefore: heaps[0],
    megabytesHereAtMost: Math.max(...heaps),
    redisBytesPerWaitingTrial: (waiting - empty) / count,
    redisBytesPerDoneTrial: (done - empty) / count,
  };
}

async function run(redis: Redis, trials: ReturnType<typeof requests>): Promise<void> {
  const executor = queueExecutor(redis, needs);
  await executor.run(trials, { onEpoch() {}, onResult: async () => {}, onFailure: (_, error) => console.error(error) });
  await executor.close();
}

/** What some work takes of time, of both processors, and of the network. */
async function costs(redis: Redis, work: () => Promise<unknown>) {
  const before = await redisStats(redis);
  const own = process.cpuUsage();
  const started = performance.now();
  await work();
  const seconds = (performance.now() - started) / 1000;
  const { user, system } = process.cpuUsage(own);
  const after = await redisStats(redis);
  return {
    seconds,
    ownSeconds: (user + system) / 1e6,
    redisSeconds: after.cpu - before.cpu,
    bytes: after.bytes - before.bytes,
  };
}

async function redisStats(redis: Redis): Promise<{ cpu: number; bytes: number }> {
  const info = await redis.info();
  const field = (name: string) => Number(new RegExp(`^${name}:(.*)\r$`, 'm').exec(info)?.[1]);
  return {
    cpu: field('used_cpu_sys') + field('used_cpu_user'),
    bytes: field('total_net_input_bytes') + field('total_net_output_bytes'),
  };
}

async function usedMemory(redis: Redis): Promise<number> {
  return Number(/used_memory:(\d+)/.exec(await redis.info('memory'))?.[1]);
}

async function startWorkers(redis: Redis, url: string, count: number, jobs: number, milliseconds: number) {
  await announce(redis, 'needs', queueName(needs), needs, 3600);
  const path = fileURLToPath(new URL('waiting-worker.ts', import.meta.url));
  const started = Array.from({ length: count }, (_, i) => {
    const options = JSON.stringify({ url, name: `${performance.now()}-${i}`, jobs, milliseconds });
    return spawn(process.execPath, ['--import', import.meta.resolve('tsx'), path, options], { stdio: 'inherit' });
  });
  children.push(...started);
  for (;;) {
    const cards = [...(await announced(redis, 'worker')).present.values()];
    if (cards.filter(({ serves }) => serves.length > 0).length >= count) return started;
    await sleep(100);
  }
}

async function stopWorkers(processes: ChildProcess[]): Promise<void> {
  for (const child of processes) child.kill('SIGKILL');
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

function print(report: { milliseconds: number; scaling: object[]; queued: object[] }): void {
  if (values.json) {
    console.log(JSON.stringify(report));
    return;
  }
  const rounded = (row: object) =>
    Object.fromEntries(Object.entries(row).map(([name, value]) => [name, Number(Number(value).toPrecision(3))]));
  console.log(`Trials that wait for ${report.milliseconds} ms:`);
  console.table(report.scaling.map(rounded));
  console.log('Trials in the queue at once:');
  console.table(report.queued.map(rounded));
}
