import type { FusedConv2DMaxPoolAttributes, TrainingKernels } from '@aver/backend';
import * as tf from '@tensorflow/tfjs-core';

const forward: keyof TrainingKernels = 'AverFusedConv2DMaxPool';
const backward: keyof TrainingKernels = 'AverFusedConv2DMaxPoolGrad';
const dropout: keyof TrainingKernels = 'AverSeededDropout';

/** Whether the backend in use has the kernels; @aver/backend brings them to some. */
export function hasFusedConvolution(): boolean {
  return [forward, backward].every((name) => tf.getKernel(name, tf.getBackend()));
}

/** Whether they take a dropout too: where dropout is a kernel of its own, they do. */
export function hasFusedDropout(): boolean {
  return tf.getKernel(dropout, tf.getBackend()) !== undefined;
}

/**
 * Convolution, bias, max-pool and relu in one kernel, which keeps nothing of what lies between them, and their gradient
 * in another.
 *
 * @param x (n, height, width, channels), or (n, length, channels), which is taken for images of height 1.
 * @param weights The filter and, if there is one, the bias.
 * @param inputGradient Whether something asks for the gradient of x. A network's first layer saves much without it.
 */
export function fusedConvolution(
  x: tf.Tensor,
  weights: tf.Tensor[],
  attributes: FusedConv2DMaxPoolAttributes,
  inputGradient: boolean,
): tf.Tensor {
  const [filter, bias] = weights;
  const inputs = inputGradient ? [x, ...weights] : weights;
  const attrs = attributes as unknown as tf.NamedAttrMap;
  const operation = tf.customGrad((...args) => {
    const save = args[args.length - 1] as tf.GradSaveFunc;
    const image = asImages(x, 1);
    const filter2d = asImages(filter, 0);
    const forwardInputs = { x: image, filter: filter2d, ...(bias && { bias }) };
    const [y, memory] = tf.engine().runKernel(forward, forwardInputs, attrs) as tf.Tensor[];
    save([image, filter2d, y, memory]);
    const gradFunc = (dy: tf.Tensor, [x4d, filter4d, y, memory]: tf.Tensor[]) => {
      const [filterGradient, biasGradient, xGradient] = tf
        .engine()
        .runKernel(
          backward,
          { dy: tf.reshape(dy, y.shape), x: x4d, filter: filter4d, y, memory },
          { ...attrs, inputGradient },
        ) as tf.Tensor[];
      const gradients = [tf.reshape(filterGradient, filter.shape), ...(bias ? [biasGradient] : [])];
      return inputGradient ? [tf.reshape(xGradient, x.shape), ...gradients] : gradients;
    };
    return { value: x.rank === 4 ? y : tf.squeeze(y, [1]), gradFunc };
  });
  return operation(...inputs);
}

/** A tensor of a 1-D layer with an axis for the height, which is 1. */
function asImages(tensor: tf.Tensor, axis: number): tf.Tensor {
  return tensor.rank === 4 ? tensor : tf.expandDims(tensor, axis);
}
