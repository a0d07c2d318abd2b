import * as tf from '@tensorflow/tfjs-core';
import type { SgdSpec } from '../optimizer-spec.js';
import type { UpdateRule } from './update-rule.js';

/** w -= learningRate g. */
export function sgdRule({ learningRate }: SgdSpec): UpdateRule {
  return {
    slots: [],
    fused: () => ({ kernelName: 'AverSgdUpdate', attrs: { rate: learningRate } }),
    update: (weights, gradient) => [tf.sub(weights, tf.mul(gradient, learningRate))],
  };
}
