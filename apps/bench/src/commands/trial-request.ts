import type { PreparedInputs } from '../data/prepare-inputs.js';
import type { TrialRequest } from '../executors/executor.js';
import type { ResultStore } from '../trials/result-store.js';
import type { Trial } from '../trials/trial.js';
import { trialKey } from '../trials/trial-key.js';

/** A trial as an executor takes it. */
export function trialRequest(trial: Trial, inputs: PreparedInputs, store: ResultStore): TrialRequest {
  const key = trialKey(trial);
  return {
    key,
    trial,
    inputsPath: inputs.path(trial.input),
    modelDirectory: isKept(trial) ? store.modelDirectory(`${trial.model.kind}-${key}`) : undefined,
  };
}

/** One model of each row is kept, for `predict`: the first seed's, of the first fold; and one of all recordings. */
function isKept({ seed, split }: Trial): boolean {
  if (split.kind === 'none') return true;
  return seed === 0 && !('fold' in split && split.fold > 0);
}
