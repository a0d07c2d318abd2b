import * as tf from '@tensorflow/tfjs-core';
import { rowReader } from './row-reader.js';
import type { Samples } from './samples.js';

/** Makes a tensor of some of the samples; the caller disposes it before asking for the next one. */
export type BatchReader = (rows: ArrayLike<number>) => tf.Tensor;

/**
 * A reader of batches from plain data.
 *
 * @param samples Where the batches are taken from; left as it is.
 * @param sampleShape Shape of one sample in the batch; as many values as a sample has.
 * @param batchSize Greatest number of rows of a batch.
 */
export function batchReader(samples: Samples, sampleShape: readonly number[], batchSize: number): BatchReader {
  const read = rowReader(samples, batchSize);
  return (rows) => tf.tensor(read(rows), [rows.length, ...sampleShape], 'float32');
}
