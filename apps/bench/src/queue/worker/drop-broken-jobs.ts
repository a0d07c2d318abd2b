import { Job, type QueueBase } from 'bullmq';
import type { Redis } from 'ioredis';

/**
 * Removes the jobs that were begun and cannot be read, as when someone wrote over them: no worker can end them, and they
 * would come round for ever. Their coordinator finds them gone, and asks again.
 *
 * @returns The names of the jobs.
 */
export async function dropBrokenJobs(redis: Redis, queue: QueueBase): Promise<string[]> {
  const active = queue.toKey('active');
  const broken: string[] = [];
  for (const id of await redis.lrange(active, 0, -1)) {
    if (await Job.fromId(queue, id).catch(() => undefined)) continue;
    await dropJob(redis, queue, id);
    broken.push(id);
  }
  return broken;
}

/** Removes a job that was begun here. */
export async function dropJob(redis: Redis, queue: QueueBase, id: string): Promise<void> {
  const key = queue.toKey(id);
  await redis.multi().lrem(queue.toKey('active'), 0, id).del(key, `${key}:lock`).exec();
}
