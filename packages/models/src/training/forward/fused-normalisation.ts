import type { BatchNormAttributes, TrainingKernels } from '@aver/backend';
import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';

const forward: keyof TrainingKernels = 'AverBatchNorm';
const backward: keyof TrainingKernels = 'AverBatchNormGrad';

/** Whether the backend in use has the kernels; @aver/backend brings them to some. */
export function hasFusedNormalisation(): boolean {
  return [forward, backward].every((name) => tf.getKernel(name, tf.getBackend()));
}

/**
 * A batch normalisation as in training and the relu behind it in one kernel, which keeps nothing of what lies between them,
 * and their gradient in another; and the layer's running statistics, moved as TensorFlow.js moves them.
 *
 * @param x (..., channels).
 * @param layer With the weights gamma, beta, running mean and running variance.
 */
export function fusedNormalisation(x: tf.Tensor, layer: LayersModel['layers'][number], relu: boolean): tf.Tensor {
  const { epsilon, momentum } = layer.getConfig() as { epsilon: number; momentum: number };
  const [gamma, beta, ...running] = layer.weights;
  const attrs = { epsilon, relu } satisfies BatchNormAttributes;
  const operation = tf.customGrad((...args) => {
    const [x, gamma, beta] = args as unknown as tf.Tensor[];
    const save = args[args.length - 1] as tf.GradSaveFunc;
    const [y, mean, variance] = tf.engine().runKernel(forward, { x, gamma, beta }, attrs) as tf.Tensor[];
    save([x, gamma, beta, mean, variance]);
    for (const [i, statistic] of [mean, variance].entries()) {
      tf.tidy(() => {
        const before = running[i].read();
        running[i].write(tf.sub(before, tf.mul(tf.sub(before, statistic), 1 - momentum)));
      });
    }
    const gradFunc = (dy: tf.Tensor, [x, gamma, beta, mean, variance]: tf.Tensor[]) =>
      tf.engine().runKernel(backward, { dy, x, gamma, beta, mean, variance }, attrs) as tf.Tensor[];
    return { value: y, gradFunc };
  });
  return operation(x, gamma.read(), beta.read());
}
