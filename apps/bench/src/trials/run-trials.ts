import { existsSync } from 'node:fs';
import type { Executor, TrialRequest } from '../executors/executor.js';
import type { Progress } from '../progress/progress.js';
import type { ResultStore } from './result-store.js';
import type { Trial } from './trial.js';
import type { TrialResult } from './trial-result.js';

/** What became of a list of trials. */
export interface TrialsOutcome {
  /** By key. */
  results: Map<string, TrialResult>;
  failures: Array<{ request: TrialRequest; error: Error }>;
  /** How many results were there already. */
  reused: number;
}

/**
 * Gives the result of every trial: from the store where it is there, else from the executor, stored at once.
 */
export async function runTrials(
  requests: TrialRequest[],
  store: ResultStore,
  executor: Executor,
  progress: Progress,
): Promise<TrialsOutcome> {
  const results = new Map<string, TrialResult>();
  const failures: TrialsOutcome['failures'] = [];
  const missing: TrialRequest[] = [];
  for (const request of requests) {
    const stored = await store.read(request.key);
    const modelThere = !request.modelDirectory || existsSync(request.modelDirectory);
    if (stored && modelThere) results.set(request.key, stored);
    else missing.push(request);
  }
  const reused = results.size;
  if (missing.length === 0) return { results, failures, reused };

  // The longest first, so that no worker is left alone with a long one at the end.
  missing.sort((a, b) => expectedCost(b.trial) - expectedCost(a.trial));
  const total = missing.reduce((sum, { trial }) => sum + expectedCost(trial), 0);
  const done = new Map<string, number>();
  const tell = () => {
    const cost = [...done.values()].reduce((sum, value) => sum + value, 0);
    progress.update(cost / total, `${results.size} of ${requests.length} trials done`);
  };
  const had = reused > 0 ? `, ${reused} done before` : '';
  progress.start(`Training ${missing.length} ${missing.length === 1 ? 'model' : 'models'}${had}`);
  await executor.run(missing, {
    onEpoch({ key, trial }, epochs) {
      done.set(key, (expectedCost(trial) * epochs) / trial.training.epochs);
      tell();
    },
    async onResult({ key, trial }, result) {
      await store.write(result);
      results.set(key, result);
      done.set(key, expectedCost(trial));
      tell();
    },
    onFailure(request, error) {
      failures.push({ request, error });
    },
  });
  progress.finish();
  return { results, failures, reused };
}

/** Roughly how long a trial takes, in seconds for 460 recordings on one core: only the proportions matter. */
function expectedCost({ model, training }: Trial): number {
  const secondsPerEpoch = { cnn2d: model.kind === 'cnn2d' && model.form === 'printed' ? 35 : 12, cnn1d: 1, mlp: 0.02 };
  return training.epochs * secondsPerEpoch[model.kind];
}
