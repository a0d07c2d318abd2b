import type { TrainingKernels } from '@aver/backend';
import * as tf from '@tensorflow/tfjs-core';

const kernelName: keyof TrainingKernels = 'AverGlobalNorm';

/**
 * Euclidean norm of all values of several tensors together, sqrt(sum over all tensors of sum(t^2)).
 *
 * @param tensors A list of float tensors, or a map from name to tensor as `tf.variableGrads` returns it. A missing
 *   gradient (null) counts as zeros. An empty list has norm 0.
 * @returns A scalar tensor, the caller's to dispose.
 *
 * @see tf.linalg.global_norm of TensorFlow 2.
 *
 * @example
 * globalNorm([tf.tensor1d([3]), tf.tensor2d([[0, 4]])]).dataSync()[0]; // 5
 */
export function globalNorm(
  tensors: readonly (tf.Tensor | null | undefined)[] | Readonly<Record<string, tf.Tensor | null | undefined>>,
): tf.Scalar {
  const present = (Object.values(tensors) as (tf.Tensor | null | undefined)[]).filter((tensor) => tensor != null);
  if (tf.getKernel(kernelName, tf.getBackend())) {
    return tf.engine().runKernel(kernelName, Object.fromEntries(present.entries()));
  }
  return tf.tidy(() => {
    let sum: tf.Tensor = tf.scalar(0);
    for (const tensor of present) sum = tf.add(sum, sumOfSquares(tensor));
    return tf.sqrt(sum) as tf.Scalar;
  });
}

/** In two stages, since a backend may add hundreds of thousands of float32 values one after the other. */
function sumOfSquares(tensor: tf.Tensor): tf.Tensor {
  const squares = tf.square(tensor);
  return tensor.rank > 1 ? tf.sum(tf.sum(squares, -1)) : tf.sum(squares);
}
