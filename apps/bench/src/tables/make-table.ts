import { type PreparedBackend, prepareBackend } from '@aver/backend';
import { dataArgument, tableCommand } from '../commands/table-command.js';
import type { TableOptions } from '../commands/table-options.js';
import { build } from '../compute/build.js';
import type { TrialResult } from '../compute/trial-result.js';
import { loadTfjsNode } from '../processes/load-tfjs-node.js';
import { openRedis } from '../queue/open-redis.js';
import { queueExecutor } from '../queue/queue-executor.js';
import { sketchRecordings } from '../report/recordings/sketch-recordings.js';
import { countFolds } from '../rows/count-folds.js';
import type { Experiment } from '../rows/experiment.js';
import { planTrials, type TablePlan } from '../rows/plan-trials.js';
import { type TableName, tables } from '../rows/tables.js';
import type { ResultStore } from '../runs/result-store.js';
import { type Session, withSession } from '../runs/session.js';
import { trialRequest } from '../runs/trial-request.js';
import { CommandError } from '../terminal/command-error.js';
import { rowRecord } from './new-row-record.js';
import { writeRowRecord } from './row-record.js';
import { type TableDocument, tableDocument } from './table-document.js';

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
  const redis = options.queue === undefined ? undefined : await openRedis(options.queue);
  try {
    const backend = await chooseBackend(options);
    return await withSession(options, { small: options.profile === 'quick', backend }, work);
  } finally {
    redis?.disconnect();
  }

  async function work({ source, data, backend, store, prepare, run }: Session): Promise<MadeTable> {
    const inputs = await prepare(experiments.map(({ recipes }) => recipes[recipe].input));
    const plan: TablePlan = {
      ...options,
      backend: backend.name,
      corpus: data.corpus,
      fingerprint: inputs.fingerprint,
      folds: countFolds(data.name, data.corpus, inputs.items, emotions, options.split),
    };
    const rows = experiments.map((experiment) => ({
      experiment,
      requests: planTrials(experiment, plan).map((trial) => trialRequest(trial, inputs, store)),
    }));
    const dataPath = dataArgument(source);
    const planned = { ...options, backend: backend.name };
    const records = rows.map(({ experiment: { row }, requests }) =>
      rowRecord({ table: name, row, options: planned, source, data, inputs, requests }),
    );
    for (const record of records) await writeRowRecord(store, record);
    await sketchRecordings(store, data, inputs.fingerprint);
    const requests = rows.flatMap((row) => row.requests);
    const leftOut = data.recordings.map(({ name }) => name).filter((name) => !inputs.names.includes(name));
    const { fingerprint } = inputs;
    const needed = { name: data.name, corpus: data.corpus, fingerprint, emotions, leftOut };
    await run(requests, redis && queueExecutor(redis, { build, backend: backend.name, data: needed }));
    const results = new Map<string, TrialResult | undefined>();
    for (const { key } of requests) results.set(key, await store.read(key));
    return {
      table: tableDocument(records, (key) => results.get(key)),
      results: store,
      // The backend that was chosen, not `auto`: elsewhere that may be another one, with other bits.
      command: tableCommand(name, dataPath, planned),
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
