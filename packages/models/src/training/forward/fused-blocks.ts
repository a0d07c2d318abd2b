import type { FusedConv2DMaxPoolAttributes } from '@aver/backend';
import type { LayersModel, SymbolicTensor } from '@tensorflow/tfjs-layers';
import { type ConvolutionBlock, convolutionBlock } from './convolution-block.js';
import { innerLayers } from './inner-layers.js';
import { normalisationBlock } from './normalisation-block.js';

/** A layer and those behind it that one kernel does. */
export type FusedBlock = ConvolutionAndFollowers | NormalisationAndRelu | Swish;

interface ConvolutionAndFollowers {
  convolution: LayersModel['layers'][number];
  input: SymbolicTensor;
  attributes: FusedConv2DMaxPoolAttributes;
  dropout?: ConvolutionBlock['dropout'];
  /** Whether a layer before it is trained, which then wants the gradient of the block's input. */
  inputGradient: boolean;
}

interface NormalisationAndRelu {
  normalisation: LayersModel['layers'][number];
  input: SymbolicTensor;
  relu: boolean;
}

interface Swish {
  swish: true;
  input: SymbolicTensor;
}

/** Which blocks the backend in use has kernels for, and are wanted. */
interface BlockKinds {
  convolutions: boolean;
  /** In training only: in prediction a normalisation takes what it has learned. */
  normalisations: boolean;
  /** With the convolutions before them; in training only, too. */
  dropouts: boolean;
  swishes: boolean;
}

/**
 * The blocks of a model's graph up to a tensor, each by the tensor that it makes. A block ends where another layer, too,
 * takes what a layer in it makes.
 *
 * @returns Undefined where layers hand on more than their output, masks or several tensors, as the blocks do not.
 */
export function fusedBlocks(
  model: LayersModel,
  end: SymbolicTensor,
  { convolutions, normalisations, dropouts, swishes }: BlockKinds,
): Map<SymbolicTensor, FusedBlock> | undefined {
  const consumers = consumersIn(model, end);
  const tensors = [...consumers.keys()];
  if (tensors.some(({ outputTensorIndex }) => outputTensorIndex !== undefined)) return undefined;
  if (innerLayers(model).some((layer) => ['Masking', 'Embedding'].includes(layer.getClassName()))) return undefined;

  const blocks = new Map<SymbolicTensor, FusedBlock>();
  const trained = new Set<SymbolicTensor>();
  for (const tensor of tensors) {
    const { sourceLayer, inputs } = tensor;
    const inputGradient = inputs.some((input) => trained.has(input));
    if (inputGradient || sourceLayer.trainableWeights.length > 0) trained.add(tensor);
    const chain = chainFrom(tensor, consumers);
    const chained = chain.map((link) => link.sourceLayer);
    const convolution = convolutions ? convolutionBlock(chained, dropouts) : undefined;
    if (convolution) {
      const { length, attributes, dropout } = convolution;
      const block = { convolution: sourceLayer, input: inputs[0], attributes, dropout, inputGradient };
      blocks.set(chain[length - 1], block);
    }
    const normalisation = normalisations ? normalisationBlock(chained) : undefined;
    if (normalisation) {
      const { length, relu } = normalisation;
      blocks.set(chain[length - 1], { normalisation: sourceLayer, input: inputs[0], relu });
    }
    const { activation } = sourceLayer.getConfig();
    if (swishes && sourceLayer.getClassName() === 'Activation' && activation === 'swish') {
      blocks.set(tensor, { swish: true, input: inputs[0] });
    }
  }
  return blocks;
}

/** Every tensor that an end is made of, none before those that it is made of itself, with the tensors made of it. */
function consumersIn(model: LayersModel, end: SymbolicTensor): Map<SymbolicTensor, SymbolicTensor[]> {
  const consumers = new Map<SymbolicTensor, SymbolicTensor[]>();
  visit(end);
  return consumers;

  function visit(tensor: SymbolicTensor): void {
    if (consumers.has(tensor)) return;
    const inputs = model.inputs.includes(tensor) ? [] : tensor.inputs;
    inputs.forEach(visit);
    consumers.set(tensor, []);
    for (const input of inputs) consumers.get(input)?.push(tensor);
  }
}

/** A tensor and those that are made of it, one of the other, as long as each is taken once only. */
function chainFrom(start: SymbolicTensor, consumers: Map<SymbolicTensor, SymbolicTensor[]>): SymbolicTensor[] {
  const chain = [start];
  for (let tensor = start; ; ) {
    const [next, ...others] = consumers.get(tensor) ?? [];
    if (next === undefined || others.length > 0) return chain;
    chain.push(next);
    tensor = next;
  }
}
