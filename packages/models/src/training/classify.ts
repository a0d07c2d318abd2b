import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { Samples } from './batches/samples.js';
import { predictProbabilities } from './predict-probabilities.js';
import type { Standardization } from './standardization.js';
import { standardized } from './standardized.js';

export interface ClassifyOptions<Label extends string> {
  /** What the model's outputs mean, in their order. Outputs beyond them are never an answer. */
  labels: readonly Label[];
  /** What every input value is multiplied with. @default 1 */
  inputScale?: number;
  /** Mean and deviation that bring each value, once scaled, to what the model learned from. @default undefined: none */
  standardization?: Standardization;
  /** Samples per pass through the model; decides memory, not results. @default 64 */
  batchSize?: number;
}

/** What a model says of one sample. */
export interface Classification<Label extends string> {
  /** The label with the largest probability, the first of equals. */
  label: Label;
  /** In the order of the labels. */
  probabilities: number[];
}

/**
 * The label that a trained model gives to every sample.
 *
 * @param model Any LayersModel with one input and one output.
 * @param x Inputs, samples first.
 * @returns One classification for each sample, in order.
 * @throws RangeError when there is no label or there are more than the model has outputs, inputScale is not a finite
 *   number, batchSize is not a positive integer, or the shapes or the standardization do not go together.
 *
 * @example
 * const [{ label }] = await classify(model, { data: features, shape: [1, 180] }, { labels: ['happy', 'sad'] });
 */
export async function classify<Label extends string>(
  model: LayersModel,
  x: Samples,
  { labels, inputScale = 1, standardization, batchSize = 64 }: ClassifyOptions<Label>,
): Promise<Classification<Label>[]> {
  if (!Number.isFinite(inputScale)) {
    throw new RangeError(`classify: inputScale must be a finite number; received ${inputScale}`);
  }
  const classes = model.outputs[0].shape.at(-1) as number;
  if (!(labels.length >= 1 && labels.length <= classes)) {
    throw new RangeError(
      `classify: labels must be 1 to ${classes}, as the model has outputs; received ${labels.length}`,
    );
  }
  const data = inputScale === 1 ? x.data : Float32Array.from(x.data, (value) => value * inputScale);
  const scaled = { data, shape: x.shape };
  const given = standardization ? standardized(scaled, standardization) : scaled;
  const outputs = await predictProbabilities(model, given, { batchSize });
  return Array.from({ length: outputs.shape[0] }, (_, sample) => {
    const probabilities = [...outputs.data.subarray(sample * classes, sample * classes + labels.length)];
    const best = probabilities.reduce((most, value, i) => (value > probabilities[most] ? i : most), 0);
    return { label: labels[best], probabilities };
  });
}
