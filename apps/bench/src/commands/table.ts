import type { PreparedBackend } from '@aver/backend';
import { build } from '../compute/build.js';
import type { OneCorpus } from '../compute/corpus-of.js';
import type { TrialResult } from '../compute/trial-result.js';
import { dataArguments } from '../inputs/data-source.js';
import { prepareAppBackend } from '../processes/app-backend.js';
import { loadQueue } from '../queue/load-queue.js';
import type { Needs } from '../queue/needs.js';
import { loadRun } from '../report/load-run.js';
import { sketchRecordings } from '../report/recordings/sketch-recordings.js';
import { writeReport } from '../report/write-report.js';
import type { RowSpec } from '../rows/row-spec.js';
import { chooseRows } from '../rows/table-rows.js';
import type { TableSetting } from '../rows/table-setting.js';
import type { TableName } from '../rows/tables.js';
import type { Executor } from '../runs/executor.js';
import { planTable } from '../runs/plan-table.js';
import type { ResultStore } from '../runs/result-store.js';
import { type Session, type SessionOptions, withSession } from '../runs/session.js';
import { ownSeconds } from '../tables/own-seconds.js';
import { rowRecord, writeRowRecord } from '../tables/row-record.js';
import { tableCommand } from '../tables/table-command.js';
import { type TableDocument, tableDocument } from '../tables/table-document.js';
import { channelText, classText, comparisonText, ensembleText, placeText, tableText } from '../tables/table-text.js';
import { comparability, intervalText, notComparable, tableRemarks, tableTitle } from '../tables/table-title.js';
import { duration } from '../terminal/duration.js';
import { beforePerson } from '../terminal/onlooker.js';
import { outOf } from '../terminal/out-of.js';
import { pasteable } from '../terminal/pasteable.js';

/** The options that the tables share: where and with what, and the setting as it is asked for. */
export interface TableOptions
  extends Omit<SessionOptions, 'backend' | 'small' | 'corpus'>,
    Omit<TableSetting, 'table' | 'backend'> {
  backend: 'auto' | TableSetting['backend'];
  /** Names of rows, where not all are wanted. */
  rows?: string[];
  seeds: number;
  /** Redis whose workers do the trials; absent: this machine does. */
  queue?: string;
  json?: boolean;
}

/** A table that was made, and where. */
interface MadeTable {
  document: TableDocument;
  /** The folder that holds every trial's result. */
  results: ResultStore;
  /** The command that makes the same table again. */
  command: string;
}

/**
 * `aver-bench table2`, `table3`, `ablations` and `enhanced`: makes the table, prints it, for a person or as JSON, and
 * leaves a report of all that its folder holds.
 */
export async function table(name: TableName, options: TableOptions): Promise<void> {
  return printTable(name, chooseRows(name, options.rows), options);
}

/**
 * Makes a table of these rows, prints it and leaves a report.
 *
 * @param own The command of an experiment, whose only row has no other.
 */
export async function printTable(name: TableName, rows: RowSpec[], options: TableOptions, own?: string): Promise<void> {
  const { document, results, command } = await makeTable(name, rows, options, own);
  const report = await writeReport(results, await loadRun(results.directory));
  if (options.json) {
    const printed = { ...document, seeds: options.seeds, command, results: results.directory, report };
    process.stdout.write(`${JSON.stringify(printed)}\n`);
  } else {
    const again = pasteable(`${command}${outOf(results.directory)}`);
    const { isTTY, columns } = process.stdout;
    if (isTTY && columns < 80) {
      process.stderr.write(`The tables take 80 columns; this terminal has ${columns}, and breaks their lines.\n`);
    }
    process.stdout.write(`\n${forPeople(document, results)}\nAgain: ${again}\nReport: ${report}\n`);
  }
}

