import * as tf from '@tensorflow/tfjs-core';
import type { AdagradSpec } from '../optimizer-spec.js';
import type { UpdateRule } from './update-rule.js';

/** v += g^2; w -= learningRate g / sqrt(v + epsilon). */
export function adagradRule(spec: AdagradSpec): UpdateRule {
  const start = spec.form === 'paper' ? 0 : spec.initialAccumulator;
  const epsilon = spec.form === 'tflearn' ? 0 : spec.epsilon;
  return {
    slots: [{ name: 'accumulator', start }],
    fused: ({ learningRate }) => ({
      kernelName: 'AverRootUpdate',
      attrs: { rate: learningRate, keep: 1, add: 1, epsilon },
    }),
    update(weights, gradient, [accumulator], { learningRate }) {
      const v = tf.add(accumulator, tf.square(gradient));
      const root = tf.sqrt(epsilon === 0 ? v : tf.add(v, epsilon));
      return [tf.sub(weights, tf.mul(tf.div(gradient, root), learningRate)), v];
    },
  };
}
