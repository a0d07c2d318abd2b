import type { Redis } from 'ioredis';
import { keyPrefix } from './needs.js';

/** What is announced: the needs of a queue, by its name, or a worker, by its own. */
export type AnnouncementKind = 'needs' | 'worker';

/** How long a queue is kept after trials were last asked of it or done, and a result after it came: 7 days. */
export const secondsKept = 7 * 24 * 3600;

/** Says that something is there, for some seconds. */
export async function announce(
  redis: Redis,
  kind: AnnouncementKind,
  name: string,
  what: object,
  seconds: number,
): Promise<void> {
  const transaction = redis.multi().sadd(`${keyPrefix}:${kind}`, name);
  await transaction.set(`${keyPrefix}:${kind}:${name}`, JSON.stringify(what), 'EX', seconds).exec();
}

/** Lets an announcement hold for some seconds from now. */
export async function prolong(redis: Redis, kind: AnnouncementKind, name: string, seconds: number): Promise<void> {
  await redis.expire(`${keyPrefix}:${kind}:${name}`, seconds);
}

/** Takes an announcement back. */
export async function withdraw(redis: Redis, kind: AnnouncementKind, name: string): Promise<void> {
  await redis.multi().del(`${keyPrefix}:${kind}:${name}`).srem(`${keyPrefix}:${kind}`, name).exec();
}

/** Everything of a kind that is announced, and the names of what was and is no more. */
export async function announced<T>(
  redis: Redis,
  kind: AnnouncementKind,
): Promise<{ present: Map<string, T>; expired: string[] }> {
  const names = (await redis.smembers(`${keyPrefix}:${kind}`)).sort();
  const values = names.length > 0 ? await redis.mget(names.map((name) => `${keyPrefix}:${kind}:${name}`)) : [];
  const present = new Map<string, T>();
  const expired: string[] = [];
  for (const [i, name] of names.entries()) {
    const value = values[i];
    if (value) present.set(name, JSON.parse(value) as T);
    else expired.push(name);
  }
  return { present, expired };
}
