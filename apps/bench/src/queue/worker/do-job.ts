import { type Job, UnrecoverableError } from 'bullmq';
import type { Redis } from 'ioredis';
import { trialKey } from '../../compute/trial-key.js';
import { prolong, secondsKept } from '../announcements.js';
import type { Needs } from '../needs.js';
import { parcelKey, sendParcel } from '../parcel.js';
import { patiently } from '../patiently.js';
import type { TrialJob } from '../trial-queue.js';
import { dropJob } from './drop-broken-jobs.js';
import { CannotServe, type Performer } from './performer.js';
import type { ServedQueue } from './served-queues.js';
import { trialProblem } from './trial-problem.js';

/** What became of a job in this worker's hands. */
export type JobOutcome =
  | { kind: 'done' }
  /** It was done before by someone who could not say so any more. */
  | { kind: 'found' }
  | { kind: 'failed'; reason: string }
  /** It waits again, for another worker. */
  | { kind: 'returned'; reason: string };

const millisecondsBetweenProgress = 5000;

/**
 * Does a job to its end, and says so in Redis. The result is sent before the job is closed: whatever is cut off in
 * between leaves either a job that someone does again, or a result.
 *
 * @param stopped Whether this worker is ending, so that a failure says nothing of the trial.
 */
export async function doJob(
  redis: Redis,
  performer: Performer,
  { name, needs, worker }: ServedQueue,
  job: Job<TrialJob>,
  stopped: () => boolean,
): Promise<JobOutcome> {
  const id = job.id as string;
  const token = job.token as string;
  try {
    // Too many workers went silent over it.
    if (job.deferredFailure) throw new UnrecoverableError(job.deferredFailure);
    if ((await redis.exists(parcelKey(id))) === 1) {
      await job.moveToCompleted(null, token, false);
      return { kind: 'found' };
    }
    const { result, modelDirectory, dispose } = await performer.perform(checked(job, needs), needs, progressOf(job));
    try {
      await patiently(() => sendParcel(redis, id, result, modelDirectory));
    } finally {
      await dispose();
    }
    await prolong(redis, 'needs', name, secondsKept);
    await job.moveToCompleted(null, token, false);
    return { kind: 'done' };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    if (error instanceof BrokenJob) {
      // Not failed: that would be said of the trial that somebody wrote over.
      await dropJob(redis, worker, id);
      return { kind: 'failed', reason };
    }
    if (stopped() || error instanceof CannotServe) {
      await job.moveToWait(token);
      return { kind: 'returned', reason };
    }
    await job.moveToFailed(error as Error, token, false);
    return { kind: 'failed', reason };
  }
}

/** What a job carries is not the trial that its name says; its coordinator, if it has one, asks again. */
class BrokenJob extends Error {}

/** What a job carries, as it may have been written by anybody. */
function checked({ id, data }: Job<unknown>, needs: Needs): TrialJob {
  const { trial, keepModel } = (data ?? {}) as Partial<TrialJob>;
  const problem = trialProblem(trial, needs);
  if (problem || !trial) throw new BrokenJob(`expected a trial; ${problem}`);
  const own = `${trialKey(trial)}${keepModel ? '-model' : ''}`;
  if (id !== own) throw new BrokenJob(`expected trial ${id}; found ${own}`);
  return { trial, keepModel: keepModel === true };
}

/** Tells of epochs now and then: each time is a write in Redis, and a message to every coordinator. */
function progressOf(job: Job<TrialJob>): (epochs: number) => void {
  let last = performance.now();
  return (epochs) => {
    if (performance.now() - last < millisecondsBetweenProgress) return;
    last = performance.now();
    job.updateProgress(epochs).catch(() => {});
  };
}
