import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { deriveSeed } from '../../randomness/derive-seed.js';
import type { TrainModelOptions } from '../train-model.js';
import { rowReader } from './row-reader.js';
import { sampleShape } from './samples.js';

/** Inputs and targets of one step; the caller disposes them before asking for the next ones. */
export type TrainingBatches = (rows: ArrayLike<number>, step: number) => { inputs: tf.Tensor; targets: tf.Tensor };

/** The batches of a training: samples and labels as they are, augmented, then the labels smoothed. */
export function trainingBatches(
  model: LayersModel,
  { x, y, batchSize, seed, augment, labelSmoothing = 0 }: TrainModelOptions,
): TrainingBatches {
  const shape = sampleShape('trainModel', 'x', x, model.inputs[0].shape);
  const readX = rowReader(x, batchSize);
  const readY = rowReader(y, batchSize);
  const classes = y.data.length / y.shape[0];
  return (rows, step) => {
    const values = readX(rows);
    const labels = readY(rows);
    augment?.(values, labels, deriveSeed(seed, 3, step));
    if (labelSmoothing > 0) {
      for (let i = 0; i < labels.length; i++) labels[i] = (1 - labelSmoothing) * labels[i] + labelSmoothing / classes;
    }
    return {
      inputs: tf.tensor(values, [rows.length, ...shape], 'float32'),
      targets: tf.tensor(labels, [rows.length, ...y.shape.slice(1)], 'float32'),
    };
  };
}
