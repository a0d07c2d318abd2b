import type { TrainingKernels } from '@aver/backend';
import * as tf from '@tensorflow/tfjs-core';

const forward: keyof TrainingKernels = 'AverSwish';
const backward: keyof TrainingKernels = 'AverSwishGrad';

/** Whether the backend in use has the kernels; @aver/backend brings them to some. */
export function hasFusedSwish(): boolean {
  return [forward, backward].every((name) => tf.getKernel(name, tf.getBackend()));
}

/** x / (1 + exp(-x)) in one pass over the values, and its gradient in another, which keeps nothing but x. */
export function fusedSwish(x: tf.Tensor): tf.Tensor {
  const operation = tf.customGrad((...args) => {
    const [x, save] = args as unknown as [tf.Tensor, tf.GradSaveFunc];
    save([x]);
    return {
      value: tf.engine().runKernel(forward, { x }) as tf.Tensor,
      gradFunc: (dy: tf.Tensor, [x]: tf.Tensor[]) => tf.engine().runKernel(backward, { x, dy }) as tf.Tensor,
    };
  });
  return operation(x);
}
