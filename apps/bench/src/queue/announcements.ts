import type { Redis } from 'ioredis';
import { problemOf } from '../terminal/problem-of.js';
import { keyPrefix, type Needs, needsForm, queueName } from './needs.js';
import { type WorkerCard, workerCardForm } from './worker-card.js';

/** What is announced: the needs of a queue, by its name, or a worker, by its own. */
export interface Announcements {
  needs: Needs;
  worker: WorkerCard;
}

/** Everything of a kind that is announced. */
export interface Announced<T> {
  present: Map<string, T>;
  /** Names of what was there and is no more. */
  expired: string[];
  /** What is no announcement of this kind, and why: it is passed over. */
  bad: string[];
}

/** How long a queue is kept after trials were last asked of it or done, and a result after it came: 7 days. */
export const secondsKept = 7 * 24 * 3600;

/** The needs of a corpus of 10,000 recordings of which none could be used take a twentieth of it. */
const mostBytes = 10e6;
const mostNames = 10_000;

/** Says that something is there, for some seconds. */
export async function announce<K extends keyof Announcements>(
  redis: Redis,
  kind: K,
  name: string,
  what: Announcements[K],
  seconds: number,
): Promise<void> {
  const index = `${keyPrefix}:${kind}`;
  // Whatever else lies there would keep everyone from being found.
  if (!['none', 'set'].includes(await redis.type(index))) await redis.del(index);
  const transaction = redis.multi().sadd(index, name);
  await transaction.set(`${keyPrefix}:${kind}:${name}`, JSON.stringify(what), 'EX', seconds).exec();
}

/** Lets an announcement hold for some seconds from now. */
export async function prolong(redis: Redis, kind: keyof Announcements, name: string, seconds: number): Promise<void> {
  await redis.expire(`${keyPrefix}:${kind}:${name}`, seconds);
}

/** Takes an announcement back. */
export async function withdraw(redis: Redis, kind: keyof Announcements, name: string): Promise<void> {
  await redis.multi().del(`${keyPrefix}:${kind}:${name}`).srem(`${keyPrefix}:${kind}`, name).exec();
}

/** Everything of a kind that is announced. What Redis holds is not believed: whoever can write there may have. */
export async function announced<K extends keyof Announcements>(
  redis: Redis,
  kind: K,
): Promise<Announced<Announcements[K]>> {
  const index = `${keyPrefix}:${kind}`;
  const found: Announced<Announcements[K]> = { present: new Map(), expired: [], bad: [] };
  const count = await redis.scard(index).catch(onlyWrongType);
  if (!(count <= mostNames)) {
    found.bad.push(`${index}: expected a set of at most ${mostNames} names; found ${describe(count)}`);
    return found;
  }
  const names = (await redis.smembers(index)).sort();
  const texts = await Promise.all(names.map((name) => textOf(redis, `${index}:${name}`)));
  for (const [i, name] of names.entries()) {
    const text = texts[i];
    const value = text === undefined ? undefined : readAnnouncement(kind, name, text);
    if (value === undefined) found.expired.push(name);
    else if (typeof value === 'string') {
      found.bad.push(`${index}:${name.slice(0, 100)}: expected ${expected[kind]}; ${value}`);
    } else found.present.set(name, value);
  }
  return found;
}

const expected = { needs: 'what the trials of a queue need', worker: 'the card of a worker' };

/** What lies under a key, or how many bytes too many; undefined where nothing does. */
async function textOf(redis: Redis, key: string): Promise<string | number | undefined> {
  const bytes = await redis.strlen(key).catch(onlyWrongType);
  return bytes === 0 ? undefined : bytes <= mostBytes ? ((await redis.get(key)) ?? undefined) : bytes;
}

/** NaN for another kind of value than the one that was asked for. */
function onlyWrongType(error: Error): number {
  if (!error.message.startsWith('WRONGTYPE')) throw error;
  return Number.NaN;
}

function describe(size: number): string {
  return Number.isNaN(size) ? 'another kind of value' : String(size);
}

/** The announcement, or what is wrong with it. */
function readAnnouncement<K extends keyof Announcements>(
  kind: K,
  name: string,
  text: string | number,
): Announcements[K] | string {
  if (typeof text === 'number') return `found ${describe(text)}${text > 0 ? ' bytes' : ''}`;
  try {
    const value = JSON.parse(text);
    const problem = problemOf(kind === 'needs' ? needsForm : workerCardForm, value);
    if (problem) return problem;
    const own = kind === 'needs' ? queueName(value) : value.name;
    return own === name ? value : `found that of ${own}`;
  } catch (error) {
    return (error as Error).message;
  }
}
