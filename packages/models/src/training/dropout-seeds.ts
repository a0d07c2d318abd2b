import type { LayersModel } from '@tensorflow/tfjs-layers';
import { deriveSeed } from '../randomness/derive-seed.js';
import { innerLayers } from './forward/inner-layers.js';

/** Gives every dropout layer of a model its seed, step by step. */
export interface DropoutSeeds {
  /** Called before each step. */
  set(step: number): void;
  /** Gives the layers back the seeds that they had. */
  restore(): void;
}

/**
 * TensorFlow.js's own dropout makes the same mask whenever it has the same seed, and a random one when it has none.
 * Given another seed before each step, it and ours make masks that depend on nothing but the seed of the training.
 */
export function dropoutSeeds(model: LayersModel, seed: number): DropoutSeeds {
  const layers = innerLayers(model).filter((layer) => ['Dropout', 'SpatialDropout1D'].includes(layer.getClassName()));
  const seeded = layers as unknown as { seed?: number | null }[];
  const before = seeded.map((layer) => layer.seed);
  return {
    set(step) {
      for (const [i, layer] of seeded.entries()) layer.seed = deriveSeed(seed, i, step);
    },
    restore() {
      for (const [i, layer] of seeded.entries()) layer.seed = before[i];
    },
  };
}
