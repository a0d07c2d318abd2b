import { setTimeout as sleep } from 'node:timers/promises';
import type { Redis } from 'ioredis';
import type { TrialResult } from '../../src/compute/trial-result.js';
import type { Needs } from '../../src/queue/needs.js';
import { queueExecutor } from '../../src/queue/queue-executor.js';
import type { Performer } from '../../src/queue/worker/performer.js';
import { type ServeOptions, serveQueues } from '../../src/queue/worker/serve-queues.js';
import type { Executor } from '../../src/runs/executor.js';
import type { TrialRequest } from '../../src/runs/trial-request.js';
import { aResult } from '../a-result.js';

/** The needs of the trials of `someRequests`. */
export const someNeeds: Needs = {
  build: 'test',
  backend: 'cpu',
  data: { name: 'made-up', corpus: 'ravdess', fingerprint: 'f', emotions: [], leftOut: [] },
};

/** Trials that differ in their seeds. */
export function someRequests(count: number): TrialRequest[] {
  return Array.from({ length: count }, (_, seed) => {
    const { key, trial } = aResult({ seed });
    return { key, trial, inputsPath: '' };
  });
}

/** What came of a run. */
export interface Collected {
  results: TrialResult[];
  failures: string[];
  epochs: number[];
}

/** Runs requests, and collects what is reported. */
export async function collect(executor: Executor, requests: TrialRequest[]): Promise<Collected> {
  const collected: Collected = { results: [], failures: [], epochs: [] };
  await executor.run(requests, {
    onEpoch: (_, epochs) => collected.epochs.push(epochs),
    onResult: async (_, result) => void collected.results.push(result),
    onFailure: (_, { message }) => collected.failures.push(message),
  });
  return collected;
}

/** An executor that looks often. */
export function quickExecutor(redis: Redis, needs: Needs = someNeeds): Executor {
  return queueExecutor(redis, needs, { secondsBetweenLooks: 0.5 });
}

/** A worker in this process, whose trials give made-up results after a while. */
export interface TestWorker {
  /** Seeds of the trials that it did, in the order in which they were begun. */
  begun: number[];
  lines: string[];
  /** As Ctrl-C does. */
  stop(): Promise<number>;
}

/** Starts such a worker. */
export function startWorker(
  redis: Redis,
  {
    milliseconds = 5,
    name = 'a-worker',
    build = 'test',
    jobs = 2,
    perform,
    ...options
  }: Partial<ServeOptions> & {
    milliseconds?: number;
    name?: string;
    build?: string;
    jobs?: number;
    perform?: (seed: number) => Promise<void>;
  } = {},
): TestWorker {
  const begun: number[] = [];
  const lines: string[] = [];
  const stop = new AbortController();
  const performer: Performer = {
    refusal: async () => undefined,
    async perform({ trial }) {
      begun.push(trial.seed);
      await perform?.(trial.seed);
      await sleep(milliseconds, undefined, { signal: stop.signal });
      return { result: aResult({ seed: trial.seed }), dispose: async () => {} };
    },
  };
  const ended = serveQueues(redis, performer, {
    card: { name, machine: 'a machine', build, backends: ['cpu'], data: 'made-up', jobs },
    signal: stop.signal,
    log: (line) => lines.push(line),
    lease: 1,
    look: 0.1,
    ...options,
  });
  return {
    begun,
    lines,
    stop() {
      stop.abort();
      return ended;
    },
  };
}
