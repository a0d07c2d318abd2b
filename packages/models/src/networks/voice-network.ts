import {
  initializers,
  input,
  type LayersModel,
  layers,
  model as modelOf,
  type SymbolicTensor,
} from '@tensorflow/tfjs-layers';
import { deriveSeed } from '../randomness/derive-seed.js';
import { requireSize } from '../sizes/require-size.js';
import { requireNetworkOptions } from './require-network-options.js';
import { SeededDropout } from './seeded-dropout.js';

export interface VoiceNetworkOptions {
  /** Number of values of a sound. */
  inputLength: number;
  /** Size of both hidden layers. @default 128 */
  hiddenUnits?: number;
  /** Share of the inputs that are set to 0 in training, in [0, 1). @default 0.3 */
  inputDropoutRate?: number;
  /** Share of the hidden values that are set to 0 in training, in [0, 1). @default 0.5 */
  dropoutRate?: number;
  /** Number of outputs. @default 5, four emotions and no voice */
  classes?: number;
  /** Decides start weights and dropout masks, an integer of at least 0. @default 0 */
  seed?: number;
}

/**
 * What stands behind `voiceFeatures` of @aver/spectrogram: tanh, two hidden layers with relu, dropout in front of each layer,
 * softmax. The hearing is done by the features and the speech embedding in them; the network only weighs, and trains in a minute.
 *
 * Start weights: kernels Glorot uniform, biases 0.
 *
 * @returns A model of standard layers: input (samples, inputLength), best standardised to a deviation of a half, output (samples, classes).
 * @throws RangeError when an option is out of range.
 *
 * @see the project's own; how it was chosen stands in docs/decisions.
 *
 * @example
 * voiceNetwork({ inputLength: 859 }).countParams(); // 127237
 */
export function voiceNetwork({
  inputLength,
  hiddenUnits = 128,
  inputDropoutRate = 0.3,
  dropoutRate = 0.5,
  classes = 5,
  seed = 0,
}: VoiceNetworkOptions): LayersModel {
  requireSize('voiceNetwork', 'inputLength', inputLength);
  requireSize('voiceNetwork', 'hiddenUnits', hiddenUnits);
  requireNetworkOptions('voiceNetwork', { classes, dropoutRate: inputDropoutRate, seed });
  requireNetworkOptions('voiceNetwork', { classes, dropoutRate, seed });
  const inputs = input({ shape: [inputLength], name: 'voice' });
  // What lies far outside what was heard in training, such as a noise, must not count for more than the farthest of that.
  let values = layers.activation({ name: 'bounded', activation: 'tanh' }).apply(inputs) as SymbolicTensor;
  const sizes = [hiddenUnits, hiddenUnits, classes];
  for (const [i, units] of sizes.entries()) {
    const isLast = i === sizes.length - 1;
    const rate = i === 0 ? inputDropoutRate : dropoutRate;
    const dropout = new SeededDropout({ name: `dropout_${i + 1}`, rate, seed: deriveSeed(seed, i, 1) });
    const dense = layers.dense({
      name: isLast ? 'output' : `hidden_${i + 1}`,
      units,
      activation: isLast ? 'softmax' : 'relu',
      kernelInitializer: initializers.glorotUniform({ seed: deriveSeed(seed, i, 0) }),
      biasInitializer: 'zeros',
    });
    values = dense.apply(dropout.apply(values)) as SymbolicTensor;
  }
  return modelOf({ name: 'voice_network', inputs, outputs: values });
}
