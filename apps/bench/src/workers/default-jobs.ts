import { availableParallelism, totalmem } from 'node:os';

/** One worker process for each core, as long as each has 3 GiB: training the printed CNN-2D in wasm takes over two. */
export function defaultJobs(): number {
  return Math.max(1, Math.min(availableParallelism(), Math.floor(totalmem() / (3 * 2 ** 30))));
}
