import * as tf from '@tensorflow/tfjs-core';
import type { RmspropSpec } from '../optimizer-spec.js';
import type { UpdateRule } from './update-rule.js';

/** v = decay v + (1 - decay) g^2; w -= learningRate g / sqrt(v + epsilon). */
export function rmspropRule({ form, decay, epsilon }: RmspropSpec): UpdateRule {
  return {
    slots: [{ name: 'rms', start: form === 'tflearn' ? 1 : 0 }],
    fused: ({ learningRate }) => ({
      kernelName: 'AverRootUpdate',
      attrs: { rate: learningRate, keep: decay, add: 1 - decay, epsilon },
    }),
    update(weights, gradient, [rms], { learningRate }) {
      const v = tf.add(tf.mul(rms, decay), tf.mul(tf.square(gradient), 1 - decay));
      return [tf.sub(weights, tf.mul(tf.div(gradient, tf.sqrt(tf.add(v, epsilon))), learningRate)), v];
    },
  };
}
