import * as tf from '@tensorflow/tfjs-core';
import { type LayersModel, layers, sequential } from '@tensorflow/tfjs-layers';
import type { ModelCard } from '../src/index.js';

/** A picture of 2 x 2 pixels. */
export const input = { kind: 'picture', style: 'gray', size: 2 } as const;

/** A card for {@link knownModel}. */
export const card: ModelCard = { labels: ['rising', '10', 'constructor'], input, inputScale: 1 / 255 };

/** A model whose three outputs are its first, second and third input plus 0.25 times its fourth. */
export function knownModel(): LayersModel {
  const model = sequential({
    layers: [layers.flatten({ inputShape: [2, 2, 1] }), layers.dense({ units: 3, useBias: false })],
  });
  const weights = tf.tensor2d([1, 0, 0, 0, 1, 0, 0, 0, 1, 0.25, 0.25, 0.25], [4, 3]);
  model.setWeights([weights]);
  weights.dispose();
  return model;
}
