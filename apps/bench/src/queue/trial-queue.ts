import { type JobsOptions, Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import type { Trial } from '../compute/trial.js';
import type { TrialRequest } from '../runs/trial-request.js';
import { secondsKept } from './announcements.js';
import { keyPrefix } from './needs.js';

/** What a job carries. */
export interface TrialJob {
  trial: Trial;
  /** Whether the trained model is wanted too. */
  keepModel: boolean;
}

const jobOptions: JobsOptions = {
  // A trial that fails may have met a bad machine: it is tried again, twice, after what waits. Not after some time, which
  // the clock of the machine that it failed on would tell: where that is hours ahead, so long would it lie.
  attempts: 3,
  removeOnComplete: { age: secondsKept },
  removeOnFail: { age: secondsKept },
  stackTraceLimit: 1,
};

/** Opens a queue of trials. */
export function openTrialQueue(redis: Redis, name: string): Queue<TrialJob> {
  const queue = new Queue<TrialJob>(name, { connection: redis, prefix: keyPrefix, skipMetasUpdate: true });
  // The connection tells of its troubles itself.
  queue.on('error', () => {});
  return queue;
}

/** The job that gives what is requested: the trial's key, so that whoever asks for the same meets the same job. */
export function jobIdOf({ key, modelDirectory }: TrialRequest): string {
  return modelDirectory ? `${key}-model` : key;
}

/** The job of a request, to be added. */
export function jobOf(request: TrialRequest): { name: string; data: TrialJob; opts: JobsOptions } {
  const { trial, modelDirectory } = request;
  const data = { trial, keepModel: modelDirectory !== undefined };
  return { name: trial.model.kind, data, opts: { ...jobOptions, jobId: jobIdOf(request) } };
}
