import { availableParallelism, totalmem } from 'node:os';

/** One worker process for each core, as long as each has 1 GiB: twice what the printed CNN-2D takes to train. */
export function defaultJobs(): number {
  return Math.max(1, Math.min(availableParallelism(), Math.floor(totalmem() / 2 ** 30)));
}
