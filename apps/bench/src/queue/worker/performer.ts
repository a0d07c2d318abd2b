import type { TrialResult } from '../../compute/trial-result.js';
import type { Needs } from '../needs.js';
import type { TrialJob } from '../trial-queue.js';

/** What does a worker's trials. */
export interface Performer {
  /** Why trials with these needs cannot be done here, in one line; undefined where they can. */
  refusal(needs: Needs): Promise<string | undefined>;
  /**
   * Does a trial.
   *
   * @throws CannotServe when it turns out that no trial with these needs can be done here.
   */
  perform(job: TrialJob, needs: Needs, onEpoch: (epochs: number) => void): Promise<PerformedTrial>;
}

/** What came of a trial. */
export interface PerformedTrial {
  result: TrialResult;
  /** Folder of the trained model, where it is wanted. */
  modelDirectory?: string;
  /** Called when both have been sent. */
  dispose(): Promise<void>;
}

/** The trials of a queue cannot be done here after all; they are left to others. */
export class CannotServe extends Error {}
