// A worker in a process of its own, to be killed: `waiting-worker.ts URL MILLISECONDS`. Prints the seed of each trial.
import { openRedis } from '../../src/queue/open-redis.js';
import { startWorker } from './a-queue.js';

const [url, milliseconds] = process.argv.slice(2);
startWorker(await openRedis(url), {
  name: `process-${process.pid}`,
  milliseconds: Number(milliseconds),
  perform: async (seed) => void process.stdout.write(`${seed}\n`),
});
