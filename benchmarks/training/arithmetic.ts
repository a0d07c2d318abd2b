import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';

/**
 * Floating-point operations of one sample's training in dense arithmetic, zeros and all: forward, gradient by the
 * weights, gradient by the input of every layer but the first.
 */
export function operationsPerSample(model: LayersModel): number {
  let operations = 0;
  for (const layer of model.layers) {
    const [kernel] = layer.getWeights();
    if (!kernel) continue;
    // A kernel meets each output position once: (..., outputs) in (batch, positions..., outputs).
    const positions = (layer.outputShape as number[]).slice(1, -1).reduce((product, length) => product * length, 1);
    operations += 2 * kernel.size * positions * (operations === 0 ? 2 : 3);
  }
  return operations;
}

/** Giga floating-point operations per second of the backend's matrix product, the machine's yardstick. */
export function matMulSpeed(): number {
  const size = 1024;
  return tf.tidy(() => {
    const a = tf.randomUniform([size, size], -1, 1, 'float32', 1) as tf.Tensor2D;
    const times = Array.from({ length: 7 }, () => {
      const start = performance.now();
      tf.matMul(a, a).dataSync();
      return performance.now() - start;
    });
    return (2 * size ** 3) / times.sort((x, y) => x - y)[3] / 1e6;
  });
}
