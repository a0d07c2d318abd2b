import type { Standardization } from '@aver/models';
import type { ModelInputSpec } from '@aver/spectrogram';
import type { SpeakerInput } from './speaker-calibration.js';

/** What must be known of a model beside its weights, to ask it: the file `aver.json` of its folder. */
export interface ModelCard<Label extends string = string> {
  /**
   * What each output of the model means, in its order: any texts but 'not sure' and 'no voice'. Outputs beyond them are
   * never an answer, but for that of `voice`.
   */
  labels: readonly Label[];
  /** What the model is given of a sound. */
  input: ModelInputSpec;
  /**
   * What a sound is brought to first, in Hz: the rate of the recordings that the model learned from, where its input, features
   * or a picture, depends on it. Absent: a sound is taken as it is.
   */
  sampleRate?: number;
  /** What every value of the input is multiplied with. */
  inputScale: number;
  /** Mean and deviation of each value, once scaled, where the model learned from standardised ones. */
  standardization?: Standardization;
  /**
   * Present where the model has one output more than labels, which says that there is no voice. Where it leaves less than this,
   * the answer is 'no voice'; just there `speech` is 0.5.
   */
  voice?: { threshold: number };
  /** By what the logarithms of the labels' probabilities are divided before they are made to sum up to 1 again. */
  temperature?: number;
  /** How sure the model must be. */
  sure?: {
    /** Where no label is as probable, the answer is 'not sure'. */
    threshold: number;
    /** For people: how often the others were right, of speakers that the model had not heard. */
    accuracy: number;
    /** For people: which part of the answers they were. */
    share: number;
  };
  /**
   * Present where the model takes twice the values of its input: behind those of the sound the same less how its speaker
   * differs from the mean, which is nothing where that is not known.
   */
  speaker?: SpeakerInput;
  /** What a person should know of the model, such as what it learned from. */
  note?: string;
}
