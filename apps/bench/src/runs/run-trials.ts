import { existsSync } from 'node:fs';
import type { Trial } from '../compute/trial.js';
import type { Progress } from '../terminal/progress.js';
import type { Executor } from './executor.js';
import type { ResultStore } from './result-store.js';
import type { TrialRequest } from './trial-request.js';

/** What became of a list of trials. */
export interface TrialsOutcome {
  /** Keys of the trials whose results are in the store: thousands of results would fill the memory. */
  finished: Set<string>;
  failures: Array<{ request: TrialRequest; error: Error }>;
  /** How many results were there already. */
  reused: number;
}

/**
 * Sees to it that the store has the result of every trial: what it has not comes from the executor, stored at once.
 */
export async function runTrials(
  requests: TrialRequest[],
  store: ResultStore,
  executor: Executor,
  progress: Progress,
): Promise<TrialsOutcome> {
  const finished = new Set<string>();
  const failures: TrialsOutcome['failures'] = [];
  const missing: TrialRequest[] = [];
  for (const request of requests) {
    const stored = await store.read(request.key);
    const modelThere = !request.modelDirectory || existsSync(request.modelDirectory);
    if (stored && modelThere) finished.add(request.key);
    else missing.push(request);
  }
  const reused = finished.size;
  if (missing.length === 0) return { finished, failures, reused };

  // The longest first, so that no worker is left alone with a long one at the end.
  missing.sort((a, b) => expectedCost(b.trial) - expectedCost(a.trial));
  const total = missing.reduce((sum, { trial }) => sum + expectedCost(trial), 0);
  const done = new Map<string, number>();
  let cost = 0;
  // Done in an earlier run, and no measure of how fast this one is.
  let before = 0;
  const started = performance.now();
  const advance = (key: string, value: number) => {
    cost += value - (done.get(key) ?? 0);
    done.set(key, value);
    const seconds = (performance.now() - started) / 1000;
    const left = cost - before > 0.02 * total ? (seconds * (total - cost)) / (cost - before) : null;
    progress.update(cost / total, `${finished.size} of ${requests.length} trials done`, left);
  };
  const had = reused > 0 ? `, ${reused} done before` : '';
  progress.start(`Training ${missing.length} ${missing.length === 1 ? 'model' : 'models'}${had}`);
  await executor.run(missing, {
    onEpoch({ key, trial }, epochs) {
      const value = (expectedCost(trial) * epochs) / trial.training.epochs;
      if (!done.has(key) && epochs > 1) before += value;
      advance(key, value);
    },
    async onResult({ key, trial }, result) {
      await store.write(result);
      finished.add(key);
      advance(key, expectedCost(trial));
    },
    onFailure(request, error) {
      failures.push({ request, error });
    },
  });
  progress.finish();
  return { finished, failures, reused };
}

/** Roughly how long a trial takes, in seconds for 460 recordings on one core: only the proportions matter. */
function expectedCost({ model, training }: Trial): number {
  const secondsPerEpoch = {
    cnn2d: model.kind === 'cnn2d' && model.form === 'printed' ? 35 : 12,
    cnn1d: 1,
    mlp: 0.02,
    'spectrogram-cnn': 4,
    'voice-network': 0.1,
    svm: 1,
    knn: 0.1,
  };
  return training.epochs * secondsPerEpoch[model.kind];
}
