import type * as tf from '@tensorflow/tfjs-core';
import { type LayersModel, model as modelOf, type SymbolicTensor } from '@tensorflow/tfjs-layers';
import { fusedBlocks } from './fused-blocks.js';
import { fusedConvolution, hasFusedConvolution, hasFusedDropout } from './fused-convolution.js';
import { fusedNormalisation, hasFusedNormalisation } from './fused-normalisation.js';
import { fusedSwish, hasFusedSwish } from './fused-swish.js';

/**
 * A model's forward pass up to one of its inner tensors or its output, for gradients to be taken of.
 *
 * Where the backend has the kernels, each convolution runs together with the bias, relu and max-pool behind it, if nothing
 * else wants what lies between them; in training with our dropout too, and each batch normalisation with the relu behind
 * it, and swish as one thing. Otherwise it is TensorFlow.js's own, with the same result.
 *
 * @param training Whether layers act as in training (dropout, batch normalisation) or as in prediction.
 */
export function forwardPass(model: LayersModel, end: SymbolicTensor, training: boolean): (x: tf.Tensor) => tf.Tensor {
  const blocks = fusedBlocks(model, end, {
    convolutions: hasFusedConvolution(),
    normalisations: training && hasFusedNormalisation(),
    dropouts: training && hasFusedDropout(),
    swishes: training && hasFusedSwish(),
  });
  if (!blocks?.size) {
    const body = end === model.outputs[0] ? model : modelOf({ inputs: model.inputs, outputs: end });
    return (x) => body.apply(x, { training }) as tf.Tensor;
  }
  return (x) => {
    // What several branches start from is worked out once.
    const known = new Map([[model.inputs[0], x]]);
    return read(end);

    function read(tensor: SymbolicTensor): tf.Tensor {
      const value = known.get(tensor) ?? evaluate(tensor);
      known.set(tensor, value);
      return value;
    }

    function evaluate(tensor: SymbolicTensor): tf.Tensor {
      const block = blocks?.get(tensor);
      if (block && 'swish' in block) return fusedSwish(read(block.input));
      if (block && 'normalisation' in block)
        return fusedNormalisation(read(block.input), block.normalisation, block.relu);
      if (block) {
        const x = read(block.input);
        const weights = block.convolution.weights.map((weight) => weight.read());
        const mask = block.dropout?.layer.nextMask();
        const dropout = mask && { ...mask, beforePool: block.dropout?.beforePool ?? false };
        return fusedConvolution(x, weights, { ...block.attributes, ...(dropout && { dropout }) }, block.inputGradient);
      }
      const inputs = tensor.inputs.map(read);
      return tensor.sourceLayer.apply(inputs.length === 1 ? inputs[0] : inputs, { training }) as tf.Tensor;
    }
  };
}
