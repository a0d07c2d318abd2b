import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { batchReader } from '../batches/batch-reader.js';
import { type Samples, sampleShape } from '../batches/samples.js';
import { crossEntropy } from '../cross-entropy.js';
import { yieldToEventLoop } from '../yield-to-event-loop.js';

/**
 * The mean cross-entropy of samples that the model does not train on: without dropout, and without penalties on weights.
 *
 * @param rows Numbers of the samples.
 * @returns A function that takes the loss with the weights as they are then.
 */
export function validationLoss(
  model: LayersModel,
  { x, y }: { x: Samples; y: Samples },
  rows: Uint32Array,
  { batchSize, probabilityFloor }: { batchSize: number; probabilityFloor?: number },
): () => Promise<number> {
  const readX = batchReader(x, sampleShape('trainModel', 'x', x, model.inputs[0].shape), batchSize);
  const readY = batchReader(y, y.shape.slice(1), batchSize);
  const batchLoss = crossEntropy(model, probabilityFloor, false);
  return async () => {
    let sum = 0;
    for (let start = 0; start < rows.length; start += batchSize) {
      const batch = rows.subarray(start, start + batchSize);
      const loss = tf.tidy(() => batchLoss(readX(batch), readY(batch)));
      sum += (await loss.data())[0] * batch.length;
      loss.dispose();
      await yieldToEventLoop();
    }
    return sum / rows.length;
  };
}
