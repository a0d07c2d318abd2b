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

export interface SpectrogramCnnOptions {
  /** Height of the picture: frequency bands. @default 64 */
  bands?: number;
  /** Width of the picture: frames of time. @default 160 */
  frames?: number;
  /** Filters of each block; every block halves the frames. @default [16, 32, 48, 64] */
  filters?: readonly number[];
  /** What each block divides the bands by: 1 keeps them. @default [2, 2, 2, 1] */
  bandPooling?: readonly number[];
  /** Share of the values in front of the output that are set to 0 in training, in [0, 1). @default 0.3 */
  dropoutRate?: number;
  /** Number of outputs. @default 4 */
  classes?: number;
  /** Decides start weights and dropout masks, an integer of at least 0. @default 0 */
  seed?: number;
}

/**
 * A small CNN-2D of the project's own over a log-mel spectrogram: blocks of a 3 x 3 convolution ('same', relu) and
 * a max-pool, then mean and maximum over the time that is left, dropout, softmax. With its defaults it has 50,484
 * parameters.
 *
 * Where in time something happens says little about the emotion, so time is summed up. How high it is says much, so
 * each band that is left keeps its own mean and maximum. Batch normalisation was not better, and slower.
 *
 * Start weights: convolutions He normal, in front of the output normal with deviation 0.02, biases 0.
 *
 * @returns A model of standard layers: input (samples, bands, frames, 1), output (samples, classes).
 * @throws RangeError when an option is out of range, or the picture too small for its blocks.
 *
 * @see the project's own; how it was chosen stands in docs/decisions.
 *
 * @example
 * spectrogramCnn().countParams(); // 50484
 */
export function spectrogramCnn({
  bands = 64,
  frames = 160,
  filters = [16, 32, 48, 64],
  bandPooling = [2, 2, 2, 1],
  dropoutRate = 0.3,
  classes = 4,
  seed = 0,
}: SpectrogramCnnOptions = {}): LayersModel {
  if (!(filters.length > 0)) {
    throw new RangeError(`spectrogramCnn: filters must be one number for each block; received [${filters}]`);
  }
  for (const [i, count] of filters.entries()) requireSize('spectrogramCnn', `filters[${i}]`, count);
  if (bandPooling.length !== filters.length) {
    throw new RangeError(`spectrogramCnn: bandPooling must be one number for each block; received [${bandPooling}]`);
  }
  for (const [i, size] of bandPooling.entries()) requireSize('spectrogramCnn', `bandPooling[${i}]`, size);
  requireSide('bands', bands, bandPooling);
  requireSide(
    'frames',
    frames,
    filters.map(() => 2),
  );
  requireNetworkOptions('spectrogramCnn', { classes, dropoutRate, seed });

  const inputs = input({ shape: [bands, frames, 1], name: 'spectrogram' });
  let layerNumber = 0;
  let features = inputs;
  for (const [i, count] of filters.entries()) {
    features = layers
      .conv2d({
        name: `convolution_${i + 1}`,
        filters: count,
        kernelSize: 3,
        padding: 'same',
        activation: 'relu',
        kernelInitializer: initializers.heNormal({ seed: deriveSeed(seed, layerNumber++) }),
        biasInitializer: 'zeros',
      })
      .apply(features) as SymbolicTensor;
    const window: [number, number] = [bandPooling[i], 2];
    const pooling = layers.maxPooling2d({ name: `pooling_${i + 1}`, poolSize: window, strides: window });
    features = pooling.apply(features) as SymbolicTensor;
  }
  const allTime = {
    poolSize: [1, features.shape[2] as number] as [number, number],
    strides: [1, 1] as [number, number],
  };
  const summaries = [
    layers.averagePooling2d({ name: 'mean_over_time', ...allTime }),
    layers.maxPooling2d({ name: 'maximum_over_time', ...allTime }),
  ].map((summary) => summary.apply(features) as SymbolicTensor);
  // (bands left, 1, 2 filters)
  const joined = layers.concatenate({ name: 'mean_and_maximum' }).apply(summaries);
  const flat = layers.flatten({ name: 'flatten' }).apply(joined);
  const dropout = new SeededDropout({ name: 'dropout', rate: dropoutRate, seed: deriveSeed(seed, layerNumber++) });
  const output = layers.dense({
    name: 'output',
    units: classes,
    activation: 'softmax',
    kernelInitializer: initializers.randomNormal({ mean: 0, stddev: 0.02, seed: deriveSeed(seed, layerNumber++) }),
    biasInitializer: 'zeros',
  });
  const outputs = output.apply(dropout.apply(flat)) as SymbolicTensor;
  return modelOf({ name: 'spectrogram_cnn', inputs, outputs });
}

/** Each block divides a side, and one pixel must be left at the end. */
function requireSide(parameter: string, side: number, divisors: readonly number[]): void {
  const smallest = divisors.reduce((product, divisor) => product * divisor, 1);
  if (!(Number.isSafeInteger(side) && side >= smallest)) {
    throw new RangeError(
      `spectrogramCnn: ${parameter} must be an integer of at least ${smallest}, to be divided by ${divisors.join(', ')}; ` +
        `received ${side}`,
    );
  }
}
