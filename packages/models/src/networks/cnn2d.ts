import { initializers, type LayersModel, layers, sequential } from '@tensorflow/tfjs-layers';
import { deriveSeed } from '../randomness/derive-seed.js';
import { requireNetworkOptions } from './require-network-options.js';
import { SeededDropout } from './seeded-dropout.js';

export interface Cnn2dOptions {
  /** `notebook`: 5 x 5 filters, pooling by 5, both 'same'. `printed`: 3 x 3 filters, pooling by 2, both 'valid'. */
  form: 'notebook' | 'printed';
  /** Width and height of the gray picture, in pixels. @default 150 */
  inputSize?: number;
  /** Number of outputs. @default 4 */
  classes?: number;
  /**
   * Share of the dense layer's 1,024 values set to 0 in training, in [0, 1). The paper prints "dropout 0.8"; in TFLearn,
   * whose word "regression layer" stands beside it, 0.8 is the share kept. Give 0.8 for the other reading.
   * @default 0.2
   */
  dropoutRate?: number;
  /** Decides start weights and dropout masks, an integer of at least 0. @default 0 */
  seed?: number;
}

const filterCounts = [32, 64, 128, 64, 32];

const forms = {
  notebook: { filter: 5, pool: 5, padding: 'same' },
  // With 5 x 5 filters, N - F + 1 and (W - F) / S + 1 run out of pixels before the fifth pair.
  printed: { filter: 3, pool: 2, padding: 'valid' },
} as const;

/**
 * The paper's CNN-2D: five pairs of convolution (32, 64, 128, 64, 32 filters, relu) and max-pooling, a dense layer of
 * 1,024 with relu, dropout, softmax. At 150 x 150 the notebook form has 551,012 parameters, the printed form 321,124.
 *
 * Start weights are TFLearn's: convolutions uniform in +-sqrt(3 / fanIn), dense layers normal with deviation 0.02 cut
 * off at two deviations, biases 0.
 *
 * @returns A model of standard layers: input (samples, inputSize, inputSize, 1), output (samples, classes).
 * @throws RangeError when an option is out of range, or the picture too small for five `valid` pairs.
 *
 * @see paper, sections 3 and 4 (printed); the public notebooks (notebook).
 *
 * @example
 * cnn2d({ form: 'notebook', seed: 7 }).countParams(); // 551012
 */
export function cnn2d({ form, inputSize = 150, classes = 4, dropoutRate = 0.2, seed = 0 }: Cnn2dOptions): LayersModel {
  if (!Object.hasOwn(forms, form)) throw new RangeError(`cnn2d: form must be notebook or printed; received ${form}`);
  const { filter, pool, padding } = forms[form];
  // convolutionSize and poolingSize, solved for the input, from one pixel that must be left at the end.
  const smallest = padding === 'same' ? 1 : filterCounts.reduce((size) => size * pool + filter - 1, 1);
  if (!(Number.isSafeInteger(inputSize) && inputSize >= smallest)) {
    throw new RangeError(`cnn2d: inputSize must be an integer of at least ${smallest}; received ${inputSize}`);
  }
  requireNetworkOptions('cnn2d', { classes, dropoutRate, seed });
  const model = sequential({ name: 'cnn2d' });
  let layerNumber = 0;
  for (const [i, filters] of filterCounts.entries()) {
    model.add(
      layers.conv2d({
        name: `convolution_${i + 1}`,
        ...(i === 0 && { inputShape: [inputSize, inputSize, 1] }),
        filters,
        kernelSize: filter,
        padding,
        activation: 'relu',
        kernelInitializer: uniformScaling(deriveSeed(seed, layerNumber++)),
        biasInitializer: 'zeros',
      }),
    );
    model.add(layers.maxPooling2d({ name: `pooling_${i + 1}`, poolSize: pool, strides: pool, padding }));
  }
  model.add(layers.flatten({ name: 'flatten' }));
  model.add(
    layers.dense({
      name: 'dense',
      units: 1024,
      activation: 'relu',
      kernelInitializer: truncatedNormal(deriveSeed(seed, layerNumber++)),
      biasInitializer: 'zeros',
    }),
  );
  model.add(new SeededDropout({ name: 'dropout', rate: dropoutRate, seed: deriveSeed(seed, layerNumber++) }));
  model.add(
    layers.dense({
      name: 'output',
      units: classes,
      activation: 'softmax',
      kernelInitializer: truncatedNormal(deriveSeed(seed, layerNumber++)),
      biasInitializer: 'zeros',
    }),
  );
  return model;
}

/** TFLearn's start of a convolution: uniform in +-sqrt(3 / fanIn). */
function uniformScaling(seed: number) {
  return initializers.varianceScaling({ scale: 1, mode: 'fanIn', distribution: 'uniform', seed });
}

/** TFLearn's start of a dense layer. */
function truncatedNormal(seed: number) {
  return initializers.truncatedNormal({ mean: 0, stddev: 0.02, seed });
}
