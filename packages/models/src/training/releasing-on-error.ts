import * as tf from '@tensorflow/tfjs-core';

/**
 * Takes gradients, and if that fails frees what it had made. TensorFlow.js leaves behind what the forward pass saved
 * when the way back throws, for instance because the backend lacks a kernel.
 */
export function releasingOnError<T extends tf.TensorContainer>(takeGradients: () => T): T {
  try {
    return tf.tidy(takeGradients);
  } catch (error) {
    const { state } = tf.engine();
    // Inside of another gradient the record is that one's, too.
    if (state.gradientDepth === 0) {
      for (const { saved = [] } of state.activeTape ?? []) tf.dispose(saved);
      state.activeTape = [];
    }
    throw error;
  }
}
