import type * as tf from '@tensorflow/tfjs-core';
import { type LayersModel, model as modelOf, type SymbolicTensor } from '@tensorflow/tfjs-layers';
import { convolutionBlock } from './convolution-block.js';
import { fusedConvolution, hasFusedConvolution } from './fused-convolution.js';

type Layer = LayersModel['layers'][number];
type Step = (x: tf.Tensor) => tf.Tensor;

/**
 * A model's forward pass up to one of its inner tensors or its output, for gradients to be taken of.
 *
 * Where the backend has the kernels and the layers are one plain chain, each convolution runs together with the bias,
 * relu and max-pool behind it. Otherwise it is TensorFlow.js's own, with the same result.
 *
 * @param training Whether layers act as in training (dropout, batch normalisation) or as in prediction.
 */
export function forwardPass(model: LayersModel, end: SymbolicTensor, training: boolean): Step {
  const chain = hasFusedConvolution() ? chainOf(model, end) : undefined;
  const steps = chain && fusedSteps(chain, training);
  if (steps) return (x) => steps.reduce((value, step) => step(value), x);
  const body = end === model.outputs[0] ? model : modelOf({ inputs: model.inputs, outputs: end });
  return (x) => body.apply(x, { training }) as tf.Tensor;
}

/** A chain's steps; undefined if none of its layers is a convolution that can be fused. */
function fusedSteps(chain: readonly Layer[], training: boolean): Step[] | undefined {
  const steps: Step[] = [];
  let hasBlocks = false;
  let hasWeightsBefore = false;
  for (let i = 0; i < chain.length; ) {
    const layer = chain[i];
    const block = convolutionBlock(chain.slice(i));
    if (block) {
      const inputGradient = hasWeightsBefore;
      const read = () => layer.weights.map((weight) => weight.read());
      steps.push((x) => fusedConvolution(x, read(), block.attributes, inputGradient));
      hasBlocks = true;
    } else {
      steps.push((x) => layer.apply(x, { training }) as tf.Tensor);
    }
    hasWeightsBefore ||= layer.trainableWeights.length > 0;
    i += block?.length ?? 1;
  }
  return hasBlocks ? steps : undefined;
}

/** The layers from a model's input to a tensor; undefined if they are not one behind the other, or hand masks on. */
function chainOf(model: LayersModel, end: SymbolicTensor): Layer[] | undefined {
  const chain: Layer[] = [];
  let tensor = end;
  while (tensor !== model.inputs[0]) {
    const layer = tensor.sourceLayer;
    if (tensor.inputs.length !== 1 || ['Masking', 'Embedding'].includes(layer.getClassName())) return undefined;
    chain.unshift(layer);
    tensor = tensor.inputs[0];
  }
  return chain;
}
