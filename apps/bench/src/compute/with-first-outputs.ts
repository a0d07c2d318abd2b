import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';

/**
 * Leaves the first outputs of a classifier: the probabilities of the others are shared out in proportion, as a softmax
 * does over what is left.
 *
 * @param model Its last layer is dense; the caller's to dispose.
 * @param smaller A model of the same layers with fewer outputs, whose weights are replaced.
 * @returns The smaller one.
 */
export function withFirstOutputs(model: LayersModel, smaller: LayersModel): LayersModel {
  for (const [i, layer] of smaller.layers.entries()) {
    const weights = model.layers[i].getWeights();
    const sizes = layer.getWeights().map(({ shape }) => shape);
    tf.tidy(() => layer.setWeights(weights.map((one, k) => tf.slice(one, new Array(one.rank).fill(0), sizes[k]))));
  }
  return smaller;
}
