import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { forwardPass } from './forward/forward-pass.js';

/**
 * The mean categorical cross-entropy of a batch, as a scalar that gradients can be taken of. Weights, (samples, 1),
 * multiply each sample's loss; the mean is still over the number of samples, as Keras takes it.
 */
export type BatchLoss = (x: tf.Tensor, labels: tf.Tensor, weights?: tf.Tensor) => tf.Scalar;

/**
 * The loss of a model that ends in softmax, from its logits: mean of logsumexp(z) - z_label. Its gradient in the logits
 * is (softmax(z) - labels) / n however wrong the model is, as in Keras 3 (which keeps a softmax layer's logits for this)
 * and scikit-learn. From probabilities, a sample whose probability has underflowed would get no gradient at all.
 *
 * With a floor, or where the model does not end in a softmax layer, it is the loss from probabilities: p / sum(p)
 * clipped to [floor, 1 - floor], with no gradient outside.
 *
 * @param probabilityFloor Clips at this probability; undefined takes the logits if it can, else 1e-7 as Keras does.
 * @param training Whether layers act as in training (dropout, batch normalisation) or as in prediction.
 */
export function crossEntropy(model: LayersModel, probabilityFloor?: number, training = true): BatchLoss {
  const logits = probabilityFloor === undefined ? modelLogits(model, training) : undefined;
  if (logits) return (x, labels, weights) => softmaxCrossEntropy(logits(x), labels, weights);
  const floor = probabilityFloor ?? 1e-7;
  const forward = forwardPass(model, model.outputs[0], training);
  return (x, labels, weights) => {
    const outputs = forward(x);
    const probabilities = tf.clipByValue(tf.div(outputs, tf.sum(outputs, -1, true)), floor, 1 - floor);
    const targets = weights ? tf.mul(weights, labels) : labels;
    return tf.neg(tf.mean(tf.sum(tf.mul(targets, tf.log(probabilities)), -1))) as tf.Scalar;
  };
}

function softmaxCrossEntropy(logits: tf.Tensor, labels: tf.Tensor, weights?: tf.Tensor): tf.Scalar {
  const operation = tf.customGrad((z, save) => {
    const logits = z as tf.Tensor;
    const shifted = tf.sub(logits, tf.max(logits, -1, true));
    const logProbabilities = tf.sub(shifted, tf.log(tf.sum(tf.exp(shifted), -1, true)));
    const samples = logits.shape[0];
    const weighted = <T extends tf.Tensor>(each: T) => (weights ? tf.mul<T>(weights, each) : each);
    const gradient = tf.div(weighted(tf.sub(tf.exp(logProbabilities), labels)), samples);
    (save as tf.GradSaveFunc)([gradient]);
    const value = tf.div(tf.neg(tf.sum(weighted(tf.mul(labels, logProbabilities)))), samples);
    return { value, gradFunc: (dy: tf.Tensor, [gradient]: tf.Tensor[]) => tf.mul(gradient, dy) };
  });
  return operation(logits) as tf.Scalar;
}

/** The model without its last softmax; undefined where it does not end in one that we can take off. */
function modelLogits(model: LayersModel, training: boolean): ((x: tf.Tensor) => tf.Tensor) | undefined {
  const [output] = model.outputs;
  const layer = output.sourceLayer;
  const { activation, axis } = layer.getConfig();
  const softmaxLayer = layer.getClassName() === 'Softmax' && (axis === -1 || axis === output.shape.length - 1);
  const softmaxActivation = activation === 'softmax';
  if (model.outputs.length !== 1 || output.shape.length !== 2) return undefined;

  if (softmaxLayer || (softmaxActivation && layer.getClassName() === 'Activation')) {
    return forwardPass(model, output.inputs[0], training);
  }
  if (softmaxActivation && layer.getClassName() === 'Dense') {
    const body = forwardPass(model, output.inputs[0], training);
    const [kernel, bias] = layer.weights;
    return (x) => {
      const product = tf.matMul(body(x) as tf.Tensor2D, kernel.read() as tf.Tensor2D);
      return bias ? tf.add(product, bias.read()) : product;
    };
  }
  return undefined;
}
