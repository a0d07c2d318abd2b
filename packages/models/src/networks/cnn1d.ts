import { initializers, type LayersModel, layers, sequential } from '@tensorflow/tfjs-layers';
import { deriveSeed } from '../randomness/derive-seed.js';
import { requireNetworkOptions } from './require-network-options.js';
import { SeededDropout } from './seeded-dropout.js';

export interface Cnn1dOptions {
  /** `four-convolutions`: as printed and run. `two-convolutions`: the run with the digits of the paper's Table 3. */
  form: 'four-convolutions' | 'two-convolutions';
  /** Number of features of a recording. @default 180 */
  inputLength?: number;
  /** Number of outputs; the notebook has 8 for its four emotions, the paper prints 4. @default 8 */
  classes?: number;
  /** Share of values set to 0 in training after each convolution, in [0, 1). @default 0.1 */
  dropoutRate?: number;
  /** Decides start weights and dropout masks, an integer of at least 0. @default 0 */
  seed?: number;
}

/** What follows each convolution, in the notebook's order. */
const forms = {
  'four-convolutions': [['dropout', 'pooling'], ['pooling', 'dropout'], ['dropout'], ['dropout']],
  'two-convolutions': [['dropout', 'pooling'], ['dropout']],
} as const;

const pool = 8;

/**
 * The paper's CNN-1D over a feature vector: convolutions of 128 filters of length 5 ('same', relu) with dropout,
 * max-pooling by 8, softmax. With 180 features and 8 outputs the four convolutions have 248,968 parameters, the two
 * convolutions 105,352.
 *
 * Start weights are Keras's: Glorot uniform, in +-sqrt(6 / (fanIn + fanOut)), biases 0.
 *
 * @returns A model of standard layers: input (samples, inputLength, 1), output (samples, classes).
 * @throws RangeError when an option is out of range, or the input too short for the poolings.
 *
 * @see paper, section 4; the public notebooks.
 *
 * @example
 * cnn1d({ form: 'four-convolutions' }).countParams(); // 248968
 */
export function cnn1d({
  form,
  inputLength = 180,
  classes = 8,
  dropoutRate = 0.1,
  seed = 0,
}: Cnn1dOptions): LayersModel {
  if (!Object.hasOwn(forms, form)) {
    throw new RangeError(`cnn1d: form must be four-convolutions or two-convolutions; received ${form}`);
  }
  const poolings = forms[form].flat().filter((follower) => follower === 'pooling').length;
  if (!(Number.isSafeInteger(inputLength) && inputLength >= pool ** poolings)) {
    throw new RangeError(
      `cnn1d: inputLength must be an integer of at least ${pool ** poolings}; received ${inputLength}`,
    );
  }
  requireNetworkOptions('cnn1d', { classes, dropoutRate, seed });
  const model = sequential({ name: 'cnn1d' });
  let layerNumber = 0;
  for (const [i, followers] of forms[form].entries()) {
    model.add(
      layers.conv1d({
        name: `convolution_${i + 1}`,
        ...(i === 0 && { inputShape: [inputLength, 1] }),
        filters: 128,
        kernelSize: 5,
        padding: 'same',
        activation: 'relu',
        kernelInitializer: initializers.glorotUniform({ seed: deriveSeed(seed, layerNumber++) }),
        biasInitializer: 'zeros',
      }),
    );
    for (const follower of followers) {
      if (follower === 'dropout') {
        const seedOfLayer = deriveSeed(seed, layerNumber++);
        model.add(new SeededDropout({ name: `dropout_${i + 1}`, rate: dropoutRate, seed: seedOfLayer }));
      } else {
        model.add(layers.maxPooling1d({ name: `pooling_${i + 1}`, poolSize: pool, strides: pool }));
      }
    }
  }
  model.add(layers.flatten({ name: 'flatten' }));
  model.add(
    layers.dense({
      name: 'output',
      units: classes,
      activation: 'softmax',
      kernelInitializer: initializers.glorotUniform({ seed: deriveSeed(seed, layerNumber++) }),
      biasInitializer: 'zeros',
    }),
  );
  return model;
}
