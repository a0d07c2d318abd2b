import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Job } from 'bullmq';
import type { Redis } from 'ioredis';
import { announce, withdraw } from '../announcements.js';
import type { TrialJob } from '../trial-queue.js';
import { secondsOfCard, type WorkerCard } from '../worker-card.js';
import { doJob, type JobOutcome } from './do-job.js';
import { dropBrokenJobs } from './drop-broken-jobs.js';
import type { Performer } from './performer.js';
import { type ServedQueue, servedQueues } from './served-queues.js';

/** Options of {@link serveQueues}. */
export interface ServeOptions {
  /** What there is to say of this worker. */
  card: Omit<WorkerCard, 'running' | 'serves' | 'refuses'>;
  /** Ends the work. The performer must then fail the trials it is at; they are given back. */
  signal: AbortSignal;
  /** One line for the reader. */
  log: (line: string) => void;
  /**
   * Seconds without a sign of life after which a worker's trials are given to another.
   * @default 90
   */
  lease?: number;
  /**
   * Seconds between looks at which queues there are.
   * @default 5
   */
  look?: number;
}

/** How long a worker that found nothing waits at first; each time twice as long, up to the time between looks. */
const millisecondsIdle = 500;

/**
 * Takes trials of every queue that this worker can serve, `card.jobs` at a time, until the signal. Jobs are fetched by
 * hand, one at a time, so that the slots of a worker are shared among its queues.
 *
 * @returns How many trials were given back at the end.
 */
export async function serveQueues(redis: Redis, performer: Performer, options: ServeOptions): Promise<number> {
  const { card, signal, log, lease = 90, look = 5 } = options;
  const queues = servedQueues(redis, performer, { ...card, lease, log });
  const running = new Map<Job<TrialJob>, Promise<void>>();
  const stopped = once(signal, 'abort').then(() => {});
  let idle = millisecondsIdle;
  let turn = 0;
  let returned = 0;

  const renewal = setInterval(renewLeases, (lease * 1000) / 6);
  const telling = setInterval(() => void tell(), look * 1000);
  const looking = lookNowAndThen();
  while (!signal.aborted) {
    if (running.size >= card.jobs) await Promise.race([stopped, ...running.values()]);
    else if (await takeOne()) idle = millisecondsIdle;
    else {
      await sleep(idle, undefined, { signal }).catch(() => {});
      idle = Math.max(millisecondsIdle, Math.min(2 * idle, look * 1000));
    }
  }
  await Promise.all([...running.values(), looking]);
  clearInterval(renewal);
  clearInterval(telling);
  await withdraw(redis, 'worker', card.name);
  await queues.close();
  return returned;

  async function lookNowAndThen(): Promise<void> {
    await tell();
    while (!signal.aborted) {
      try {
        await queues.look();
        await tell();
      } catch (error) {
        if (!signal.aborted) log(`cannot look for trials: ${(error as Error).message}`);
      }
      await sleep(look * 1000, undefined, { signal }).catch(() => {});
    }
  }

  /** Renews this worker's card. */
  async function tell(): Promise<void> {
    const serves = queues.all().map(({ name }) => name);
    const refuses = [...queues.refusals()].map(([queue, reason]) => ({ queue, reason }));
    const full: WorkerCard = { ...card, running: running.size, serves, refuses };
    await announce(redis, 'worker', card.name, full, Math.max(secondsOfCard, 4 * look)).catch(() => {});
  }

  function renewLeases(): void {
    for (const job of running.keys()) job.extendLock(job.token as string, lease * 1000).catch(() => {});
  }

  /** Begins a trial of the first queue, by turns, that has one; false where none has. */
  async function takeOne(): Promise<boolean> {
    const all = queues.all();
    for (let i = 0; i < all.length && !signal.aborted; i++) {
      const queue = all[turn++ % all.length];
      const token = `${queue.worker.id}:${turn}`;
      const job = await queue.worker.getNextJob(token, { block: false }).catch((error) => passOver(queue, error));
      if (!job) continue;
      running.set(
        job,
        work(queue, job).finally(() => running.delete(job)),
      );
      return true;
    }
    return false;
  }

  /** A job that cannot be read must not keep the others waiting. */
  async function passOver({ worker }: ServedQueue, error: Error): Promise<undefined> {
    // A lost connection tells of itself.
    if (!(error instanceof SyntaxError || error.name === 'ReplyError')) return;
    const broken = await dropBrokenJobs(redis, worker).catch(() => []);
    for (const id of broken) log(`trial ${id}: removed from the queue: ${error.message}`);
  }

  async function work(queue: ServedQueue, job: Job<TrialJob>): Promise<void> {
    const started = performance.now();
    let outcome: JobOutcome;
    try {
      outcome = await doJob(redis, performer, queue, job, () => signal.aborted);
    } catch (error) {
      // Another worker has the trial by now, or Redis has forgotten it: its coordinator sees to it.
      log(`trial ${job.id}: ${(error as Error).message}`);
      return;
    }
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    if (outcome.kind === 'done') log(`trial ${job.id} (${job.name}): done in ${seconds} s`);
    if (outcome.kind === 'failed') log(`trial ${job.id} (${job.name}): failed: ${outcome.reason}`);
    if (outcome.kind === 'returned') {
      returned++;
      if (!signal.aborted && queues.all().includes(queue)) queues.refuse(queue, outcome.reason);
    }
  }
}
