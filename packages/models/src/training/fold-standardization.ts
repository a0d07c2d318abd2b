import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { Standardization } from './standardization.js';

/**
 * Lets a model that was trained on standardised inputs take them as they are: its first dense layer gets the weights
 * W / deviation and the bias b - mean W / deviation, which gives the same sums.
 *
 * @param model Changed in place.
 * @throws RangeError when the model does not begin with a dense layer of these inputs.
 * @example
 * foldStandardization(model, standardization(training)); // model.predict takes values as they are from now on
 */
export function foldStandardization(model: LayersModel, { mean, deviation }: Standardization): void {
  const layer = model.layers.find((one) => one.countParams() > 0);
  const [kernel, bias] = layer?.getWeights() ?? [];
  if (layer?.getClassName() !== 'Dense' || kernel.shape[0] !== mean.length || !bias) {
    throw new RangeError(
      `foldStandardization: model must begin with a dense layer of ${mean.length} inputs, with a bias; ` +
        `received ${layer?.getClassName()}${kernel ? ` with weights [${kernel.shape}]` : ''}`,
    );
  }
  const [inputs, units] = kernel.shape as [number, number];
  const weights = Float64Array.from(kernel.dataSync());
  const biases = Float64Array.from(bias.dataSync());
  for (let i = 0; i < inputs; i++) {
    for (let unit = 0; unit < units; unit++) {
      weights[i * units + unit] /= deviation[i];
      biases[unit] -= mean[i] * weights[i * units + unit];
    }
  }
  const folded = [tf.tensor2d(Float32Array.from(weights), [inputs, units]), tf.tensor1d(Float32Array.from(biases))];
  layer.setWeights(folded);
  tf.dispose(folded);
}
