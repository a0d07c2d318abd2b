// A worker in a process of its own, to be killed: `waiting-worker.ts URL MILLISECONDS [SEED]`. Prints the seed of each
// trial; that of the seed fails.
import { openRedis } from '../../src/queue/open-redis.js';
import { startWorker } from './a-queue.js';

const [url, milliseconds, failing] = process.argv.slice(2);
startWorker(await openRedis(url), {
  name: `process-${process.pid}`,
  milliseconds: Number(milliseconds),
  async perform(seed) {
    process.stdout.write(`${seed}\n`);
    if (String(seed) === failing) throw new Error(`seed ${seed}`);
  },
});
