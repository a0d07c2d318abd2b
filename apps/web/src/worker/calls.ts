import type { CorpusEmotion } from '@aver/ravdess';
import type { ModelCard, RecognizedLabel, SpeakerCalibration } from '@aver/recognizer';

/** What the page can ask of the worker: each call, what it is given, what it gives, and what it tells on the way. */
export interface Calls {
  /** Starts the backend; `site` is the address of the page's folder. */
  prepare: { give: { site: string }; get: { backend: string }; progress: never };
  /** Takes another model from now on; tells how many bytes of it have come. */
  loadModel: { give: ModelSource; get: ModelInfo; progress: number };
  /** Asks the model of one sound; tells which share of a long one was heard. */
  classify: { give: SoundSource; get: Answer; progress: number };
  /** Asks the model of a sound piece by piece, with the model that answered; tells which share was heard. */
  timeline: { give: Pick<Answer, 'model' | 'sound'>; get: SoundTimeline; progress: number };
  /** Tries which parts of an input decided, with the model that answered. */
  explain: { give: Explained; get: Explanation; progress: Explanation };
  /** Takes in what is heard, until its port says that it ended; where it is asked, the model answers meanwhile. */
  listen: { give: { port: MessagePort; sampleRate: number; isAsked: boolean }; get: Sound; progress: Heard };
  /** Learns how a person sounds from recordings of their usual voice. The model goes on as before. */
  calibrate: { give: Sound[]; get: CalibrationOutcome; progress: never };
  /** Asks the model about that person from now on, or about nobody in particular. */
  useSpeaker: { give: SpeakerCalibration | undefined; get: ModelInfo; progress: never };
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
  /** Whether it is asked about a person whose voice it was calibrated to. */
  isCalibrated: boolean;
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
  | { kind: 'features'; groups: FeatureGroup[] };

/** Some numbers of an input that belong together. */
export interface FeatureGroup {
  name: string;
  values: Float32Array;
  /** How far each is from the mean, in deviations, where the model's card knows them. */
  deviations?: Float32Array;
}

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
  /** The actor whom such a name tells. */
  speaker?: number;
  /** Whether such a name tells a song. */
  isSong?: boolean;
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
  /** Nothing where the sound was so long that it was asked piece by piece. */
  input?: SeenInput;
  /** Of such a sound. */
  timeline?: SoundTimeline;
  /** Wall-clock time in milliseconds: from samples to input, from input to probabilities. */
  milliseconds: { input: number; model: number };
}

/** What the model says of a short piece of a sound, steadied by what it said before. */
export interface Moment {
  /** Seconds. */
  start: number;
  end: number;
  label: RecognizedLabel;
  /** The label's. */
  probability: number;
  /** Of every label, in the model's order. */
  probabilities: number[];
}

/** A stretch of a sound with one label; from one's end the next begins. */
export type Segment = Moment;

/** A sound as it goes on. */
export interface SoundTimeline {
  seconds: number;
  moments: Moment[];
  segments: Segment[];
  /** Its spectrogram. */
  columns: SpectrumColumn[];
}

/** What is told while something is heard. */
export type Heard = { kind: 'column'; column: SpectrumColumn } | { kind: 'moment'; moment: Moment };

export interface CalibrationOutcome {
  calibration: SpeakerCalibration;
  /** What the model says of each recording, without and with it. */
  changes: Array<{ before: SaidOf; after: SaidOf }>;
}

/** An answer in short. */
export interface SaidOf {
  label: string;
  probability: number;
}

/** An answer whose reasons are asked for. */
export type Explained = Pick<Answer, 'model' | 'strongest'> & { input: SeenInput };

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
