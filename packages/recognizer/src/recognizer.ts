import type { ModelInput } from '@aver/spectrogram';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { ModelCard } from './model-card.js';

/** What a model says of a sound. */
export interface Recognition<Label extends string = string> {
  /** The label with the largest probability, the first of equals. */
  label: Label;
  /** Its probability. */
  probability: number;
  /** Of every label, in the order of the card. */
  probabilities: Array<{ label: Label; probability: number }>;
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
   * @throws TypeError when samples are no Float32Array.
   * @throws RangeError for samples that are not finite or a sample rate that the input cannot be computed at.
   */
  recognize(samples: Float32Array, sampleRate: number): Promise<Recognition<Label>>;
  /**
   * The first of the two steps of `recognize`: what the model is given of a sound, before any scaling.
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
