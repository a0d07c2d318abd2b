import type { Standardization } from '@aver/models';
import type { ModelInputSpec } from '@aver/spectrogram';

/** What must be known of a model beside its weights, to ask it: the file `aver.json` of its folder. */
export interface ModelCard<Label extends string = string> {
  /** What each output of the model means, in its order: any texts. Outputs beyond them are never an answer. */
  labels: readonly Label[];
  /** What the model is given of a sound. */
  input: ModelInputSpec;
  /** What every value of the input is multiplied with. */
  inputScale: number;
  /** Mean and deviation of each value, once scaled, where the model learned from standardised ones. */
  standardization?: Standardization;
  /** What a person should know of the model, such as what it learned from. */
  note?: string;
}
