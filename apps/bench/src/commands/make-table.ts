import { relative, resolve } from 'node:path';
import { type PreparedBackend, prepareBackend } from '@aver/backend';
import { build } from '../build.js';
import { CommandError } from '../command-error.js';
import { chooseDataSource, openData } from '../data/data-source.js';
import { type PreparedInputs, prepareInputs } from '../data/prepare-inputs.js';
import type { Executor, TrialRequest } from '../executors/executor.js';
import { localExecutor } from '../executors/local-executor.js';
import { queueExecutor } from '../executors/queue-executor.js';
import type { Experiment } from '../experiments/experiment.js';
import { type TableName, tables } from '../experiments/tables.js';
import { loadTfjsNode } from '../load-tfjs-node.js';
import { createProgress } from '../progress/progress.js';
import { openRedis } from '../queue/open-redis.js';
import { sketchRecordings } from '../report/recordings/sketch-recordings.js';
import { type RowRecord, writeRowRecord } from '../tables/row-record.js';
import { type TableDocument, tableDocument } from '../tables/table-document.js';
import { countFolds } from '../trials/count-folds.js';
import { planTrials, type TablePlan } from '../trials/plan-trials.js';
import { openResultStore, type ResultStore } from '../trials/result-store.js';
import { runTrials } from '../trials/run-trials.js';
import { trialKey } from '../trials/trial-key.js';
import type { TrialResult } from '../trials/trial-result.js';
import { defaultJobs } from '../workers/default-jobs.js';
import { createWorkerPool } from '../workers/worker-pool.js';
import type { TableOptions } from './table-options.js';

/** A table that was made, and where. */
export interface MadeTable {
  table: TableDocument;
  /** The folder that holds every trial's result. */
  results: ResultStore;
  /** The command that makes the same table again. */
  command: string;
}

/**
 * Makes a table: chooses data and backend, computes the inputs, runs the trials that are not stored yet, sums up.
 *
 * @throws CommandError when the user must know; everything computed until then is kept.
 */
export async function makeTable(name: TableName, options: TableOptions): Promise<MadeTable> {
  const { emotions, recipe } = options;
  const experiments = chooseRows(name, options.rows);
  const directory = resolve(options.out);
  const source = chooseDataSource(options.data, options.profile === 'quick', options.corpus);
  const redis = options.queue === undefined ? undefined : await openRedis(options.queue);
  const backend = await chooseBackend(options);
  const data = await openData(source, emotions);
  const jobs = options.jobs ?? defaultJobs();
  const pool = createWorkerPool(jobs);
  const progress = createProgress();
  const onSignal = interruption(() => pool.close());
  let executor: Executor = localExecutor(pool);
  try {
    const store = await openResultStore(directory);
    process.stderr.write(
      `Data: ${data.name} (${source.chosenBy}), ${data.recordings.length} recordings. Backend: ${backend.reason}. Jobs: ${jobs}.\n`,
    );
    return await Promise.race([work(store), onSignal.raised]);
  } finally {
    onSignal.forget();
    progress.finish();
    await executor.close();
    redis?.disconnect();
    pool.close();
    await data.close();
  }

  async function work(store: ResultStore): Promise<MadeTable> {
    const specs = uniqueSpecs(experiments.map(({ recipes }) => recipes[recipe].input));
    const inputs = await prepareInputs(source, data, emotions, specs, pool, progress);
    for (const { name, reason } of inputs.leftOut) process.stderr.write(`left out: ${name}: ${reason}\n`);
    const plan: TablePlan = {
      ...options,
      backend: backend.name,
      corpus: data.corpus,
      fingerprint: inputs.fingerprint,
      folds: countFolds(data.name, data.corpus, inputs.items, emotions, options.split),
    };
    const rows = experiments.map((experiment) => ({
      experiment,
      requests: planTrials(experiment, plan).map((trial) => toRequest(trial, inputs, store)),
    }));
    if (redis) {
      const leftOut = data.recordings.map(({ name }) => name).filter((name) => !inputs.names.includes(name));
      const { fingerprint } = inputs;
      const needed = { name: data.name, corpus: data.corpus, fingerprint, emotions, leftOut };
      executor = queueExecutor(redis, { build, backend: backend.name, data: needed });
    }
    const dataPath = source.kind === 'synthetic' ? 'synthetic' : source.path;
    const records = rows.map(
      ({ experiment: { row }, requests }): RowRecord => ({
        table: name,
        row,
        recipe,
        profile: options.profile,
        split: options.split,
        testFraction: options.testFraction,
        epochs: options.epochs,
        emotions,
        data: {
          name: data.name,
          corpus: data.corpus,
          chosenBy: source.chosenBy,
          fingerprint: inputs.fingerprint,
          recordings: inputs.names.length,
          duplicates: inputs.duplicates,
          leftOut: inputs.leftOut,
        },
        backend: backend.name,
        build,
        trials: requests.map(({ key }) => key),
        command: commandOf(name, dataPath, { ...options, backend: backend.name, rows: [row] }),
      }),
    );
    for (const record of records) await writeRowRecord(store, record);
    await sketchRecordings(store, data, inputs.fingerprint);
    // Two rows of a table may be the same trials under two names.
    const requests = [...new Map(rows.flatMap((row) => row.requests).map((one) => [one.key, one])).values()];
    const { failures } = await runTrials(requests, store, executor, progress);
    if (failures.length > 0) {
      const [{ request, error }] = failures;
      throw new CommandError(
        `${failures.length} of ${requests.length} trials failed (the others are kept); ${request.key}: ${error.message}`,
        1,
        { cause: error },
      );
    }
    const results = new Map<string, TrialResult | undefined>();
    for (const { key } of requests) results.set(key, await store.read(key));
    return {
      table: tableDocument(records, (key) => results.get(key)),
      results: store,
      // The backend that was chosen, not `auto`: elsewhere that may be another one, with other bits.
      command: commandOf(name, dataPath, { ...options, backend: backend.name }),
    };
  }
}

/** What computes: with a queue this machine need not have the backend that is asked for. */
async function chooseBackend({ backend, queue }: TableOptions): Promise<PreparedBackend> {
  if (queue === undefined || backend === 'auto') return prepareBackend(backend, { loadNode: loadTfjsNode });
  return { name: backend, reason: `${backend}, on the workers of the queue` };
}

/** The rows asked for, or all. */
function chooseRows(name: TableName, wanted: string[] | undefined): Experiment[] {
  const { rows } = tables[name];
  const unknown = wanted?.find((one) => !rows.some(({ row }) => row === one));
  if (unknown !== undefined) {
    throw new CommandError(`--rows: expected some of ${rows.map(({ row }) => row).join('; ')}; received ${unknown}`, 2);
  }
  return wanted ? rows.filter(({ row }) => wanted.includes(row)) : rows;
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

function commandOf(name: string, data: string, options: Omit<TableOptions, 'backend'> & { backend: string }): string {
  const { rows, corpus, recipe, profile, split, seeds, epochs, emotions, backend } = options;
  const parts = ['aver-bench', name, '--data', data === 'synthetic' ? data : relative('.', data) || '.'];
  if (corpus !== 'ravdess') parts.push('--corpus', corpus);
  if (rows) parts.push('--rows', rows.join(';'));
  parts.push('--recipe', recipe, '--profile', profile, '--split', split, '--seeds', String(seeds));
  if (options.testFraction !== undefined) parts.push('--test-fraction', String(options.testFraction));
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
