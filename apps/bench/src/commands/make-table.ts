import { availableParallelism, totalmem } from 'node:os';
import { relative, resolve } from 'node:path';
import { prepareBackend } from '@aver/backend';
import { CommandError } from '../command-error.js';
import { chooseDataSource, openData } from '../data/data-source.js';
import { type PreparedInputs, prepareInputs } from '../data/prepare-inputs.js';
import type { Executor, TrialRequest } from '../executors/executor.js';
import { localExecutor } from '../executors/local-executor.js';
import type { Experiment } from '../experiments/experiment.js';
import { loadTfjsNode } from '../load-tfjs-node.js';
import { createProgress } from '../progress/progress.js';
import { summarizeRow } from '../tables/summarize-row.js';
import type { TableDocument } from '../tables/table-document.js';
import { countFolds } from '../trials/count-folds.js';
import { planTrials, type TablePlan } from '../trials/plan-trials.js';
import { openResultStore, type ResultStore } from '../trials/result-store.js';
import { runTrials } from '../trials/run-trials.js';
import { trialKey } from '../trials/trial-key.js';
import { createWorkerPool } from '../workers/worker-pool.js';
import type { TableOptions } from './table-options.js';

/**
 * Makes a table: chooses data and backend, computes the inputs, runs the trials that are not stored yet, sums up.
 *
 * @throws CommandError when the user must know; everything computed until then is kept.
 */
export async function makeTable(
  name: string,
  experiments: Experiment[],
  options: TableOptions,
): Promise<TableDocument> {
  const { emotions, recipe } = options;
  const directory = resolve(options.out);
  const source = chooseDataSource(options.data, options.profile === 'quick');
  const backend = await prepareBackend(options.backend, { loadNode: loadTfjsNode });
  const data = await openData(source, emotions);
  const jobs = options.jobs ?? defaultJobs();
  const pool = createWorkerPool(jobs);
  const progress = createProgress();
  const onSignal = interruption(() => pool.close());
  try {
    const store = await openResultStore(directory);
    process.stderr.write(
      `Data: ${data.name} (${source.chosenBy}), ${data.recordings.length} recordings. Backend: ${backend.reason}. Jobs: ${jobs}.\n`,
    );
    return await Promise.race([work(store), onSignal.raised]);
  } finally {
    onSignal.forget();
    progress.finish();
    pool.close();
    await data.close();
  }

  async function work(store: ResultStore): Promise<TableDocument> {
    const specs = uniqueSpecs(experiments.map(({ recipes }) => recipes[recipe].input));
    const inputs = await prepareInputs(source, data, emotions, specs, pool, progress);
    for (const { name, reason } of inputs.leftOut) process.stderr.write(`left out: ${name}: ${reason}\n`);
    const plan: TablePlan = {
      ...options,
      backend: backend.name,
      fingerprint: inputs.fingerprint,
      folds: countFolds(data.name, inputs.names, emotions, options.split),
    };
    const rows = experiments.map((experiment) => ({
      experiment,
      requests: planTrials(experiment, plan).map((trial) => toRequest(trial, inputs, store)),
    }));
    const executor: Executor = localExecutor(pool);
    const requests = rows.flatMap((row) => row.requests);
    const { results, failures } = await runTrials(requests, store, executor, progress);
    if (failures.length > 0) {
      const [{ request, error }] = failures;
      throw new CommandError(
        `${failures.length} of ${requests.length} trials failed (the others are kept); ${request.key}: ${error.message}`,
        1,
        { cause: error },
      );
    }
    const resultsOf = (wanted: TrialRequest[]) => wanted.flatMap(({ key }) => results.get(key) ?? []);
    const [first] = resultsOf(requests);
    return {
      table: name,
      data: {
        name: data.name,
        recordings: inputs.names.length,
        train: first.trainCount,
        test: first.testCount,
        leftOut: inputs.leftOut,
      },
      recipe,
      profile: options.profile,
      split: options.split,
      seeds: options.seeds,
      rows: rows.map((row) => summarizeRow(row.experiment, resultsOf(row.requests))),
      backend: backend.reason,
      results: directory,
      command: commandOf(name, source.kind === 'synthetic' ? 'synthetic' : source.path, options),
    };
  }
}

function toRequest(
  trial: ReturnType<typeof planTrials>[number],
  inputs: PreparedInputs,
  store: ResultStore,
): TrialRequest {
  const key = trialKey(trial);
  // One model of each row is kept, for `predict`: the first seed's, of the first fold.
  const first = trial.seed === 0 && (trial.split.kind === 'random' || trial.split.fold === 0);
  return {
    key,
    trial,
    inputsPath: inputs.path(trial.input),
    modelDirectory: first ? store.modelDirectory(`${trial.model.kind}-${key}`) : undefined,
  };
}

function uniqueSpecs<T>(specs: T[]): T[] {
  return [...new Map(specs.map((spec) => [JSON.stringify(spec), spec])).values()];
}

/** One worker for each core, as long as each has 3 GiB: training the printed CNN-2D in wasm takes more than two. */
function defaultJobs(): number {
  return Math.max(1, Math.min(availableParallelism(), Math.floor(totalmem() / (3 * 2 ** 30))));
}

function commandOf(name: string, data: string, options: TableOptions): string {
  const { recipe, profile, split, seeds, epochs, emotions, backend } = options;
  const parts = ['aver-bench', name, '--data', data === 'synthetic' ? data : relative('.', data) || '.'];
  parts.push('--recipe', recipe, '--profile', profile, '--split', split, '--seeds', String(seeds));
  if (epochs !== undefined) parts.push('--epochs', String(epochs));
  if (emotions.join() !== 'happy,sad,angry,neutral') parts.push('--emotions', emotions.join());
  parts.push('--backend', backend);
  return parts.map((part) => (/^[\w./,:@=+-]+$/.test(part) ? part : `'${part.replaceAll("'", "'\\''")}'`)).join(' ');
}

/** Turns Ctrl-C and a request to end into one clear error, after `stop` has ended what runs. */
function interruption(stop: () => void): { raised: Promise<never>; forget: () => void } {
  let raise: (error: Error) => void;
  const raised = new Promise<never>((_, reject) => {
    raise = reject;
  });
  const onSignal = () => {
    stop();
    raise(new CommandError('interrupted; finished trials are kept, and the same command goes on from there', 130));
  };
  // Not `once`: a listener that is gone by the time ora's own one is called lets that one end the process at once.
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  return {
    raised,
    forget() {
      process.off('SIGINT', onSignal);
      process.off('SIGTERM', onSignal);
    },
  };
}
