import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel, SymbolicTensor } from '@tensorflow/tfjs-layers';
import { innerLayers } from './forward/inner-layers.js';
import { releasingOnError } from './releasing-on-error.js';

type Layer = LayersModel['layers'][number];

/**
 * What TensorFlow.js says when a backend lacks a kernel names neither the layer nor a way out; this error does.
 *
 * @param error What a training step threw.
 * @returns The clearer error, its cause being the given one; undefined where that is about something else.
 */
export function missingGradient(model: LayersModel, error: unknown): RangeError | undefined {
  const missing = missingPart(error);
  if (!missing) return undefined;
  const layer = innerLayers(model).find((layer) => missingPart(failureOf(layer)) === missing);
  const received = layer
    ? `${layer.getClassName()} ${layer.name}, which needs ${missing}`
    : `one that needs ${missing}`;
  const backend = tf.getBackend();
  const remedy =
    backend === 'wasm'
      ? "call prepareBackend('wasm') of @aver/backend, which brings the kernels of usual networks, or use node or cpu"
      : 'use the node or cpu backend';
  return new RangeError(
    `trainModel: model must be of layers that the ${backend} backend can train; received ${received}; ${remedy}`,
    { cause: error },
  );
}

/** What is missing, by the words of TensorFlow.js; undefined for other errors. */
function missingPart(error: unknown): string | undefined {
  const message = error instanceof Error ? error.message : '';
  const kernel = /^Kernel '(\w+)' not registered for backend/.exec(message)?.[1];
  if (kernel) return `the kernel ${kernel}`;
  const gradient = /gradient function not found for (\w+)/.exec(message)?.[1];
  return gradient && `a gradient of ${gradient}`;
}

/** What happens when a layer alone is trained, on inputs of ones. */
function failureOf(layer: Layer): unknown {
  try {
    const gradients = releasingOnError(() => {
      const symbols = [layer.input].flat() as SymbolicTensor[];
      const inputs = symbols.map(({ shape }) => tf.ones(shape.map((length, axis) => length ?? (axis === 0 ? 1 : 8))));
      const weights = layer.trainableWeights.map((weight) => weight.read());
      const output = () => tf.sum(layer.apply(inputs, { training: true }) as tf.Tensor);
      return tf.grads(output)([...inputs, ...weights]);
    });
    tf.dispose(gradients);
    return undefined;
  } catch (error) {
    return error;
  }
}
