import type { Trial } from './trial.js';

/** What a trial gave: one file of the result store. */
export interface TrialResult {
  key: string;
  trial: Trial;
  trainCount: number;
  testCount: number;
  /** How many recordings to train on have the content of one that is tested, under another name. */
  sharedContent: number;
  /** One entry for each test recording, sorted by name. */
  predictions: Prediction[];
  history: {
    /** Mean training loss of each epoch; null where it was not a finite number. */
    loss: Array<number | null>;
    /**
     * Mean loss of the test recordings after every so many epochs, counted from 1: it decides nothing. Absent where
     * nothing is tested, and in results of earlier versions.
     */
    heldOut?: Array<{ epoch: number; loss: number | null }>;
    stopped: 'epochs' | 'converged' | 'aborted' | 'diverged';
  };
  /** Wall-clock seconds. */
  seconds: { train: number; predict: number };
  /** Parameters of the model. */
  parameters: number;
  environment: { backend: string; node: string; tfjs: string; processor: string };
}

/** What the model said of one test recording. */
export interface Prediction {
  name: string;
  yTrue: string;
  /** The class with the largest output. An output without an emotion (a model with spare outputs) is `other`. */
  yPred: string;
  /** The model's outputs, in the order of the trial's emotions, then the spare ones. */
  probabilities: number[];
}

/** The share of recordings that were told right; NaN of none. */
export function accuracyOf(predictions: Prediction[]): number {
  return predictions.filter(({ yTrue, yPred }) => yTrue === yPred).length / predictions.length;
}

/** The emotion whose output is the largest, the first of equals, also where a model that diverged gave no numbers. */
export function answerOf(probabilities: number[], emotions: readonly string[]): Prediction['yPred'] {
  let best = 0;
  for (let i = 1; i < probabilities.length; i++) if (probabilities[i] > probabilities[best]) best = i;
  return emotions[best] ?? 'other';
}
