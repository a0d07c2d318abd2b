import * as tf from '@tensorflow/tfjs-core';
import { input, LayersModel, layers, model as modelOf, type SymbolicTensor } from '@tensorflow/tfjs-layers';
import type { Standardization } from '../training/standardization.js';

/** A network of an {@link ensemble}, and what its part of the values is brought to first. */
export interface EnsembleMember {
  /** One input of a fixed shape, one output; copied. */
  model: LayersModel;
  /** What every value is multiplied with. @default 1 */
  inputScale?: number;
  /** Mean and deviation of each value, once scaled. @default none */
  standardization?: Standardization;
}

/**
 * One model of several networks, each of which was trained by itself: it takes the inputs of all as one row of values, one
 * behind the other in the members' order, and answers with the mean of their answers.
 *
 * The members may err in different ways, as a network of pictures and one of statistics do; then the mean errs less often
 * than the best of them.
 *
 * @param members Two or more, with equally many outputs; still the caller's, who may dispose them.
 * @returns A model of standard layers: input (samples, values), output (samples, classes). Not to be trained.
 * @throws RangeError when there are fewer than two members, one has not one input of fixed shape and one row of outputs, or
 * another number of outputs, or a standardisation of another size.
 * @see scikit-learn 1.9, VotingClassifier with voting='soft'
 * @example
 * const both = ensemble([{ model: cnn, inputScale: 1 / 40 }, { model: voice, standardization }]);
 * both.inputs[0].shape; // [null, 11099]: 64 * 160 + 859
 */
export function ensemble(members: readonly EnsembleMember[]): LayersModel {
  if (!(members.length >= 2)) {
    throw new RangeError(`ensemble: members must be two or more; received ${members.length}`);
  }
  const sizes = members.map((member, i) => requireMember(member, i, members[0]));
  const values = sizes.reduce((sum, size) => sum + size, 0);
  const inputs = input({ shape: [values], name: 'inputs' });
  const row = layers.reshape({ name: 'row', targetShape: [1, values, 1] }).apply(inputs) as SymbolicTensor;
  let from = 0;
  const answers = members.map((member, i) => {
    const name = (what: string) => `member_${i + 1}_${what}`;
    const cropping: [[number, number], [number, number]] = [
      [0, 0],
      [from, values - from - sizes[i]],
    ];
    from += sizes[i];
    let own = layers.cropping2D({ name: name('values'), cropping }).apply(row) as SymbolicTensor;
    own = layers.flatten({ name: name('flat') }).apply(own) as SymbolicTensor;
    const { model, inputScale = 1, standardization } = member;
    if (inputScale !== 1) {
      own = layers.rescaling({ name: name('scaled'), scale: inputScale, offset: 0 }).apply(own) as SymbolicTensor;
    }
    if (standardization) own = standardize(name('standardised'), standardization, own);
    const targetShape = model.inputs[0].shape.slice(1) as number[];
    own = layers.reshape({ name: name('shaped'), targetShape }).apply(own) as SymbolicTensor;
    return renamed(model, name).apply(own) as SymbolicTensor;
  });
  const outputs = layers.average({ name: 'mean' }).apply(answers) as SymbolicTensor;
  const together = modelOf({ name: 'ensemble', inputs, outputs });
  for (const layer of together.layers) layer.trainable = false;
  return together;
}

/** How many values a member takes. */
function requireMember({ model, standardization }: EnsembleMember, i: number, first: EnsembleMember): number {
  const fail = (expected: string, received: string): never => {
    throw new RangeError(`ensemble: members[${i}].${expected}; received ${received}`);
  };
  const shapeOf = (shape: (number | null)[]) => `[${shape.map((length) => length ?? 'any').join(', ')}]`;
  const shape = model.inputs[0].shape.slice(1);
  if (model.inputs.length !== 1 || shape.some((length) => !length)) {
    fail('model must have one input of a fixed shape', model.inputs.map((one) => shapeOf(one.shape)).join(' and '));
  }
  const outputs = (one: LayersModel) => one.outputs.map((output) => shapeOf(output.shape.slice(1))).join(' and ');
  const expected = outputs(first.model);
  if (model.outputs.length !== 1 || model.outputs[0].shape.length !== 2 || outputs(model) !== expected) {
    fail(`model must have one row of outputs, as all members the same: ${expected}`, outputs(model));
  }
  const size = (shape as number[]).reduce((product, length) => product * length, 1);
  if (standardization && !(standardization.mean.length === size && standardization.deviation.length === size)) {
    const { mean, deviation } = standardization;
    fail(`standardization must have ${size} means and deviations`, `${mean.length} and ${deviation.length}`);
  }
  return size;
}

/** (x - mean) / deviation, by the standard layer that does so: a batch normalisation that has seen these. */
function standardize(name: string, { mean, deviation }: Standardization, x: SymbolicTensor): SymbolicTensor {
  const epsilon = 1e-3;
  const layer = layers.batchNormalization({ name, epsilon, center: false, trainable: false });
  const standardised = layer.apply(x) as SymbolicTensor;
  // Divided by the root of a variance of 1 and epsilon.
  const weights = [
    tf.tensor1d(deviation.map((one) => Math.sqrt(1 + epsilon) / one)),
    tf.tensor1d(mean),
    tf.ones([mean.length]),
  ];
  layer.setWeights(weights);
  tf.dispose(weights);
  return standardised;
}

/** A copy under names of its own: members may have layers of the same name, and weights are saved by it. */
function renamed(model: LayersModel, name: (what: string) => string): LayersModel {
  // As a graph, which a sequential model is, too, input layer and all.
  const config = modelOf({ name: 'copied', inputs: model.inputs, outputs: model.outputs }).getConfig();
  const given = config.layers as unknown as LayerConfig[];
  const layerNames = new Set(given.map((layer) => layer.name));
  const withNames = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(withNames);
    return typeof value === 'string' && layerNames.has(value) ? name(value) : value;
  };
  const copy = LayersModel.fromConfig(
    LayersModel as never,
    {
      ...config,
      name: name('network'),
      layers: given.map((layer) => ({
        ...layer,
        name: name(layer.name),
        config: { ...layer.config, name: name(layer.name) },
        inboundNodes: withNames(layer.inboundNodes),
      })),
      inputLayers: withNames(config.inputLayers),
      outputLayers: withNames(config.outputLayers),
    } as never,
  ) as LayersModel;
  copy.setWeights(model.getWeights());
  return copy;
}

interface LayerConfig {
  name: string;
  config: Record<string, unknown>;
  inboundNodes: unknown;
}
