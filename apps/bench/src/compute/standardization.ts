import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';

/** Mean and deviation of each value of an input. */
export interface Standardization {
  mean: Float64Array;
  deviation: Float64Array;
}

/** Inputs, samples first. */
interface Samples {
  data: Float32Array | Uint8Array;
  shape: number[];
}

/**
 * Mean and deviation of each value over samples, as scikit-learn's StandardScaler has them: the population's
 * deviation, and 1 where it is 0.
 */
export function standardization({ data, shape }: Samples): Standardization {
  const samples = shape[0];
  const size = data.length / samples;
  const mean = new Float64Array(size);
  const deviation = new Float64Array(size);
  for (let i = 0; i < data.length; i++) mean[i % size] += data[i] / samples;
  for (let i = 0; i < data.length; i++) deviation[i % size] += (data[i] - mean[i % size]) ** 2 / samples;
  // A value that never changes has the deviation of its rounding, not 0.
  const smallest = (i: number) => 10 * Number.EPSILON * Math.abs(mean[i]);
  return { mean, deviation: deviation.map((square, i) => (Math.sqrt(square) > smallest(i) ? Math.sqrt(square) : 1)) };
}

/** (x - mean) / deviation. */
export function standardized({ data, shape }: Samples, { mean, deviation }: Standardization): Samples {
  const size = mean.length;
  return { data: Float32Array.from(data, (value, i) => (value - mean[i % size]) / deviation[i % size]), shape };
}

/**
 * Lets a model that was trained on standardised inputs take them as they are: its first dense layer gets the weights
 * W / deviation and the bias b - mean W / deviation, which gives the same sums.
 *
 * @param model Changed in place.
 * @throws RangeError when the model does not begin with a dense layer of these inputs.
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
