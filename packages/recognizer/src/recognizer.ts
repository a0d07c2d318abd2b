import type { ModelInput } from '@aver/spectrogram';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { ModelCard } from './model-card.js';
import type { RecognizeOptions } from './recognize-options.js';

/** What a model says of a sound. */
export interface Recognition<Label extends string = string> {
  /** The label with the largest probability, the first of equals. */
  label: Label;
  /** Its probability. */
  probability: number;
  /** Of every label, in the order of the card. */
  probabilities: Array<{ label: Label; probability: number }>;
  /** What a person should know of how the sound was heard, a line each; often none. */
  notes: string[];
}

/** A model that can be asked. */
export interface Recognizer<Label extends string = string> {
  /** What messages call it: its folder. */
  readonly name: string;
  /** What its outputs mean and what it is given. */
  readonly card: ModelCard<Label>;
  /** The network. */
  readonly model: LayersModel;
  /**
   * What the model says of a sound.
   *
   * @param samples Mono signal in [-1, 1].
   * @param sampleRate Hz.
   * @param options Limits, and a signal to stop.
   * @throws TypeError when samples are no Float32Array.
   * @throws RangeError for samples that are not finite or a sample rate that the input cannot be computed at.
   * @throws RecognizerError `SOUND_TOO_LONG` or `SAMPLE_RATE_TOO_LOW` beyond the limits, before any work.
   * @throws The signal's reason when it is aborted.
   */
  recognize(samples: Float32Array, sampleRate: number, options?: RecognizeOptions): Promise<Recognition<Label>>;
  /**
   * The first of the two steps of `recognize`: what the model is given of a sound, before any scaling. Where the model
   * hears so many seconds and the sound is over four times as long, the piece around the middle of what sounds is taken
   * first, so that a long sound costs no more than a short one.
   *
   * @param samples Mono signal in [-1, 1].
   * @param sampleRate Hz.
   * @throws TypeError when samples are no Float32Array.
   * @throws RangeError for samples that are not finite or a sample rate that the input cannot be computed at.
   */
  inputOf(samples: Float32Array, sampleRate: number): ModelInput;
  /**
   * The second step, for any number of inputs at once.
   *
   * @param inputs What `inputOf` gave, or the like.
   * @returns One recognition for each, in order.
   * @throws RangeError when an input has another number of values than the card promises.
   */
  recognizeInputs(inputs: Array<Pick<ModelInput, 'data'>>): Promise<Recognition<Label>[]>;
  /** Frees the memory of the model, which cannot be asked any more. */
  dispose(): void;
}
