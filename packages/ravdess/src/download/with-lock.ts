import { open, readFile, rm, stat, utimes } from 'node:fs/promises';
import { hostname } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { diskError } from './disk-error.js';

const HEARTBEAT_SECONDS = 2;
// Of a process that cannot be asked: one on another machine that shares the disk.
const STALE_SECONDS = 20;
const POLL_SECONDS = 0.2;

export interface LockOptions {
  /** Called at each look while another process holds the lock. */
  onWait: () => void;
  signal?: AbortSignal;
}

/**
 * Runs a task while no other process runs one under the same lock, which is a file with the holder's name in it.
 *
 * A lock whose holder is dead is taken over. The lock is there to save traffic: in the rare case that two processes
 * take over the same one, both run, and the tasks must bear that.
 *
 * @throws RavdessError (`DISK_FULL`, `UNWRITABLE`) when the lock cannot be made; what the task throws; the signal's
 * reason.
 */
export async function withLock<T>(path: string, { onWait, signal }: LockOptions, task: () => Promise<T>): Promise<T> {
  const isStale = staleness(path);
  while (!(await create(path))) {
    signal?.throwIfAborted();
    if (await isStale()) await rm(path, { force: true });
    else {
      onWait();
      await sleep(POLL_SECONDS * 1000, undefined, { signal }).catch(() => signal?.throwIfAborted());
    }
  }
  const heartbeat = setInterval(() => {
    utimes(path, new Date(), new Date()).catch(() => {}); // Somebody took it away; the task bears that.
  }, HEARTBEAT_SECONDS * 1000).unref();
  try {
    return await task();
  } finally {
    clearInterval(heartbeat);
    await rm(path, { force: true });
  }
}

async function create(path: string): Promise<boolean> {
  try {
    const handle = await open(path, 'wx');
    await handle.writeFile(`${process.pid}@${hostname()}`);
    await handle.close();
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw diskError(error, path);
  }
}

/** Tells whether the lock's holder is dead: by asking the system, or since the heartbeat has stopped. */
function staleness(path: string): () => Promise<boolean> {
  let lastBeat: number | undefined;
  let since = performance.now();
  return async () => {
    try {
      const [pid, host] = (await readFile(path, 'utf8')).split('@');
      if (host === hostname() && !isAlive(Number(pid))) return true;
      // The clocks of two machines may differ: only that the time changes says anything.
      const { mtimeMs } = await stat(path);
      if (mtimeMs !== lastBeat) since = performance.now();
      lastBeat = mtimeMs;
      return performance.now() - since > STALE_SECONDS * 1000;
    } catch {
      return false; // Gone in the meantime: the next attempt to create it tells.
    }
  };
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH'; // EPERM: alive, of another user.
  }
}
