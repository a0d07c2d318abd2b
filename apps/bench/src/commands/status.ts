import { once } from 'node:events';
import { clearScreenDown, cursorTo } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Queue } from 'bullmq';
import { openRedis } from '../queue/open-redis.js';
import { queuesStatus } from '../queue/queue-status.js';
import { statusText } from '../queue/status-text.js';
import { openTrialQueue, type TrialJob } from '../queue/trial-queue.js';
import { CommandError } from '../terminal/command-error.js';

/** Options of `aver-bench status`. */
export interface StatusOptions {
  queue: string;
  json?: boolean;
}

const secondsBetweenLooks = 1;

/** `aver-bench status`: how things stand in a queue; in a terminal again and again, until Ctrl-C. */
export async function status({ queue, json }: StatusOptions): Promise<void> {
  const redis = await openRedis(queue);
  const queues = new Map<string, Queue<TrialJob>>();
  const open = (name: string) => {
    const known = queues.get(name) ?? openTrialQueue(redis, name);
    queues.set(name, known);
    return known;
  };
  const { stdout } = process;
  if (json || !stdout.isTTY) {
    const now = await queuesStatus(redis, open);
    stdout.write(json ? `${JSON.stringify(now)}\n` : `${statusText(now)}\n`);
    return;
  }
  const interrupted = once(process, 'SIGINT');
  for (let stopped = false; !stopped; ) {
    const text = statusText(await queuesStatus(redis, open));
    // Written over what was there, so that nothing flickers.
    cursorTo(stdout, 0, 0);
    for (const line of text.split('\n').slice(0, stdout.rows - 1)) {
      stdout.write(`${line.slice(0, stdout.columns)}\x1b[K\n`);
    }
    clearScreenDown(stdout);
    stopped = await Promise.race([interrupted.then(() => true), sleep(secondsBetweenLooks * 1000, false)]);
  }
  throw new CommandError('interrupted', 130);
}
