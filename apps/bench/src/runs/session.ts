import { resolve } from 'node:path';
import { type PreparedBackend, prepareBackend } from '@aver/backend';
import type { CorpusEmotion, CorpusName } from '@aver/ravdess';
import type { InputSpec } from '../compute/input.js';
import { chooseDataSource, type Data, type DataSource, openData } from '../inputs/data-source.js';
import { type PreparedInputs, prepareInputs } from '../inputs/prepare-inputs.js';
import { defaultJobs } from '../processes/default-jobs.js';
import { loadTfjsNode } from '../processes/load-tfjs-node.js';
import { createWorkerPool } from '../processes/worker-pool.js';
import { CommandError } from '../terminal/command-error.js';
import { createProgress } from '../terminal/progress.js';
import type { Executor, TrialRequest } from './executor.js';
import { localExecutor } from './local-executor.js';
import { openResultStore, type ResultStore } from './result-store.js';
import { runTrials } from './run-trials.js';

/** What a command that trains is told of data, machine and results. */
export interface SessionOptions {
  data?: string;
  corpus: CorpusName;
  emotions: CorpusEmotion[];
  backend: 'auto' | PreparedBackend['name'];
  jobs?: number;
  /** Folder of the results. */
  out: string;
}

/** Everything at hand that training takes. */
export interface Session {
  source: DataSource;
  data: Data;
  backend: PreparedBackend;
  store: ResultStore;
  /** Computes inputs, and names on stderr what had to be left out. */
  prepare(specs: InputSpec[]): Promise<PreparedInputs>;
  /**
   * Sees to it that the store has every trial's result. Requests for the same trial are one.
   *
   * @param executor Closed with the session. @default worker processes of this machine
   * @throws CommandError when a trial fails; the others are kept.
   */
  run(requests: TrialRequest[], executor?: Executor): Promise<void>;
}

/**
 * Chooses data and backend, opens the store and starts workers as they are needed; afterwards all of it is closed,
 * also on Ctrl-C.
 *
 * @param small Whether the built-in corpus is the small one.
 * @param backend Chosen already; otherwise that of the options is prepared.
 * @throws CommandError when the user must know; everything computed until then is kept.
 */
export async function withSession<T>(
  options: SessionOptions,
  { small, backend: chosen }: { small: boolean; backend?: PreparedBackend },
  work: (session: Session) => Promise<T>,
): Promise<T> {
  const { emotions, jobs = defaultJobs() } = options;
  const source = chooseDataSource(options.data, small, options.corpus);
  const backend = chosen ?? (await prepareBackend(options.backend, { loadNode: loadTfjsNode }));
  const data = await openData(source, emotions);
  const pool = createWorkerPool(jobs);
  const progress = createProgress();
  const onSignal = interruption(() => pool.close());
  let running: Executor | undefined;
  try {
    const store = await openResultStore(resolve(options.out));
    process.stderr.write(
      `Data: ${data.name} (${source.chosenBy}), ${data.recordings.length} recordings. Backend: ${backend.reason}. Jobs: ${jobs}.\n`,
    );
    const session: Session = {
      source,
      data,
      backend,
      store,
      async prepare(specs) {
        const unique = [...new Map(specs.map((spec) => [JSON.stringify(spec), spec])).values()];
        const inputs = await prepareInputs(source, data, emotions, unique, pool, progress);
        for (const { name, reason } of inputs.leftOut) process.stderr.write(`left out: ${name}: ${reason}\n`);
        return inputs;
      },
      async run(requests, executor = localExecutor(pool)) {
        running = executor;
        const once = [...new Map(requests.map((one) => [one.key, one])).values()];
        const { failures } = await runTrials(once, store, executor, progress);
        if (failures.length === 0) return;
        const [{ request, error }] = failures;
        throw new CommandError(
          `${failures.length} of ${once.length} trials failed (the others are kept); ${request.key}: ${error.message}`,
          1,
          { cause: error },
        );
      },
    };
    return await Promise.race([work(session), onSignal.raised]);
  } finally {
    onSignal.forget();
    progress.finish();
    await running?.close();
    pool.close();
    await data.close();
  }
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
