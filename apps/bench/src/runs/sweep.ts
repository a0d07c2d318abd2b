import { resolve } from 'node:path';
import { prepareBackend } from '@aver/backend';
import { type CorpusEmotion, type CorpusName, paperEmotions } from '@aver/ravdess';
import { build } from '../compute/build.js';
import type { InputSpec } from '../compute/input.js';
import type { Trial } from '../compute/trial.js';
import { trialKey } from '../compute/trial-key.js';
import type { TrialResult } from '../compute/trial-result.js';
import { chooseDataSource, openData } from '../inputs/data-source.js';
import { prepareInputs } from '../inputs/prepare-inputs.js';
import { defaultJobs } from '../processes/default-jobs.js';
import { loadTfjsNode } from '../processes/load-tfjs-node.js';
import { createWorkerPool } from '../processes/worker-pool.js';
import type { Progress } from '../terminal/progress.js';
import { localExecutor } from './local-executor.js';
import { openResultStore } from './result-store.js';
import { runTrials } from './run-trials.js';

/** A trial as a caller writes it: data, backend and version are the sweep's. */
export type SweepTrial = Omit<Trial, 'build' | 'data' | 'backend'>;

/** Where a sweep takes its recordings from, what computes, and where results are kept. */
export interface SweepOptions {
  /** Folder or archive of recordings, or `synthetic`. @default AVER_RAVDESS, a fetched archive, else `synthetic` */
  data?: string;
  /** How the recordings are named. @default 'ravdess' */
  corpus?: CorpusName;
  /** The classes, in the order of the models' outputs. @default the paper's four */
  emotions?: readonly CorpusEmotion[];
  /** What computes. @default 'auto' */
  backend?: 'auto' | Trial['backend'];
  /** Worker processes. @default one for each core that has memory enough */
  jobs?: number;
  /** Folder of the results; what is there already is not computed again. @default 'aver-results' */
  out?: string;
  /** Told how far each step is; its methods are those of a progress bar. @default nobody is told */
  progress?: Progress;
}

/**
 * Runs trials in worker processes, each result kept in a file as soon as it is there, so that a stopped sweep goes on
 * where it was. A trial is a function of its JSON: the same one gives the same predictions.
 *
 * @param trials What is to be trained and tested.
 * @returns One result for each trial, in their order.
 * @throws CommandError when the data cannot be used or the folder not written.
 * @throws AggregateError with the error of every trial that failed; the others are kept.
 *
 * @example
 * const results = await sweep([0.001, 0.01].map(trialWithRate), { data: 'synthetic', out: 'rates' });
 * results.map(({ predictions }) => predictions.filter(({ yTrue, yPred }) => yTrue === yPred).length);
 */
export async function sweep(
  trials: readonly SweepTrial[],
  {
    data: path,
    corpus = 'ravdess',
    emotions = paperEmotions,
    backend: wanted = 'auto',
    jobs = defaultJobs(),
    out = 'aver-results',
    progress = silence,
  }: SweepOptions = {},
): Promise<TrialResult[]> {
  const source = chooseDataSource(path, false, corpus);
  const backend = await prepareBackend(wanted, { loadNode: loadTfjsNode });
  const data = await openData(source, emotions);
  const pool = createWorkerPool(jobs);
  try {
    const store = await openResultStore(resolve(out));
    const inputs = await prepareInputs(source, data, emotions, uniqueInputs(trials), pool, progress);
    const requests = trials.map((given) => {
      const { fingerprint } = inputs;
      const trial = {
        ...given,
        build,
        data: { corpus: data.corpus, fingerprint, emotions: [...emotions] },
        backend: backend.name as Trial['backend'],
      };
      return { key: trialKey(trial), trial, inputsPath: inputs.path(trial.input) };
    });
    const once = [...new Map(requests.map((request) => [request.key, request])).values()];
    const { failures } = await runTrials(once, store, localExecutor(pool), progress);
    if (failures.length > 0) {
      throw new AggregateError(
        failures.map(({ error }) => error),
        `sweep: ${failures.length} of ${once.length} trials failed; ${failures[0].error.message}`,
      );
    }
    return await Promise.all(requests.map(async ({ key }) => (await store.read(key)) as TrialResult));
  } finally {
    pool.close();
    await data.close();
  }
}

const silence: Progress = { start() {}, update() {}, finish() {} };

function uniqueInputs(trials: readonly SweepTrial[]): InputSpec[] {
  return [...new Map(trials.map(({ input }) => [JSON.stringify(input), input])).values()];
}