/** Chooses data and backend, computes the inputs, runs the trials that are not stored yet, sums up. */
async function makeTable(
  name: TableName,
  rows: RowSpec[],
  options: TableOptions,
  own: string | undefined,
): Promise<MadeTable> {
  const queue = options.queue === undefined ? undefined : await openQueue(options.queue);
  try {
    const backend = await chooseBackend(options);
    const chosen = { ...options, small: options.profile === 'quick', backend };
    return await beforePerson((onlooker) => withSession(chosen, onlooker, work));
  } finally {
    queue?.close();
  }

  async function work(session: Session): Promise<MadeTable> {
    const { source, data, backend, store } = session;
    const { recipe, profile, split, testFraction, folds, epochs, emotions, auxiliary, corpus, seeds } = options;
    const { channels, modality, labels } = options;
    const setting: TableSetting = {
      ...{ table: name, recipe, profile, split, testFraction, epochs, emotions, corpus },
      ...(channels && { channels }),
      ...(modality && { modality }),
      ...(labels && { labels }),
      ...(auxiliary && { auxiliary }),
      ...(folds && { folds }),
      backend: backend.name,
    };
    const { inputs, rows: planned } = await planTable(session, setting, rows, seeds);
    const records = planned.map(({ row, requests }, i) => {
      const experiment = own === undefined ? undefined : { recipe: rows[i].recipes[recipe], command: own };
      return rowRecord({ setting, row, seeds, source, data, inputs, requests, own: experiment });
    });
    for (const record of records) await writeRowRecord(store, record);
    const { fingerprint } = inputs;
    await sketchRecordings(store, data, fingerprint);
    const requests = planned.flatMap((row) => row.requests);
    const leftOut = data.recordings.map(({ name }) => name).filter((name) => !inputs.names.includes(name));
    const needed = {
      name: data.name,
      corpus: corpus as OneCorpus,
      ...(labels && { labels }),
      ...(auxiliary && { auxiliary }),
      channels,
      modality,
      fingerprint,
      emotions,
      leftOut,
    };
    await session.run(requests, queue?.executor({ build, backend: backend.name, data: needed }));
    const results = new Map<string, TrialResult | undefined>();
    for (const { key } of requests) results.set(key, await store.read(key));
    return {
      document: tableDocument(records, (key) => results.get(key)),
      results: store,
      command: own ?? tableCommand(setting, { data: dataArguments(source), rows: options.rows, seeds }),
    };
  }
}

/** The workers of a queue. */
async function openQueue(url: string): Promise<{ executor(needs: Needs): Executor; close(): void }> {
  const { openRedis, queueExecutor } = await loadQueue(async () => ({
    ...(await import('../queue/open-redis.js')),
    ...(await import('../queue/queue-executor.js')),
  }));
  const redis = await openRedis(url);
  return { executor: (needs) => queueExecutor(redis, needs), close: () => redis.disconnect() };
}

/** What computes: with a queue this machine need not have the backend that is asked for. */
async function chooseBackend({ backend, queue }: TableOptions): Promise<PreparedBackend> {
  if (queue === undefined || backend === 'auto') return prepareAppBackend(backend);
  return { name: backend, reason: `${backend}, on the workers of the queue` };
}

function forPeople(document: TableDocument, results: ResultStore): string {
  const seconds = document.rows.reduce((sum, row) => sum + ownSeconds(row, document), 0);
  const ensembles = ensembleText(document);
  const places = notComparable(document) ? '' : placeText(document);
  const channels = channelText(document);
  return [
    tableTitle(document),
    '',
    tableText(document),
    '',
    `Intervals: 95 %, ${intervalText(document)}. The trials took ${duration(seconds)}, one after the other.`,
    ...(places ? ['', 'A printed number is one run. Where it lies among ours (95 %):', places] : []),
    ...(channels ? ['', 'Accuracy of spoken and of sung recordings:', channels] : []),
    ...(document.comparisons.length > 0
      ? ['', `Each row against ${document.comparisons[0].reference}:`, comparisonText(document)]
      : []),
    ...(ensembles ? ['', 'All seeds asked together, the mean of their probabilities:', ensembles] : []),
    '',
    ...document.rows.flatMap((row) => [classText(row), '']),
    ...comparability(document),
    ...tableRemarks(document),
    `Results and models: ${results.directory}`,
  ].join('\n');
}
