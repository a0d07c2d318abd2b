import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { TrainingBatch } from './batches/training-batches.js';
import { crossEntropy } from './cross-entropy.js';
import { innerLayers } from './forward/inner-layers.js';
import { releasingOnError } from './releasing-on-error.js';

/** Takes one step on a batch; the loss before the step and the gradients are the caller's to dispose. */
export type TrainStep = (batch: TrainingBatch) => { value: tf.Scalar; gradients: tf.NamedTensorMap };

/**
 * Forward, backward and update of a model's trainable weights on the mean cross-entropy of a batch of n plus
 * 0.5 alpha sum(W^2) / n over all weights but the biases, plus what regularizers of the model's layers add.
 */
export function createTrainStep(
  model: LayersModel,
  { optimizer, alpha, probabilityFloor }: { optimizer: tf.Optimizer; alpha: number; probabilityFloor?: number },
): TrainStep {
  const variables = model.trainableWeights.map((weight) => weight.read() as tf.Variable);
  // What has one axis is a bias, or a scale or shift of a normalisation, which are not penalised either.
  const kernels = variables.filter(({ rank }) => rank > 1);
  const layers = innerLayers(model);
  const batchLoss = crossEntropy(model, probabilityFloor);
  return ({ inputs, targets, weights }) => {
    const { value, grads } = releasingOnError(() =>
      tf.variableGrads(() => {
        const terms = [batchLoss(inputs, targets, weights), ...layers.flatMap((layer) => layer.calculateLosses())];
        if (alpha !== 0) terms.push(penalty(kernels, alpha / inputs.shape[0]));
        return terms.reduce((sum, term) => tf.add(sum, term));
      }, variables),
    );
    optimizer.applyGradients(variables.map(({ name }) => ({ name, tensor: grads[name] })));
    return { value, gradients: grads };
  };
}

/** 0.5 factor sum(W^2); in two stages, since a backend may add up in float32 one value after the other. */
function penalty(kernels: tf.Variable[], factor: number): tf.Scalar {
  const sums = kernels.map((kernel) => tf.sum(tf.sum(tf.square(kernel), -1)));
  return tf.mul(
    0.5 * factor,
    sums.reduce((sum, next) => tf.add(sum, next)),
  );
}
