import { availableParallelism, cpus, hostname, totalmem } from 'node:os';
import type { BackendName } from '@aver/backend';
import { build } from '../compute/build.js';
import { chooseDataSource, type DataSource } from '../inputs/data-source.js';
import { prepareAppBackend } from '../processes/app-backend.js';
import { createWorkerPool, defaultJobs } from '../processes/worker-pool.js';
import { openRedis } from '../queue/open-redis.js';
import { serveQueues } from '../queue/worker/serve-queues.js';
import { trialPerformer } from '../queue/worker/trial-performer.js';
import { CommandError } from '../terminal/command-error.js';
import { printable } from '../terminal/printable.js';
import { createProgress } from '../terminal/progress.js';

/** Options of `aver-bench worker`. */
export interface WorkerOptions {
  queue: string;
  jobs?: number;
  data?: string[];
  backend: 'auto' | BackendName;
  lease: number;
}

/** `aver-bench worker`: does trials of a queue until it is told to stop; what it is at then is given back. */
export async function worker({ queue, jobs = defaultJobs(), data, backend, lease }: WorkerOptions): Promise<void> {
  const sources = chooseSources(data);
  const redis = await openRedis(queue, { silence: lease / 3 });
  const backends = await workingBackends(backend);
  const pool = createWorkerPool(jobs);
  const stop = new AbortController();
  const onSignal = () => {
    // The second time at once, whatever Redis does.
    if (stop.signal.aborted) process.exit(130);
    stop.abort();
    pool.close();
    setTimeout(() => process.exit(130), secondsToGiveBack * 1000).unref();
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  const log = (line: string) => process.stderr.write(`${new Date().toISOString().slice(11, 19)} ${printable(line)}\n`);

  const card = {
    name: `${hostname()}-${process.pid}`,
    machine: `${cpus()[0]?.model ?? 'unknown processor'} x ${availableParallelism()}, ${Math.round(totalmem() / 2 ** 30)} GiB, ${process.platform}, Node ${process.version}`,
    build,
    backends,
    data: sources.map((source) => (source.kind === 'path' ? source.paths.join(' + ') : 'synthetic'))[0],
    jobs,
  };
  process.stderr.write(
    `Worker ${card.name}: ${jobs} ${jobs === 1 ? 'job' : 'jobs'}; backends: ${backends.join(', ')}; data: ${card.data}; version ${build}. Ctrl-C ends it.\n`,
  );
  const performer = trialPerformer({ sources, backends, pool, progress: createProgress() });
  const returned = await serveQueues(redis, performer, { card, lease, log, signal: stop.signal });
  const given = returned === 0 ? 'no trial was running' : `${returned} running trials were given back`;
  throw new CommandError(`interrupted; ${returned === 1 ? 'the running trial was given back' : given}`, 130);
}

const secondsToGiveBack = 5;

/** The recordings that were named, and the built-in ones, which are everywhere. */
function chooseSources(data: string[] | undefined): DataSource[] {
  const chosen = chooseDataSource(data, true);
  const chosenBy = 'built in';
  const builtIn = [true, false].map((small) => ({ kind: 'synthetic' as const, small, chosenBy }));
  return chosen.kind === 'synthetic' ? builtIn : [chosen, ...builtIn];
}

async function workingBackends(wanted: 'auto' | BackendName): Promise<BackendName[]> {
  if (wanted !== 'auto') return [(await prepareAppBackend(wanted)).name];
  const { name } = await prepareAppBackend('auto');
  const slower: BackendName[] = ['node', 'wasm', 'cpu'];
  return slower.slice(slower.indexOf(name));
}
