import * as tf from '@tensorflow/tfjs-core';
import type { Samples } from './samples.js';

/** Makes a tensor of some of the samples; the caller disposes it before asking for the next one. */
export type BatchReader = (rows: ArrayLike<number>) => tf.Tensor;

/**
 * A reader of batches from plain data. It has one buffer for all batches, since a fresh one per step (6 MB for 64
 * pictures) keeps the garbage collector busy.
 *
 * @param samples Where the batches are taken from; left as it is.
 * @param sampleShape Shape of one sample in the batch; as many values as a sample has.
 * @param batchSize Greatest number of rows of a batch.
 */
export function batchReader({ data, shape }: Samples, sampleShape: readonly number[], batchSize: number): BatchReader {
  const size = data.length / shape[0];
  const buffer = new Float32Array(Math.min(batchSize, shape[0]) * size);
  return (rows) => {
    for (let i = 0; i < rows.length; i++) {
      buffer.set(data.subarray(rows[i] * size, (rows[i] + 1) * size), i * size);
    }
    return tf.tensor(buffer.subarray(0, rows.length * size), [rows.length, ...sampleShape], 'float32');
  };
}
