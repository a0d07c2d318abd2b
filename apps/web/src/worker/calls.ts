import type { CorpusEmotion } from '@aver/ravdess';
import type { ModelCard } from '@aver/recognizer';

/** What the page can ask of the worker: each call, what it is given, what it gives, and what it tells on the way. */
export interface Calls {
  /** Starts the backend. */
  prepare: { give: undefined; get: { backend: string }; progress: never };
  /** Takes another model from now on; tells how many bytes of it have come. */
  loadModel: { give: ModelSource; get: ModelInfo; progress: number };
  /** Asks the model of one sound. */
  classify: { give: SoundSource; get: Answer; progress: never };
  /** Tries which parts of an input decided, with the model that answered. */
  explain: { give: Pick<Answer, 'model' | 'input' | 'strongest'>; get: Explanation; progress: Explanation };
  /** Takes in what the microphone hears, until its port says that it ended. */
  listen: { give: { port: MessagePort; sampleRate: number }; get: Sound; progress: SpectrumColumn };
  /** The folder of the model in use. */
  saveModel: { give: undefined; get: ModelFile[]; progress: never };
  /** Trains a CNN-1D and takes it from now on. */
  train: { give: TrainingRequest; get: TrainingOutcome; progress: TrainingProgress };
}

export type CallName = keyof Calls;

/** A message to the worker. */
export type ToWorker =
  | { [Name in CallName]: { id: number; call: Name; give: Calls[Name]['give'] } }[CallName]
  | { id: number; call: 'cancel' };

/** A message from the worker about the call of that number. */
export type FromWorker =
  | { id: number; kind: 'progress'; value: unknown }
  | { id: number; kind: 'result'; value: unknown }
  | { id: number; kind: 'failure'; message: string };

/** A model's folder. */
export type ModelSource = { kind: 'url'; url: string } | { kind: 'files'; name: string; files: ModelFile[] };

/** A file of a model's folder. */
export interface ModelFile {
  name: string;
  bytes: Uint8Array;
}

/** The model in use. */
export interface ModelInfo {
  /** Another for each model that was taken, so that no two are mixed up. */
  id: number;
  name: string;
  card: ModelCard;
  /** Number of outputs: at least as many as the card has labels. */
  outputs: number;
  /** Number of weights. */
  parameters: number;
}

/** Mono samples in [-1, 1] and their rate in Hz. */
export interface Sound {
  samples: Float32Array;
  sampleRate: number;
}

/** Where a sound comes from. The built-in voices have RAVDESS names, too. */
export type SoundSource =
  | { kind: 'file'; name: string; bytes: Uint8Array }
  | { kind: 'synthetic'; name: string }
  /** Recorded, or decoded by the browser from the format that is named. */
  | ({ kind: 'samples'; name: string; format?: string } & Sound);

/** What the model was given: the exact values, before `inputScale`. */
export type SeenInput =
  | { kind: 'picture'; style: 'gray' | 'spek'; size: number; data: Uint8Array }
  /** Decibels above silence: rows are mel bands, the lowest first; columns are frames. */
  | {
      kind: 'logMel';
      bands: number;
      frames: number;
      /** From the first to the last frame. */
      seconds: number;
      /** Edges of the bands in Hz. */
      fMin: number;
      fMax: number;
      data: Float32Array;
    }
  | { kind: 'features'; groups: Array<{ name: string; values: Float32Array }> };

/** What the model says of a sound. */
export interface Answer {
  /** Whose answer it is: the `id` of a model. */
  model: number;
  name: string;
  sound: Sound;
  /** What the browser decoded it from, where our own reader does not know it. */
  format?: string;
  /** What the file's name says, where it is a RAVDESS name. */
  truth?: CorpusEmotion;
  /** The model's label. */
  emotion: string;
  /** The label with the largest probability, where the answer is 'not sure' or 'no voice', too. */
  strongest: string;
  /** The answer's probability. */
  probability: number;
  /** Where the label is an emotion of one of the corpora. */
  category?: 'positive' | 'negative';
  /** The paper's four lines; one of ours where the paper has no word for the label. */
  sentences: string[];
  /** In the model's order. */
  probabilities: Array<{ label: string; probability: number }>;
  input: SeenInput;
  /** Wall-clock time in milliseconds: from samples to input, from input to probabilities. */
  milliseconds: { input: number; model: number };
}

/** How much each part of an input speaks for the answer: its probability minus that without the part. */
export type Explanation =
  /** A picture of either kind in rows x rows tiles, row after row from the top; NaN where a tile was not tried yet. */
  | { kind: 'picture'; rows: number; probability: number; differences: Float32Array }
  | { kind: 'features'; probability: number; differences: Array<{ name: string; difference: number }> };

/** One column of the live spectrogram: levels 0 (quiet) to 255, the highest frequency first. */
export type SpectrumColumn = Uint8Array;

/** What to train on and how long. */
export interface TrainingRequest {
  sounds: SoundSource[];
  epochs: number;
  seed: number;
}

export type TrainingProgress =
  | { kind: 'reading'; done: number; total: number }
  /**
   * After each epoch: mean training loss, how many of the held-out recordings are right, and the share that the commonest
   * answer alone would get right. Epoch 0 is the untrained model.
   */
  | { kind: 'epoch'; epoch: number; loss: number; right: number; total: number; chance: number };

export interface TrainingOutcome {
  model: ModelInfo;
  trainCount: number;
  /** Held-out recordings, and how many of them the trained model gets right. */
  heldOut: { right: number; total: number; low: number; high: number };
  /** Actors that were held out whole; empty where there was one actor only, and recordings of the same voice were held out. */
  heldOutActors: number[];
  /** Sounds that could not be used, and why. */
  leftOut: Array<{ name: string; reason: string }>;
  stopped: 'epochs' | 'converged' | 'aborted' | 'diverged';
}
