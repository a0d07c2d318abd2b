import type { ModelInput, ModelInputSpec } from '@aver/spectrogram';
import type { Trial } from '../compute/trial.js';
import type { TrialResult } from '../compute/trial-result.js';
import type { DataSource, LeftOut } from '../inputs/data-source.js';
import type { FeaturesOutcome, FeaturesRequest } from './file-features.js';

/** Work for a worker process: plain data. */
export type Task = InputsTask | FeaturesTask | TrialTask;

/** Read some recordings and compute their inputs. */
export interface InputsTask {
  kind: 'inputs';
  source: DataSource;
  emotions: readonly string[];
  /** Which recordings, by name, and the content that each had when it was listed. */
  recordings: Array<{ name: string; fingerprint: string }>;
  specs: ModelInputSpec[];
}

/** What an `InputsTask` gives: for each readable recording its inputs, one for each spec. */
export interface InputsTaskResult {
  rows: Array<{ name: string; fingerprint: string; sampleRate: number; inputs: ModelInput[] }>;
  leftOut: LeftOut[];
}

/** Compute the features of some files; what cannot be used is part of the answer. */
export interface FeaturesTask {
  kind: 'features';
  files: string[];
  request: FeaturesRequest;
}

/** Run a trial on inputs that lie in a file. */
export interface TrialTask {
  kind: 'trial';
  trial: Trial;
  inputsPath: string;
  /** Where to save the trained model, if it is to be kept. */
  modelDirectory?: string;
  /** Where to keep the training while it is under way; absent: nowhere. */
  unfinishedPath?: string;
}

/** What each kind of task gives. */
export type TaskResult<T extends Task> = T extends TrialTask
  ? TrialResult
  : T extends FeaturesTask
    ? FeaturesOutcome[]
    : InputsTaskResult;

/** What a worker says of its task. */
export type TaskMessage =
  | { kind: 'progress'; done: number }
  | { kind: 'result'; result: TaskResult<Task> }
  | { kind: 'failure'; message: string };
