import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';

/**
 * Whether all weights of a model are finite numbers. The loss does not always tell: the wasm backend's fused relu turns
 * NaN into 0, so that a net with broken hidden layers can still have a finite loss.
 */
export async function weightsAreFinite(model: LayersModel): Promise<boolean> {
  const total = tf.tidy(() =>
    model.weights.map((weight) => tf.sum(weight.read())).reduce((sum, next) => tf.add(sum, next)),
  );
  const [value] = await total.data();
  total.dispose();
  return Number.isFinite(value);
}
