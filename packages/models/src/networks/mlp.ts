import { initializers, type LayersModel, layers, sequential } from '@tensorflow/tfjs-layers';
import { deriveSeed } from '../randomness/derive-seed.js';
import { requireSize } from '../sizes/require-size.js';
import { requireNetworkOptions } from './require-network-options.js';

export interface MlpOptions {
  /** Number of features of a recording. @default 180 */
  inputLength?: number;
  /** Size of the hidden layer. @default 300 */
  hiddenUnits?: number;
  /** Number of outputs. @default 4 */
  classes?: number;
  /** Decides the start weights, an integer of at least 0. @default 0 */
  seed?: number;
}

/**
 * The paper's MLP: one hidden layer with relu, softmax; 55,504 parameters at 180 features, 300 units and 4 classes.
 *
 * Start weights are scikit-learn's: weights and biases uniform in +-sqrt(6 / (fanIn + fanOut)).
 *
 * @returns A model of standard layers: input (samples, inputLength), output (samples, classes).
 * @throws RangeError when an option is out of range.
 *
 * @see paper, section 4; scikit-learn's MLPClassifier, which the public notebooks used.
 *
 * @example
 * mlp().countParams(); // 55504
 */
export function mlp({ inputLength = 180, hiddenUnits = 300, classes = 4, seed = 0 }: MlpOptions = {}): LayersModel {
  requireSize('mlp', 'inputLength', inputLength);
  requireSize('mlp', 'hiddenUnits', hiddenUnits);
  requireNetworkOptions('mlp', { classes, dropoutRate: 0, seed });
  const model = sequential({ name: 'mlp' });
  model.add(
    layers.dense({
      name: 'hidden',
      inputShape: [inputLength],
      units: hiddenUnits,
      activation: 'relu',
      ...glorotUniform(inputLength, hiddenUnits, seed, 0),
    }),
  );
  model.add(
    layers.dense({
      name: 'output',
      units: classes,
      activation: 'softmax',
      ...glorotUniform(hiddenUnits, classes, seed, 1),
    }),
  );
  return model;
}

/** The bound spelt out, since TensorFlow.js would take a bias's fans from the bias's own shape. */
function glorotUniform(fanIn: number, fanOut: number, seed: number, layer: number) {
  const bound = Math.sqrt(6 / (fanIn + fanOut));
  const uniform = (part: number) =>
    initializers.randomUniform({ minval: -bound, maxval: bound, seed: deriveSeed(seed, layer, part) });
  return { kernelInitializer: uniform(0), biasInitializer: uniform(1) };
}
