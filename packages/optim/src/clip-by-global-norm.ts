import * as tf from '@tensorflow/tfjs-core';
import { globalNorm } from './global-norm.js';

/**
 * Scales all gradients by one factor, clipNorm / max(clipNorm, globalNorm(gradients)), so that their direction stays
 * and their norm is at most `clipNorm`. Gradients within the norm keep their values.
 *
 * @param gradients Float tensors. They are not changed.
 * @param clipNorm Greatest Euclidean norm of all gradients together, > 0.
 * @returns New tensors in the same order, the caller's to dispose.
 * @throws RangeError when clipNorm is not a number above 0.
 *
 * @see tf.clip_by_global_norm of TensorFlow 2.
 *
 * @example
 * clipByGlobalNorm([tf.tensor1d([3]), tf.tensor1d([4])], 1).map((t) => t.dataSync()[0]); // [0.6, 0.8]
 */
export function clipByGlobalNorm(gradients: readonly tf.Tensor[], clipNorm: number): tf.Tensor[] {
  if (!(clipNorm > 0)) {
    throw new RangeError(`clipByGlobalNorm: clipNorm must be a number above 0; received ${clipNorm}`);
  }
  return tf.tidy(() => {
    const scale = tf.div(clipNorm, tf.maximum(globalNorm(gradients), clipNorm));
    return gradients.map((gradient) => tf.mul(gradient, scale));
  });
}
