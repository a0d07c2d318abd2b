/**
 * The queue of trials, for programs that put trials into one or serve it, such as its benchmark.
 *
 * @module @aver/bench/queue
 */

export { trialKey } from './compute/trial-key.js';
export { announce, announced } from './queue/announcements.js';
export { type Needs, queueName } from './queue/needs.js';
export { openRedis } from './queue/open-redis.js';
export { type QueueExecutorOptions, queueExecutor } from './queue/queue-executor.js';
export { serveQueues } from './queue/worker/serve-queues.js';
export type { WorkerCard } from './queue/worker-card.js';
export { tableRows } from './rows/table-rows.js';
export { openResultStore } from './runs/result-store.js';
export { runTrials } from './runs/run-trials.js';
export type { TrialRequest } from './runs/trial-request.js';
