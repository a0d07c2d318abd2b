import * as tf from '@tensorflow/tfjs-core';
import { input, type LayersModel, layers, model as modelOf, type SymbolicTensor } from '@tensorflow/tfjs-layers';
import { firstFloors } from './first-floors.js';
import { FlooredLeakyRelu } from './floored-leaky-relu.js';
import { type SpeechEmbeddingConvolution, speechEmbeddingWeights } from './speech-embedding-weights.js';

export interface SpeechEmbeddingOptions {
  /** Whether training changes its weights; without, they are frozen and only what stands behind them learns. @default false */
  trainable?: boolean;
}

/** Bands and frames of each convolution's filters, how many there are, and what is pooled behind it. */
const convolutions: readonly SpeechEmbeddingConvolution[] = [
  { bands: 3, frames: 3, inputs: 1, filters: 24 },
  ...block(24, 24, [2, 2]).slice(2),
  ...block(24, 48, [2, 1]),
  ...block(48, 72, [2, 2]),
  ...block(72, 96, [2, 1]),
  ...block(96, 96, [2, 2]),
  { bands: 1, frames: 3, inputs: 96, filters: 96 },
];

/**
 * Google's small speech embedding with its trained weights: 20 convolutions over 32 log-mel bands give 96 values every 80 ms,
 * each of 775 ms of sound. 328,128 parameters. `speechEmbeddingSpectrogram` of @aver/spectrogram makes its input.
 *
 * It takes any number of frames from 76 on. Nothing is padded in time and all strides together are 8 frames, so that one
 * pass over a recording gives what the published network gives for windows of 76 frames, one every 8, at a fraction of
 * the cost.
 *
 * Other layers can be put behind `outputs[0]`; the whole is one model that `trainModel` takes.
 *
 * @returns A model: input (samples, 32, frames, 1), output (samples, floor((frames - 76) / 8) + 1, 96).
 * @throws TypeError when trainable is no boolean.
 *
 * @see Lin, Kilgour, Roblek, Sharifi 2020, Training keyword spotters with limited and synthesized speech data, arXiv
 * 2002.01322; weights of TensorFlow Hub's google/speech_embedding, Apache-2.0
 *
 * @example
 * speechEmbedding().countParams(); // 328128
 */
export function speechEmbedding({ trainable = false }: SpeechEmbeddingOptions = {}): LayersModel {
  if (typeof trainable !== 'boolean') {
    throw new TypeError(`speechEmbedding: trainable must be true or false; received ${trainable}`);
  }
  const inputs = input({ shape: [32, null, 1], name: 'log_mel' });
  // In the first convolution the bands are continued by one 0 at both ends, and in all others likewise by 'same', which
  // with one frame a filter leaves time alone. 'valid' with one band a filter is the same for the bands.
  let features = layers
    .zeroPadding2d({
      name: 'bands_continued',
      padding: [
        [1, 1],
        [0, 0],
      ],
    })
    .apply(inputs) as SymbolicTensor;
  const convolutionLayers = convolutions.map(({ bands, frames, filters, pooling }, i) => {
    const isLast = i === convolutions.length - 1;
    const convolution = layers.conv2d({
      name: `embedding_${i + 1}`,
      filters,
      kernelSize: [bands, frames],
      padding: frames === 1 ? 'same' : 'valid',
      useBias: !isLast,
      // Both are replaced below: nothing is drawn.
      kernelInitializer: 'zeros',
      biasInitializer: 'zeros',
      trainable,
    });
    features = convolution.apply(features) as SymbolicTensor;
    if (!isLast) {
      const floor = i === 0 ? firstFloors : -0.4;
      const activation = new FlooredLeakyRelu({ name: `embedding_activation_${i + 1}`, floor });
      features = activation.apply(features) as SymbolicTensor;
    }
    if (pooling) {
      const window: [number, number] = [...pooling];
      const pool = layers.maxPooling2d({ name: `embedding_pooling_${i + 1}`, poolSize: window, strides: window });
      features = pool.apply(features) as SymbolicTensor;
    }
    return convolution;
  });
  // (1, steps, 96) to (steps, 96)
  const outputs = layers.reshape({ name: 'embedding', targetShape: [-1, 96] }).apply(features) as SymbolicTensor;
  const embedding = modelOf({ name: 'speech_embedding', inputs, outputs });
  const weights = speechEmbeddingWeights(convolutions);
  tf.tidy(() => {
    for (const [i, { bands, frames, inputs, filters }] of convolutions.entries()) {
      const { kernel, bias } = weights[i];
      const tensors = [tf.tensor4d(kernel, [bands, frames, inputs, filters])];
      convolutionLayers[i].setWeights(bias ? [...tensors, tf.tensor1d(bias)] : tensors);
    }
  });
  return embedding;
}

/** Bands, frames, bands, frames, and a pooling. */
function block(inputs: number, filters: number, pooling: readonly [bands: number, frames: number]) {
  return [
    { bands: 3, frames: 1, inputs, filters },
    { bands: 1, frames: 3, inputs: filters, filters },
    { bands: 3, frames: 1, inputs: filters, filters },
    { bands: 1, frames: 3, inputs: filters, filters, pooling },
  ];
}
