import * as tf from '@tensorflow/tfjs-core';
import type { AdamSpec } from '../optimizer-spec.js';
import type { UpdateRule, UpdateStep } from './update-rule.js';

/**
 * m = beta1 m + (1 - beta1) g; v = beta2 v + (1 - beta2) g^2; then, with a = 1 - beta1^t and b = 1 - beta2^t,
 * `paper`: w -= learningRate (m / a) / sqrt(v / b + epsilon), else w -= learningRate sqrt(b) / a m / (sqrt(v) + epsilon).
 */
export function adamRule({ form, beta1, beta2, epsilon }: AdamSpec): UpdateRule {
  return {
    slots: [
      { name: 'm', start: 0 },
      { name: 'v', start: 0 },
    ],
    fused(step: UpdateStep) {
      const { rate, inner, outer } = atStep(step);
      return { kernelName: 'AverAdamUpdate', attrs: { rate, beta1, beta2, inner, outer } };
    },
    update(weights, gradient, [firstMoment, secondMoment], step: UpdateStep) {
      const { rate, inner, outer } = atStep(step);
      const m = tf.add(tf.mul(firstMoment, beta1), tf.mul(gradient, 1 - beta1));
      const v = tf.add(tf.mul(secondMoment, beta2), tf.mul(tf.square(gradient), 1 - beta2));
      const root = form === 'paper' ? tf.sqrt(tf.add(v, inner)) : tf.add(tf.sqrt(v), outer);
      return [tf.sub(weights, tf.mul(tf.div(m, root), rate)), m, v];
    },
  };

  /** The step is rate m / (sqrt(v + inner) + outer). */
  function atStep({ count, learningRate }: UpdateStep) {
    const a = 1 - beta1 ** count;
    const b = 1 - beta2 ** count;
    // (m / a) / sqrt(v / b + epsilon) = sqrt(b) / a * m / sqrt(v + b epsilon): the corrections cost no pass of their own.
    const rate = (learningRate * Math.sqrt(b)) / a;
    return form === 'paper' ? { rate, inner: b * epsilon, outer: 0 } : { rate, inner: 0, outer: epsilon };
  }
}
