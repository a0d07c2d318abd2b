import * as tf from '@tensorflow/tfjs-core';
import type { UpdateRule } from './update-rule.js';

/** w -= learningRate g. */
export function sgdRule(): UpdateRule {
  return {
    slots: [],
    fused: ({ learningRate }) => ({ kernelName: 'AverSgdUpdate', attrs: { rate: learningRate } }),
    update: (weights, gradient, _, { learningRate }) => [tf.sub(weights, tf.mul(gradient, learningRate))],
  };
}
