import { Redis } from 'ioredis';
import { CommandError } from '../terminal/command-error.js';

/** Options of {@link openRedis}. */
export interface OpenRedisOptions {
  /**
   * Seconds without an answer after which a connection counts as cut and is made anew.
   * @default 30
   */
  silence?: number;
}

const secondsToConnect = 10;

/**
 * Connects to a Redis or Valkey. The first connection must succeed; a later one that is lost is made again for as long
 * as it takes, and commands wait for it.
 *
 * @param url `redis://[USER:PASSWORD@]HOST:PORT[/DATABASE]`, `rediss://` for TLS.
 * @throws CommandError in one line without the password: no such URL, nothing there, wrong password, too old.
 */
export async function openRedis(url: string, { silence = 30 }: OpenRedisOptions = {}): Promise<Redis> {
  const shown = withoutPassword(url);
  if (!URL.canParse(url) || !/^rediss?:$/.test(new URL(url).protocol)) {
    throw new CommandError(`--queue: expected redis://HOST:PORT, or rediss:// for TLS; received ${shown}`, 2);
  }
  let usable = false;
  let problem: Error | undefined;
  const redis = new Redis(url, {
    lazyConnect: true,
    connectTimeout: secondsToConnect * 1000,
    socketTimeout: silence * 1000,
    // BullMQ asks for it: a command waits for the next connection.
    maxRetriesPerRequest: null,
    retryStrategy: (times) => (usable ? Math.min(100 * 2 ** times, 5000) : null),
  });
  redis.on('error', (error: Error) => {
    problem ??= error;
  });
  try {
    await within(secondsToConnect, redis.connect());
    refuseOld(await within(secondsToConnect, redis.info()), shown);
  } catch (error) {
    redis.disconnect();
    if (error instanceof CommandError) throw error;
    throw new CommandError(`${shown}: cannot use this queue: ${reasonOf(problem ?? (error as Error))}`, 1, {
      cause: problem ?? error,
    });
  }
  usable = true;
  let connected = true;
  redis.on('reconnecting', () => {
    // Once for each loss, not for each attempt.
    if (connected) process.stderr.write(`${shown}: connection lost; trying again\n`);
    connected = false;
  });
  redis.on('ready', () => {
    connected = true;
    process.stderr.write(`${shown}: connected again\n`);
  });
  return redis;
}

function refuseOld(info: string, shown: string): void {
  const field = (name: string) => new RegExp(`^${name}:(.*?)\\r?$`, 'm').exec(info)?.[1] ?? '';
  const [major, minor] = field('redis_version').split('.').map(Number);
  if (!(major > 6 || (major === 6 && minor >= 2))) {
    throw new CommandError(`${shown}: expected Redis 6.2 or newer, or Valkey; found ${field('redis_version')}`, 1);
  }
  const policy = field('maxmemory_policy');
  if (policy !== '' && policy !== 'noeviction' && field('maxmemory') !== '0') {
    process.stderr.write(`${shown}: maxmemory-policy is ${policy}: trials may be thrown away; noeviction keeps them\n`);
  }
}

function reasonOf(error: Error): string {
  // A name with several addresses gives one error for each.
  const [first] = error instanceof AggregateError ? error.errors : [error];
  return (first as Error).message.replaceAll(/\s+/g, ' ') || (first as NodeJS.ErrnoException).code || 'no reason given';
}

function withoutPassword(url: string): string {
  return url.replace(/\/\/.*@/, '//***@');
}

/** The answer, or an error after so many seconds. */
async function within<T>(seconds: number, answer: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${seconds} s`)), seconds * 1000);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}
