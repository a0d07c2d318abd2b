import { Worker } from 'bullmq';
import type { Redis } from 'ioredis';
import { announced } from '../announcements.js';
import { keyPrefix, type Needs } from '../needs.js';
import { openTrialQueue, type TrialJob } from '../trial-queue.js';
import type { Performer } from './performer.js';

/** A queue that this worker takes trials of. */
export interface ServedQueue {
  name: string;
  needs: Needs;
  /** Used to fetch jobs by hand, and to find those that other workers left behind. */
  worker: Worker<TrialJob>;
}

/** Which queues there are, and which of them this worker serves. */
export interface ServedQueues {
  /** Looks which queues have come and gone. */
  look(): Promise<void>;
  /** The queues served, in the order of their names. */
  all(): ServedQueue[];
  /** Leaves a queue to others from now on. */
  refuse(queue: ServedQueue, reason: string): void;
  /** Why queues are left to others, by their name. */
  refusals(): Map<string, string>;
  close(): Promise<void>;
}

/** Options of {@link servedQueues}. */
export interface ServedQueuesOptions {
  /** Name of this worker. */
  name: string;
  /** The code that this worker runs. */
  build: string;
  /** Seconds without a sign of life after which a worker's trials are given to another. */
  lease: number;
  log: (line: string) => void;
}

/** So many workers may go silent over a trial before it is given up. */
const maxStalledCount = 5;

/** Keeps account of the queues in a Redis. */
export function servedQueues(redis: Redis, performer: Performer, options: ServedQueuesOptions): ServedQueues {
  const served = new Map<string, ServedQueue>();
  /** Also those of queues that are served no more: trials of theirs may still run. */
  const workers = new Set<Worker<TrialJob>>();
  const refused = new Map<string, string>();
  const told = new Set<string>();
  /** A look finds the same again and again. */
  const tellOnce = (line: string) => {
    if (!told.has(line)) options.log(line);
    told.add(line);
  };

  return {
    async look() {
      const { present, expired, bad } = await announced(redis, 'needs');
      for (const problem of bad) tellOnce(`passed over: ${problem}`);
      for (const [name, needs] of present) {
        if (served.has(name) || refused.has(name)) continue;
        const reason = await refusalOf(needs);
        if (reason) refuse(name, needs, reason);
        else await serve(name, needs);
      }
      for (const name of served.keys()) if (!present.has(name)) served.delete(name);
      // What cannot be removed is no reason to leave the other queues.
      for (const name of expired) await discard(name).catch((error) => tellOnce(`queue ${name}: ${error.message}`));
    },
    all: () => [...served.values()],
    refuse({ name, needs }, reason) {
      served.delete(name);
      refuse(name, needs, reason);
    },
    refusals: () => refused,
    async close() {
      await Promise.all([...workers].map((worker) => worker.close(true)));
    },
  };

  async function refusalOf(needs: Needs): Promise<string | undefined> {
    if (needs.build !== options.build) return `they are for version ${needs.build}, and this is ${options.build}`;
    return performer.refusal(needs);
  }

  function refuse(name: string, { data }: Needs, reason: string): void {
    refused.set(name, reason);
    options.log(`trials on ${data.name} (queue ${name}) are left to other workers: ${reason}`);
  }

  async function serve(name: string, needs: Needs): Promise<void> {
    const milliseconds = options.lease * 1000;
    const worker = new Worker<TrialJob>(name, null, {
      connection: redis,
      prefix: keyPrefix,
      name: options.name,
      lockDuration: milliseconds,
      stalledInterval: Math.ceil(milliseconds / 3),
      maxStalledCount,
    });
    // A lost connection tells of itself; what Redis answers must be heard.
    worker.on('error', (error) => error.name === 'ReplyError' && options.log(error.message));
    worker.on('stalled', (id) => options.log(`trial ${id}: its worker went silent; it waits for another`));
    workers.add(worker);
    served.set(name, { name, needs, worker });
    options.log(`trials on ${needs.data.name} (queue ${name}, backend ${needs.backend}) are done here`);
    await worker.startStalledCheckTimer();
  }

  /** Removes a queue that nobody has asked anything of for a long time. */
  async function discard(name: string): Promise<void> {
    // Of another name there is no queue of ours.
    if (/^[0-9a-f]{20}$/.test(name)) {
      const queue = openTrialQueue(redis, name);
      await queue.obliterate({ force: true }).finally(() => queue.close());
    }
    await redis.srem(`${keyPrefix}:needs`, name);
  }
}
