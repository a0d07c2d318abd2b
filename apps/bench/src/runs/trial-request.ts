import type { Trial } from '../compute/trial.js';
import { trialKey } from '../compute/trial-key.js';
import type { PreparedInputs } from '../inputs/prepare-inputs.js';
import type { TrialRequest } from './executor.js';
import type { ResultStore } from './result-store.js';

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
