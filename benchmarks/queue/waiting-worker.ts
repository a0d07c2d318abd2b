/** A worker whose trials only wait: `waiting-worker.ts '{ "url", "name", "jobs", "milliseconds" }'`. */
import { setTimeout as sleep } from 'node:timers/promises';
import { openRedis, serveQueues } from '@aver/bench/queue';
import { aResultOf } from './trials.js';

const { url, name, jobs, milliseconds } = JSON.parse(process.argv[2]);
await serveQueues(
  await openRedis(url),
  {
    refusal: async () => undefined,
    async perform({ trial }) {
      await sleep(milliseconds);
      return { result: aResultOf(trial), dispose: async () => {} };
    },
  },
  {
    card: { name, machine: 'benchmark', build: 'benchmark', backends: ['wasm'], data: 'none', jobs },
    signal: new AbortController().signal,
    log: () => {},
  },
);
