import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';

/** The exponential moving average of a model's weights, all of them: also what normalisation layers have counted. */
export interface AveragedWeights {
  /** Takes in the weights as they are after a step; steps count from 0. */
  add(step: number): void;
  /** Gives the model the averages and keeps its weights, or the other way round. */
  exchange(): void;
  /** The averages as they are, or the weights while these are exchanged. */
  values(): tf.Tensor[];
  /** Takes over other averages in place of these. */
  replace(tensors: tf.Tensor[]): void;
  dispose(): void;
}

/**
 * averages += (1 - d) (weights - averages) after each step, from the weights as they are now.
 *
 * @param decay d after many steps. At first it is (1 + step) / (10 + step), so that the start is soon forgotten.
 *
 * @see tf.train.ExponentialMovingAverage with num_updates.
 */
export function averagedWeights(model: LayersModel, decay: number): AveragedWeights {
  let averages: tf.Tensor[] = model.weights.map((weight) => tf.clone(weight.read()));
  return {
    add(step) {
      const keep = Math.min(decay, (1 + step) / (10 + step));
      const before = averages;
      averages = tf.tidy(() =>
        before.map((average, i) => tf.add(average, tf.mul(tf.sub(model.weights[i].read(), average), 1 - keep))),
      );
      tf.dispose(before);
    },
    exchange() {
      const weights = model.weights.map((weight) => tf.clone(weight.read()));
      // A layer's constraint makes a tensor of its own.
      tf.tidy(() => averages.forEach((average, i) => void model.weights[i].write(average)));
      tf.dispose(averages);
      averages = weights;
    },
    values: () => averages,
    replace(tensors) {
      tf.dispose(averages);
      averages = tensors;
    },
    dispose: () => tf.dispose(averages),
  };
}
