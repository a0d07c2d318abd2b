/**
 * The bench's trials as a library.
 *
 * @module @aver/bench
 */

export { CommandError } from './command-error.js';
export type { InputSpec } from './data/input.js';
export { createProgress, type Progress } from './progress/progress.js';
export { type SweepOptions, type SweepTrial, sweep } from './sweep.js';
export type { ModelSpec, SplitSpec, TrainingSpec, Trial } from './trials/trial.js';
export type { Prediction, TrialResult } from './trials/trial-result.js';
