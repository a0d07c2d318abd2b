import type { Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import { parcelKey } from './parcel.js';

/** What became of a job, as far as its coordinator must know. */
export type JobState = 'done' | 'failed' | 'gone' | 'underway';

/**
 * Asks Redis about many jobs in one go.
 *
 * `done`: its result is there. `failed`: given up. `gone`: no such job, or one that is finished and whose result is no
 * more. `underway`: it waits or runs.
 */
export async function jobStates(redis: Redis, queue: Queue, ids: string[]): Promise<JobState[]> {
  const pipeline = redis.pipeline();
  pipeline.zmscore(queue.toKey('failed'), ...ids);
  pipeline.zmscore(queue.toKey('completed'), ...ids);
  for (const id of ids) pipeline.exists(parcelKey(id)).hexists(queue.toKey(id), 'data');
  const replies = (await pipeline.exec()) ?? [];
  const values = replies.map(([error, value], at) => {
    // What is no hash is no job.
    if (at > 1 && error?.message.startsWith('WRONGTYPE')) return 0;
    if (error) throw error;
    return value;
  });
  const [failed, completed] = values as Array<Array<string | null>>;
  return ids.map((_, i) => {
    const [result, job] = [values[2 + 2 * i], values[3 + 2 * i]];
    if (result === 1) return 'done';
    if (failed[i] !== null) return 'failed';
    return job === 0 || completed[i] !== null ? 'gone' : 'underway';
  });
}
