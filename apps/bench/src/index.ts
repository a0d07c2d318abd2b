/**
 * The bench's trials as a library.
 *
 * @module @aver/bench
 */

export type { ModelSpec, SplitSpec, TrainingSpec, Trial } from './compute/trial.js';
export type { Prediction, TrialResult } from './compute/trial-result.js';
export type { SessionOptions } from './runs/session.js';
export { type SweepOptions, type SweepTrial, sweep } from './runs/sweep.js';
export { CommandError } from './terminal/command-error.js';
export type { Onlooker } from './terminal/onlooker.js';
export { createProgress, type Progress } from './terminal/progress.js';
