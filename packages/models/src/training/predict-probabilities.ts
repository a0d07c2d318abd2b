import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { requireSize } from '../sizes/require-size.js';
import { batchReader } from './batches/batch-reader.js';
import { requireSamples, type Samples, sampleShape } from './batches/samples.js';
import { yieldToEventLoop } from './yield-to-event-loop.js';

export interface PredictProbabilitiesOptions {
  /** Samples per pass through the model; decides memory, not results. @default 64 */
  batchSize?: number;
}

/**
 * The model's outputs for every sample, without dropout.
 *
 * @param model Any LayersModel with one input and one output.
 * @param x Inputs, samples first; a sample has as many values as the model's input.
 * @returns Row-major, (samples, classes); each row adds to 1 where the model ends in softmax.
 * @throws RangeError when batchSize is not a positive integer or the shapes do not go together.
 *
 * @example
 * const { data, shape } = await predictProbabilities(model, { data: features, shape: [210, 180] }, { batchSize: 64 });
 */
export async function predictProbabilities(
  model: LayersModel,
  x: Samples,
  { batchSize = 64 }: PredictProbabilitiesOptions = {},
): Promise<{ data: Float32Array; shape: number[] }> {
  requireSamples('predictProbabilities', 'x', x);
  const inputShape = sampleShape('predictProbabilities', 'x', x, model.inputs[0].shape);
  requireSize('predictProbabilities', 'batchSize', batchSize);
  const samples = x.shape[0];
  const read = batchReader(x, inputShape, batchSize);
  let data = new Float32Array();
  let shape: number[] = [];
  for (let start = 0; start < samples; start += batchSize) {
    const rows = Array.from({ length: Math.min(batchSize, samples - start) }, (_, i) => start + i);
    const outputs = tf.tidy(() => model.apply(read(rows), { training: false }) as tf.Tensor);
    if (start === 0) {
      data = new Float32Array(samples * (outputs.size / rows.length));
      shape = [samples, ...outputs.shape.slice(1)];
    }
    data.set(await outputs.data<'float32'>(), start * (outputs.size / rows.length));
    outputs.dispose();
    if (start + batchSize < samples) await yieldToEventLoop();
  }
  return { data, shape };
}
