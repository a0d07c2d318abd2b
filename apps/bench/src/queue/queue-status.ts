import type { Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import { announced } from './announcements.js';
import type { Needs } from './needs.js';
import type { TrialJob } from './trial-queue.js';
import { type WhoServes, whoServes } from './who-serves.js';
import type { WorkerCard } from './worker-card.js';

/** Numbers of trials by what has become of them. */
export interface TrialCounts {
  waiting: number;
  running: number;
  /** In the last seven days, as are the failed ones. */
  done: number;
  failed: number;
}

/** How things stand in a Redis. */
export interface QueuesStatus extends TrialCounts {
  queues: QueueStatus[];
  workers: WorkerCard[];
  /** What lies under the queue's keys and cannot be used, and why; absent where all can. */
  passedOver?: string[];
}

/** How things stand with the trials of one build, backend and set of recordings. */
export interface QueueStatus extends TrialCounts, WhoServes {
  name: string;
  needs: Needs;
  /** Seconds until all are done at the present pace; null where that cannot be told. */
  secondsLeft: number | null;
  /** The latest failures. */
  failures: Array<{ trial: string; reason: string }>;
}

/** The pace is that of so many seconds before the latest result. */
const secondsOfPace = 600;
const failuresShown = 3;

/**
 * Asks a Redis how things stand.
 *
 * @param open Gives the queue of a name, opened once.
 */
export async function queuesStatus(redis: Redis, open: (name: string) => Queue<TrialJob>): Promise<QueuesStatus> {
  const cards = await announced(redis, 'worker');
  const needs = await announced(redis, 'needs');
  const workers = [...cards.present.values()];
  const passedOver = [...cards.bad, ...needs.bad];
  const found = await Promise.all(
    [...needs.present].map(([name, one]) =>
      statusOf(redis, open(name), one, workers).catch((error: Error) => {
        if (error.name !== 'ReplyError') throw error;
        passedOver.push(`queue ${name}: ${error.message}`);
        return [];
      }),
    ),
  );
  const queues = found.flat();
  const sum = (field: keyof TrialCounts) => queues.reduce((total, queue) => total + queue[field], 0);
  return {
    waiting: sum('waiting'),
    running: sum('running'),
    done: sum('done'),
    failed: sum('failed'),
    queues,
    workers,
    ...(passedOver.length > 0 && { passedOver }),
  };
}

async function statusOf(redis: Redis, queue: Queue<TrialJob>, needs: Needs, cards: WorkerCard[]): Promise<QueueStatus> {
  const counts = await queue.getJobCounts('wait', 'delayed', 'active', 'completed', 'failed');
  const waiting = counts.wait + counts.delayed;
  const serving = whoServes(cards, queue.name);
  const pace = serving.workers.length > 0 ? await trialsPerSecond(redis, queue) : 0;
  const left = waiting + counts.active;
  return {
    name: queue.name,
    needs,
    waiting,
    running: counts.active,
    done: counts.completed,
    failed: counts.failed,
    ...serving,
    secondsLeft: left === 0 ? 0 : pace > 0 ? Math.round(left / pace) : null,
    failures: counts.failed > 0 ? await latestFailures(queue) : [],
  };
}

/** The latest failures, as far as they can be read. */
async function latestFailures(queue: Queue): Promise<QueueStatus['failures']> {
  const ids = (await queue.getRanges(['failed'], 0, failuresShown - 1, false)) as string[];
  const jobs = await Promise.all(ids.map((id) => queue.getJob(id).catch(() => undefined)));
  return jobs.flatMap((job) => (job ? [{ trial: job.id as string, reason: String(job.failedReason) }] : []));
}

async function trialsPerSecond(redis: Redis, queue: Queue): Promise<number> {
  const key = queue.toKey('completed');
  const [, latest] = await redis.zrevrange(key, 0, 0, 'WITHSCORES');
  const from = Number(latest) - secondsOfPace * 1000;
  const [, earliest] = await redis.zrangebyscore(key, from, '+inf', 'WITHSCORES', 'LIMIT', 0, 1);
  const count = await redis.zcount(key, from, '+inf');
  const seconds = (Number(latest) - Number(earliest)) / 1000;
  return seconds > 0 ? (count - 1) / seconds : 0;
}
