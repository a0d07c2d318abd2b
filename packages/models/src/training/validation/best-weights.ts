import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';

/** Keeps a copy of a model's weights, all of them: also what normalisation layers have counted. */
export interface BestWeights {
  /** Keeps the weights as they are now instead of those kept before. */
  keep(): void;
  /** What was kept last, if anything was. */
  values(): tf.Tensor[];
  /** Takes over others in place of what was kept. */
  replace(tensors: tf.Tensor[]): void;
  /** Gives the model back what was kept last, if anything was, and forgets it. */
  restore(): void;
}

/** A place for the best weights that a training of the model has seen. */
export function bestWeights(model: LayersModel): BestWeights {
  let kept: tf.Tensor[] = [];
  return {
    keep() {
      tf.dispose(kept);
      kept = model.weights.map((weight) => tf.clone(weight.read()));
    },
    values: () => kept,
    replace(tensors) {
      tf.dispose(kept);
      kept = tensors;
    },
    restore() {
      // A layer's constraint makes a tensor of its own.
      tf.tidy(() => kept.forEach((tensor, i) => void model.weights[i].write(tensor)));
      tf.dispose(kept);
      kept = [];
    },
  };
}
