import { resolve } from 'node:path';
import type { BackendName, PreparedBackend } from '@aver/backend';
import type { ModelInputSpec } from '@aver/spectrogram';
import type { CorpusId } from '../compute/corpus-of.js';
import { learnedLabels } from '../compute/learned-labels.js';
import {
  type Choice,
  chooseDataSource,
  countChannels,
  type Data,
  type DataSource,
  openData,
} from '../inputs/data-source.js';
import { prepareAppBackend } from '../processes/app-backend.js';
import { createWorkerPool, defaultJobs } from '../processes/worker-pool.js';
import { requireEmotions } from '../rows/count-folds.js';
import { CommandError } from '../terminal/command-error.js';
import type { Onlooker } from '../terminal/onlooker.js';
import type { Executor } from './executor.js';
import { localExecutor } from './local-executor.js';
import { type PreparedInputs, prepareInputs } from './prepare-inputs.js';
import { openResultStore, type ResultStore } from './result-store.js';
import { runTrials } from './run-trials.js';
import type { TrialRequest } from './trial-request.js';

/** Where recordings come from, what computes, and where results are kept. */
export interface SessionOptions extends Choice {
  /** Folders and archives of recordings, or `synthetic`. @default AVER_RAVDESS, fetched archives, else `synthetic` */
  data?: string | readonly string[];
  /** How the recordings are named. */
  corpus: CorpusId;
  /** Folders and archives of the recordings that are tested, where `corpus` is `A to B` and `data` is learned from. */
  testData?: readonly string[];
  /** The classes, in the order of the models' outputs. */
  emotions: string[];
  /** Whether the built-in corpus is the small one. @default false */
  small?: boolean;
  /** What computes, by name, or prepared already. */
  backend: 'auto' | BackendName | PreparedBackend;
  /** Worker processes. @default one for each core that has memory enough */
  jobs?: number;
  /** Folder of the results; what is there already is not computed again. */
  out: string;
  /** Whether recordings that cannot be used end the run, in place of being left out. @default false */
  strict?: boolean;
}

/** Everything at hand that training takes. */
export interface Session {
  source: DataSource;
  data: Data;
  backend: PreparedBackend;
  store: ResultStore;
  /** Computes inputs, and says what had to be left out. */
  prepare(specs: ModelInputSpec[]): Promise<PreparedInputs>;
  /**
   * Sees to it that the store has every trial's result. Requests for the same trial are one.
   *
   * @param executor Closed with the session. @default worker processes of this machine
   * @throws AggregateError with the error of every trial that failed; the others are kept.
   */
  run(requests: TrialRequest[], executor?: Executor): Promise<void>;
}

/**
 * The one way in which trials are run: chooses data and backend, opens the store and starts workers as they are needed;
 * afterwards all of it is closed, also when the onlooker ends it.
 *
 * @throws CommandError when the data cannot be used or the folder not written; what was computed until then is kept.
 */
export async function withSession<T>(
  options: SessionOptions,
  { progress, say, signal }: Onlooker,
  work: (session: Session) => Promise<T>,
): Promise<T> {
  const { emotions, auxiliary, jobs = defaultJobs(), backend: wanted } = options;
  const source = chooseDataSource(options.data, options.small ?? false, options.corpus, {
    ...(options.channels && { channels: options.channels }),
    ...(options.modality && { modality: options.modality }),
    ...(options.labels && { labels: options.labels }),
    ...(options.auxiliary && { auxiliary: options.auxiliary }),
    ...(options.testData && { testData: options.testData }),
  });
  const backend = typeof wanted === 'string' ? await prepareAppBackend(wanted) : wanted;
  const data = await openData(source, emotions);
  const pool = createWorkerPool(jobs);
  let running: Executor | undefined;
  try {
    // Before anything is computed of them.
    requireEmotions(data.name, learnedLabels({ emotions, auxiliary }), data.recordings);
    const store = await openResultStore(resolve(options.out));
    const channels = countChannels(data.recordings.map(({ fields }) => fields));
    const parts = channels ? ` (${channels.speech} spoken, ${channels.song} sung)` : '';
    const count = `${data.recordings.length} recordings${parts}`;
    say(`Data: ${data.name} (${source.chosenBy}), ${count}. Backend: ${backend.reason}. Jobs: ${jobs}.`);
    const session: Session = {
      source,
      data,
      backend,
      store,
      async prepare(specs) {
        const unique = [...new Map(specs.map((spec) => [JSON.stringify(spec), spec])).values()];
        const inputs = await prepareInputs(source, data, emotions, unique, pool, progress);
        const { leftOut, names } = inputs;
        for (const { name, reason } of leftOut) say(`left out: ${name}: ${reason}`);
        if (leftOut.length > 0) say(`left out: ${leftOut.length}; used: ${names.length} recordings`);
        if (options.strict && leftOut.length > 0) {
          throw new CommandError(
            `${data.name}: --strict: ${leftOut.length} recordings cannot be used, as told above`,
            2,
          );
        }
        return inputs;
      },
      async run(requests, executor = localExecutor(pool)) {
        running = executor;
        const once = [...new Map(requests.map((one) => [one.key, one])).values()];
        const { failures } = await runTrials(once, store, executor, progress);
        if (failures.length === 0) return;
        const [{ request, error }] = failures;
        throw new AggregateError(
          failures.map((one) => one.error),
          `${failures.length} of ${once.length} trials failed (the others are kept); ${request.key}: ${error.message}`,
        );
      },
    };
    return await unlessEnded(work(session), signal);
  } finally {
    // What the work still waits for fails once its workers are gone.
    pool.close();
    await running?.close();
    await data.close();
  }
}

/** The work's outcome, or the signal's reason as soon as that comes. */
function unlessEnded<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return work;
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(signal.reason);
    if (signal.aborted) onAbort();
    signal.addEventListener('abort', onAbort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}
