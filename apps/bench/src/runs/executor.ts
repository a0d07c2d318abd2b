import type { TrialResult } from '../compute/trial-result.js';
import type { TrialRequest } from './trial-request.js';

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

/** How an executor reports. */
export interface ExecutorEvents {
  onEpoch(request: TrialRequest, epochs: number): void;
  /** A result is handed on as soon as it is there, so that a killed run keeps it. */
  onResult(request: TrialRequest, result: TrialResult): Promise<void>;
  onFailure(request: TrialRequest, error: Error): void;
}
