import type { Trial } from '../compute/trial.js';
import type { TrialResult } from '../compute/trial-result.js';

/** Maps a list of trials to results, somewhere. */
export interface Executor {
  /**
   * Runs every trial. One that fails does not stop the others.
   *
   * @throws Error only when the executor itself is stopped.
   */
  run(trials: TrialRequest[], events: ExecutorEvents): Promise<void>;
  /** Ends what runs. What waits for the workers of others is taken back. */
  close(): Promise<void>;
}

/** A trial, with what its worker must be told beyond it. */
export interface TrialRequest {
  key: string;
  trial: Trial;
  /** File with the inputs of the trial's recordings. */
  inputsPath: string;
  /** Where to save the trained model, if it is to be kept. */
  modelDirectory?: string;
}

/** How an executor reports. */
export interface ExecutorEvents {
  onEpoch(request: TrialRequest, epochs: number): void;
  /** A result is handed on as soon as it is there, so that a killed run keeps it. */
  onResult(request: TrialRequest, result: TrialResult): Promise<void>;
  onFailure(request: TrialRequest, error: Error): void;
}
