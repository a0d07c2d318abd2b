import { setTimeout as sleep } from 'node:timers/promises';
import { QueueEvents } from 'bullmq';
import type { Redis } from 'ioredis';
import type { TrialResult } from '../compute/trial-result.js';
import type { Executor, ExecutorEvents } from '../runs/executor.js';
import type { TrialRequest } from '../runs/trial-request.js';
import { printable } from '../terminal/printable.js';
import { announce, announced, secondsKept } from './announcements.js';
import { jobStates } from './job-states.js';
import { keyPrefix, type Needs, queueName } from './needs.js';
import { BadParcel, parcelKey, receiveParcel } from './parcel.js';
import { patiently } from './patiently.js';
import { jobIdOf, jobOf, openTrialQueue } from './trial-queue.js';
import { whoServes } from './who-serves.js';

/** Options of {@link queueExecutor}. */
export interface QueueExecutorOptions {
  /**
   * Seconds after which Redis is asked again about every trial that is not done.
   * @default 20
   */
  secondsBetweenLooks?: number;
}

/** So many trials are asked about, added or taken back at once. */
const batch = 200;
/** So many results are taken in at once: this bounds the memory. */
const parcelsAtOnce = 8;
const secondsToTakeBack = 10;
/** A result that is gone again, or is none, is asked for so often; then something is wrong with the Redis. */
const timesLost = 3;

/**
 * Runs trials on the workers of a queue, wherever they are.
 *
 * What Redis has is what counts: a trial is done when its result lies there. Events only tell it sooner; a look now
 * and then finds what they missed, and adds again what Redis lost.
 */
