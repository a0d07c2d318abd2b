import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { deriveSeed } from '../../randomness/derive-seed.js';
import type { TrainModelOptions } from '../train-model.js';
import { rowReader } from './row-reader.js';
import { sampleShape } from './samples.js';

/** Inputs, targets and, with class weights, the samples' weights of one step. */
export interface TrainingBatch {
  inputs: tf.Tensor;
  targets: tf.Tensor;
  weights?: tf.Tensor;
}

/** The batch of one step; the caller disposes it before asking for the next one. */
export type TrainingBatches = (rows: ArrayLike<number>, step: number) => TrainingBatch;

/**
 * The batches of a training: samples and labels as they are, augmented, then the labels smoothed.
 *
 * @param classWeights By class; a sample has that of its largest label before smoothing.
 */
export function trainingBatches(
  model: LayersModel,
  { x, y, batchSize, seed, augment, labelSmoothing = 0 }: TrainModelOptions,
  classWeights?: readonly number[],
): TrainingBatches {
  const shape = sampleShape('trainModel', 'x', x, model.inputs[0].shape);
  const readX = rowReader(x, batchSize);
  const readY = rowReader(y, batchSize);
  const classes = y.data.length / y.shape[0];
  return (rows, step) => {
    const values = readX(rows);
    const labels = readY(rows);
    augment?.(values, labels, deriveSeed(seed, 3, step));
    const weights = classWeights && Array.from(rows, (_, i) => classWeights[largest(labels, i, classes)]);
    if (labelSmoothing > 0) {
      for (let i = 0; i < labels.length; i++) labels[i] = (1 - labelSmoothing) * labels[i] + labelSmoothing / classes;
    }
    return {
      inputs: tf.tensor(values, [rows.length, ...shape], 'float32'),
      targets: tf.tensor(labels, [rows.length, ...y.shape.slice(1)], 'float32'),
      ...(weights && { weights: tf.tensor2d(weights, [rows.length, 1], 'float32') }),
    };
  };
}

/** Which class has the largest label of a row, the first of equals. */
function largest(labels: Float32Array, row: number, classes: number): number {
  const own = labels.subarray(row * classes, (row + 1) * classes);
  return own.reduce((best, value, k) => (value > own[best] ? k : best), 0);
}
