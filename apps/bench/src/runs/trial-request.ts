import { isBaseline } from '../compute/baseline.js';
import type { Trial } from '../compute/trial.js';
import { trialKey } from '../compute/trial-key.js';
import type { PreparedInputs } from './prepare-inputs.js';
import type { ResultStore } from './result-store.js';

/** A trial, with what its worker must be told beyond it. */
export interface TrialRequest {
  key: string;
  trial: Trial;
  /** File with the inputs of the trial's recordings. */
  inputsPath: string;
  /** Where to save the trained model, if it is to be kept. */
  modelDirectory?: string;
  /** Where this machine keeps the training while it is under way. */
  unfinishedPath?: string;
}

/**
 * A trial as an executor takes it.
 *
 * @param store Keeps one model of each row, for `predict`, and trainings under way; absent: none is kept.
 */
export function trialRequest(trial: Trial, inputs: Pick<PreparedInputs, 'path'>, store?: ResultStore): TrialRequest {
  const key = trialKey(trial);
  return {
    key,
    trial,
    inputsPath: inputs.path(trial.input),
    modelDirectory:
      store && isKept(trial) && !isBaseline(trial.model)
        ? store.modelDirectory(`${trial.model.kind}-${key}`)
        : undefined,
    ...(store && { unfinishedPath: store.unfinishedPath(key) }),
  };
}

/** The first seed's, of the first fold; and one of all recordings. */
function isKept({ seed, split }: Trial): boolean {
  if (split.kind === 'none') return true;
  return seed === 0 && !('fold' in split && split.fold > 0);
}