export function queueExecutor(
  redis: Redis,
  needs: Needs,
  { secondsBetweenLooks = 20 }: QueueExecutorOptions = {},
): Executor {
  const name = queueName(needs);
  const queue = openTrialQueue(redis, name);
  /** By job. */
  const pending = new Map<string, TrialRequest>();
  /** What is known to be done or given up, and not yet dealt with. */
  const done = new Set<string>();
  const failed = new Map<string, string>();
  const lost = new Map<string, number>();
  let told = 'workers serve these trials';
  let closed = false;
  let wake = () => {};

  return {
    async run(requests, events) {
      for (const request of requests) pending.set(jobIdOf(request), request);
      const listener = await listen(events);
      let nextLook = 0;
      // Whoever was away may have missed events, or come back without its data.
      const lookNow = () => {
        nextLook = 0;
        wake();
      };
      redis.on('ready', lookNow);
      try {
        for (let first = true; pending.size > 0; ) {
          if (closed) throw new Error('the queue is closed');
          if (performance.now() >= nextLook) {
            await patiently(() => announce(redis, 'needs', name, needs, secondsKept));
            await lookAtAll(first);
            // A worker needs a few seconds to hear of a new queue.
            if (!first) await tellWhoServes();
            first = false;
            nextLook = performance.now() + secondsBetweenLooks * 1000;
          }
          for (const [id, reason] of failed) fail(id, reason, events);
          const some = [...done].slice(0, parcelsAtOnce);
          await Promise.all(some.map((id) => takeIn(id, events)));
          if (some.length === 0 && pending.size > 0) await news(nextLook - performance.now());
        }
      } finally {
        redis.off('ready', lookNow);
        await listener.close().catch(() => {});
      }
    },
    async close() {
      closed = true;
      wake();
      // Not for ever, should Redis be away.
      await Promise.race([takeBack(), sleep(secondsToTakeBack * 1000, undefined, { ref: false })]);
      await queue.close();
    },
  };

  async function takeBack(): Promise<void> {
    const ids = [...pending.keys()];
    for (let i = 0; i < ids.length; i += batch) {
      // A job that a worker has is locked and stays. One that another coordinator wants too is added again by it.
      await Promise.all(ids.slice(i, i + batch).map((id) => queue.remove(id).catch(() => 0)));
    }
  }

  async function tellWhoServes(): Promise<void> {
    const { workers, refusals } = whoServes((await announced(redis, 'worker')).present.values(), name);
    const reasons = refusals.map(({ worker, reason }) => `${worker}: ${reason}`).join('; ');
    const now =
      workers.length > 0 ? 'workers serve these trials' : `no worker serves these trials${reasons && ` (${reasons})`}`;
    if (now !== told) tell(`queue ${name}: ${now}`);
    told = now;
  }

  async function listen(events: ExecutorEvents): Promise<QueueEvents> {
    const [last] = await redis.xrevrange(queue.toKey('events'), '+', '-', 'COUNT', 1);
    const listener = new QueueEvents(name, { connection: redis, prefix: keyPrefix, lastEventId: last?.[0] ?? '0' });
    listener.on('error', () => {});
    listener.on('completed', ({ jobId }) => {
      if (pending.has(jobId)) done.add(jobId);
      wake();
    });
    listener.on('failed', ({ jobId, failedReason }) => {
      if (pending.has(jobId)) failed.set(jobId, failedReason);
      wake();
    });
    listener.on('progress', ({ jobId, data }) => {
      const request = pending.get(jobId);
      const epochs = Number(data);
      if (request && epochs >= 0 && epochs < Infinity) events.onEpoch(request, epochs);
    });
    return listener;
  }

  /** Until an event comes, or the time is up. */
  function news(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, Math.max(0, milliseconds));
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  /** Asks about every pending trial; adds those that Redis does not have, at first also those that once failed. */
  async function lookAtAll(first: boolean): Promise<void> {
    const ids = [...pending.keys()];
    for (let i = 0; i < ids.length && !closed; i += batch) {
      const some = ids.slice(i, i + batch);
      await patiently(async () => {
        const states = await jobStates(redis, queue, some);
        const missing = some.filter((_, at) => states[at] === 'gone' || (first && states[at] === 'failed'));
        await askFor(missing);
        for (const [at, id] of some.entries()) {
          if (states[at] === 'done') done.add(id);
          if (states[at] === 'failed' && !first) failed.set(id, (await queue.getJob(id))?.failedReason ?? 'failed');
        }
      });
    }
  }

  async function askFor(ids: string[]): Promise<void> {
    // What lies there and is no job cannot be removed as one.
    await Promise.all(ids.map((id) => queue.remove(id).catch(() => redis.del(queue.toKey(id)))));
    await queue.addBulk(ids.map((id) => jobOf(pending.get(id) as TrialRequest)));
  }

  async function takeIn(id: string, { onResult, onFailure }: ExecutorEvents): Promise<void> {
    const request = pending.get(id) as TrialRequest;
    let result: TrialResult | undefined;
    try {
      const received = await receiveParcel(redis, id, request.key, request.modelDirectory).catch(orBad);
      if (received instanceof BadParcel) tell(`${received.message}; it is not taken`);
      if (received === undefined || received instanceof BadParcel) {
        const times = (lost.get(id) ?? 0) + 1;
        lost.set(id, times);
        if (times < timesLost) {
          done.delete(id);
          if (received) await redis.del(parcelKey(id));
          return await askFor([id]);
        }
        const what = received ? `what came is not its result: ${received.message}` : 'its result vanished from Redis';
        throw new Error(`${timesLost} times ${what}${received ? '' : ': is its memory too small?'}`);
      }
      result = received;
    } catch (error) {
      forget(id);
      return onFailure(request, error as Error);
    }
    // Stored before it counts as done; a store that cannot be written ends the run.
    await onResult(request, result);
    forget(id);
  }

  function fail(id: string, reason: string, { onFailure }: ExecutorEvents): void {
    const request = pending.get(id) as TrialRequest;
    const stalled = reason.startsWith('job stalled');
    forget(id);
    onFailure(request, new Error(stalled ? 'given up: worker after worker went silent over it' : printable(reason)));
  }

  function forget(id: string): void {
    pending.delete(id);
    done.delete(id);
    failed.delete(id);
  }
}

function tell(line: string): void {
  process.stderr.write(`${printable(line)}\n`);
}

function orBad(error: Error): BadParcel {
  if (error instanceof BadParcel) return error;
  throw error;
}
